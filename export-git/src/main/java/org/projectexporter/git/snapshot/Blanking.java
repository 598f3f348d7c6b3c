package org.projectexporter.git.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Decides whether a file is a text in which URLs have to be blanked. */
final class Blanking {
    private static final int BLOCK_BYTES = 1 << 16;

    private Blanking() {}

    /** Reads until this is known: a file with a zero byte is not text, and is exported unchanged. */
    static boolean isNeeded(InputStream file) throws IOException {
        ZeroByte zero = new ZeroByte(file);
        BlankedInput text = new BlankedInput(zero);
        byte[] block = new byte[BLOCK_BYTES];
        while (!zero.found && text.read(block) >= 0) {
            // to the end, since a zero byte may come late
        }
        return text.hasChanged() && !zero.found;
    }

    /** Detects a zero byte, and ends there. */
    private static final class ZeroByte extends FilterInputStream {
        private boolean found;

        private ZeroByte(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int n = found ? -1 : super.read(into, offset, length);
            for (int i = 0; i < n && !found; i++) {
                found = into[offset + i] == 0;
            }
            return n;
        }
    }
}
