package org.projectexporter.git.snapshot;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Whether a file is a text in which URLs have to be blanked. */
final class Blanking {
    private static final int BLOCK_BYTES = 1 << 16;

    private Blanking() {}

    /** Reads until it is known: a file with a zero byte in it is no text, and what is in it stays. */
    static boolean isNeeded(InputStream file) throws IOException {
        ZeroByte zero = new ZeroByte(file);
        BlankedInput text = new BlankedInput(zero);
        byte[] block = new byte[BLOCK_BYTES];
        while (!zero.found && text.read(block) >= 0) {
            // up to the end, since a zero byte may come late
        }
        return text.hasChanged() && !zero.found;
    }

    /** Notices a zero byte, and ends there. */
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
