package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.git.config.UrlSecrets;

/**
 * A text of any length without the user information of the URLs in it: {@link UrlSecrets}, piece by piece. A piece ends
 * where no URL continues, at a space or a control character, or after {@link #MAX_BYTES} without one.
 */
final class BlankedInput extends InputStream {
    /** Longer than any real URL. */
    static final int MAX_BYTES = 1 << 17;

    private final InputStream in;
    private final byte[] held = new byte[MAX_BYTES];
    private int heldBytes;
    private byte[] piece = {};
    private int at;
    private boolean ended;
    private boolean changed;

    /** Reads from {@code in}, which the caller closes. */
    BlankedInput(InputStream in) {
        this.in = in;
    }

    /** Whether anything has been removed so far. */
    boolean hasChanged() {
        return changed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (at == piece.length && nextPiece()) {
            // nothing may be left of it after blanking
        }
        int n = Math.min(length, piece.length - at);
        System.arraycopy(piece, at, into, offset, n);
        at += n;
        return n == 0 && length > 0 ? -1 : n;
    }

    private boolean nextPiece() throws IOException {
        while (!ended && heldBytes < held.length) {
            int n = in.read(held, heldBytes, held.length - heldBytes);
            ended = n < 0;
            heldBytes += Math.max(0, n);
        }
        int end = ended ? heldBytes : lastBreak();
        byte[] source = Arrays.copyOf(held, end);
        piece = UrlSecrets.blank(new String(source, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        changed |= !Arrays.equals(piece, source);
        System.arraycopy(held, end, held, 0, heldBytes - end);
        heldBytes -= end;
        at = 0;
        return end > 0;
    }

    private int lastBreak() {
        for (int end = heldBytes; end > 0; end--) {
            if (held[end - 1] >= 0 && held[end - 1] <= ' ') {
                return end;
            }
        }
        return heldBytes;
    }
}
