package org.projectexporter.media;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.projectexporter.media.parse.UnreadableDocumentException;

/** Passes on a limited number of bytes, and notices a cancellation. */
final class BoundedInput extends FilterInputStream {
    /** The largest projects of editors have some hundred million bytes. */
    static final long MOST_BYTES = 512L << 20;

    private static final long CHECKED_EVERY = 1 << 20;

    private final Document.Check check;
    private long passed;
    private long next;

    BoundedInput(InputStream in, Document.Check check) {
        super(in);
        this.check = check;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        if (read >= 0) {
            passed(1);
        }
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read > 0) {
            passed(read);
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        passed(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void passed(long bytes) throws IOException {
        passed += bytes;
        if (passed > MOST_BYTES) {
            throw new UnreadableDocumentException("it has more than " + MOST_BYTES + " bytes");
        }
        if (passed >= next) {
            check.check();
            next = passed + CHECKED_EVERY;
        }
    }
}
