package org.projectexporter.git.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.projectexporter.spi.SourceContext;

/** Digests a file while it is read once; cancelling the export ends the reading. */
final class DigestedInput extends FilterInputStream {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int CHECK_EVERY_BYTES = 1 << 22;

    private final SourceContext context;
    private final MessageDigest digest;
    private int unchecked;

    DigestedInput(InputStream in, SourceContext context) {
        super(in);
        this.context = context;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
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
            digest.update(into, offset, n);
            checkPeriodically(n);
        }
        return n;
    }

    private void checkPeriodically(int read) throws IOException {
        unchecked += read;
        if (unchecked > CHECK_EVERY_BYTES) {
            unchecked = 0;
            context.checkCancelled();
        }
    }

    /** Reads the rest and returns the digest of the whole file, in hexadecimal. May be called once. */
    String digestOfAll() throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        int n;
        do {
            n = read(block, 0, block.length);
        } while (n >= 0);
        return HexFormat.of().formatHex(digest.digest());
    }
}
