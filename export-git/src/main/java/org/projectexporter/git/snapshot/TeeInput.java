package org.projectexporter.git.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies everything that is read to an output stream, which is closed at the end of the input. */
final class TeeInput extends FilterInputStream {
    private final OutputStream other;
    private boolean ended;

    TeeInput(InputStream in, OutputStream other) {
        super(in);
        this.other = other;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n > 0) {
            other.write(into, offset, n);
        } else if (n < 0 && !ended) {
            ended = true;
            other.close();
        }
        return n;
    }
}
