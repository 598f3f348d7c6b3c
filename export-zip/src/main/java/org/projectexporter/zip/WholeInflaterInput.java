package org.projectexporter.zip;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** What a deflate stream holds, of which nothing may be left when its content has ended. It does not end the inflater. */
final class WholeInflaterInput extends InflaterInputStream {
    private static final int BUFFER_BYTES = 1 << 16;

    WholeInflaterInput(InputStream in, Inflater inflater) {
        super(in, inflater, BUFFER_BYTES);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = super.read(into, offset, length);
        if (n < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
            throw new ZipException("bytes follow the end of deflated content");
        }
        return n;
    }
}
