package org.projectexporter.git.folder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.projectexporter.spi.files.SingleBytes;

/** Takes a file that should be small, and keeps it; one that is larger than so many bytes is refused as soon as that shows. */
public abstract class BoundedBytes extends OutputStream {
    private final long mostBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(64);

    public BoundedBytes(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What to say of a file that is larger. */
    public abstract IOException tooLarge();

    /** Called at the end, with all bytes. */
    public abstract void end(byte[] bytes) throws IOException;

    @Override
    public void write(int b) throws IOException {
        SingleBytes.write(b, this);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > mostBytes - kept.size()) {
            throw tooLarge();
        }
        kept.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        end(kept.toByteArray());
    }
}
