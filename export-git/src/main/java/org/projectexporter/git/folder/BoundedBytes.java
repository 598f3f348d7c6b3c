package org.projectexporter.git.folder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Keeps the content of a file that should be small in memory, and fails as soon as it exceeds a given number of bytes.
 */
public abstract class BoundedBytes extends OutputStream {
    private final long maxBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(64);

    /** Creates an empty buffer that accepts at most {@code maxBytes} bytes. */
    public BoundedBytes(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The exception to throw if the file is larger. */
    public abstract IOException tooLarge();

    /** Called with all bytes when this stream is closed. */
    public abstract void end(byte[] bytes) throws IOException;

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > maxBytes - kept.size()) {
            throw tooLarge();
        }
        kept.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        end(kept.toByteArray());
    }
}
