package org.projectexporter.sidecar.internal.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;

/** What distinguishes one version of an operator's file from another, without reading it; immutable. */
public final class FileVersion {
    /**
     * A file system may give two writes within one tick of its clock the same time, on Linux 10 ms at most. A file that
     * was as young as that when it was read is read again.
     */
    private static final long TICK_MILLIS = 20;

    private final FileTime modified;
    private final long bytes;
    private final @Nullable Object key;
    private final boolean settled;

    private FileVersion(BasicFileAttributes found, long now) {
        this.modified = found.lastModifiedTime();
        this.bytes = found.size();
        this.key = found.fileKey();
        this.settled = modified.toMillis() + TICK_MILLIS < now;
    }

    /** The version that exists now; to be taken before the file is read. */
    public static FileVersion of(Path file) throws IOException {
        long now = System.currentTimeMillis();
        return new FileVersion(Files.readAttributes(file, BasicFileAttributes.class), now);
    }

    /** Whether the file need not be read again, if the other version was read. */
    public boolean isSame(@Nullable FileVersion read) {
        return read != null
                && read.settled
                && modified.equals(read.modified)
                && bytes == read.bytes
                && Objects.equals(key, read.key);
    }
}
