package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.internal.exporting.engine.ExtentOutput;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.spi.FileStat;

/** Shares files with the volumes. A device on which that has failed again and again is not tried any more. */
final class SharedExtents implements ExtentOutput {
    /** Files without copy-on-write fail where others succeed; files of another file system all fail. */
    private static final int MOST_FAILURES = 16;

    private final VolumeOutput output;
    private final Map<Long, Integer> failures = new ConcurrentHashMap<>();

    SharedExtents(VolumeOutput output) {
        this.output = output;
    }

    @Override
    public boolean mayShare(FileStat file) {
        return failures.getOrDefault(file.device(), 0) < MOST_FAILURES;
    }

    @Override
    public @Nullable SeekableByteChannel share(Path file, FileStat stat, long position) throws IOException {
        if (output.share(file, stat, position)) {
            failures.remove(stat.device());
            return output.readShared();
        }
        failures.merge(stat.device(), 1, Integer::sum);
        return null;
    }

    @Override
    public void undo() throws IOException {
        output.unshare();
    }
}
