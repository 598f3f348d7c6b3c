package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.internal.io.DirectFile;

/** A large file that is being unpacked: its content is collected in blocks, which {@link LargeFiles} writes. */
final class LargeFile implements Tree.File {
    private final DirectFile file;
    private final LargeFiles disk;
    private final LargeFiles.Step whenWritten;
    private @Nullable ByteBuffer block;
    private long handedOn;
    private boolean finished;

    /**
     * A file that is still empty.
     *
     * @param whenWritten sets mode and time and eventually closes the file; run once it has its final length
     */
    LargeFile(DirectFile file, LargeFiles disk, LargeFiles.Step whenWritten) {
        this.file = file;
        this.disk = disk;
        this.whenWritten = whenWritten;
    }

    @Override
    public void write(byte[] bytes, int length) throws IOException {
        int done = 0;
        while (done < length) {
            ByteBuffer into = block;
            if (into == null) {
                into = disk.takeBlock();
                block = into;
            }
            int n = Math.min(length - done, into.remaining());
            into.put(bytes, done, n);
            done += n;
            if (!into.hasRemaining()) {
                handOn(into);
            }
        }
    }

    private void handOn(ByteBuffer pages) {
        long offset = handedOn;
        handedOn += pages.position();
        block = null;
        disk.write(file, pages.flip(), offset);
    }

    /** Pads the last page with whatever is in the block, and truncates the file to its length. */
    @Override
    public void finish() {
        ByteBuffer last = block;
        long bytes = handedOn;
        if (last != null) {
            bytes += last.position();
            handOn(last.position(DirectFile.wholePages(last.position())));
        }
        long length = bytes;
        disk.finish(file, () -> {
            file.truncate(length);
            whenWritten.run();
        });
        finished = true;
    }

    @Override
    public void close() {
        if (!finished) {
            disk.abandon(file);
        }
    }
}
