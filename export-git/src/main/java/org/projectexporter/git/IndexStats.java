package org.projectexporter.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;

/**
 * Walks through the attributes that an index remembers of each file, where they stand in it: gitformat-index(5), versions 2 to 4. What
 * follows the entries is not looked at.
 */
final class IndexStats {
    private static final int SIGNATURE = 0x44495243; // "DIRC"
    private static final int HEADER_BYTES = 12;
    private static final int MODE_AT = 24;
    private static final int STAT_BYTES = 40;

    /** Takes entries in the order of the index. */
    interface Visitor {
        /**
         * An entry.
         *
         * @param at where in the index its attributes begin
         * @param mode as in the index
         * @param stage 0, or 1 to 3 in a merge that is not resolved
         */
        void visit(int at, RawPath path, int mode, int stage) throws IOException;
    }

    private final ByteBuffer index;
    private final IdFormat ids;
    private byte[] path = {};

    private IndexStats(ByteBuffer index, IdFormat ids) {
        this.index = index.duplicate();
        this.ids = ids;
    }

    /**
     * Goes through an index.
     *
     * @throws SourceException if it is none
     */
    static void walk(ByteBuffer index, IdFormat ids, Visitor visitor) throws IOException {
        try {
            new IndexStats(index, ids).walk(visitor);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SourceException("the index is cut short", e);
        }
    }

    private void walk(Visitor visitor) throws IOException {
        index.position(0);
        int signature = index.getInt();
        int version = index.getInt();
        long count = index.getInt() & 0xffffffffL;
        if (signature != SIGNATURE || version < 2 || version > 4) {
            throw new SourceException("the index has no signature DIRC, or an unknown version");
        }
        index.position(HEADER_BYTES);
        for (long i = 0; i < count; i++) {
            int at = index.position();
            int mode = index.getInt(at + MODE_AT);
            index.position(at + STAT_BYTES + ids.bytes());
            int flags = index.getShort();
            if ((flags & 0x4000) != 0) {
                index.getShort();
            }
            path = version == 4 ? unfolded() : padded(at);
            visitor.visit(at, RawPath.of(path), mode, (flags >> 12) & 3);
        }
    }

    /** The name, and 1 to 8 NUL, so that the entry's length is a multiple of 8. */
    private byte[] padded(int at) {
        byte[] name = untilNul();
        int length = index.position() - at;
        index.position(index.position() + (8 - length % 8) % 8);
        return name;
    }

    /** How many bytes to take away from the end of the path before, then what to append. */
    private byte[] unfolded() {
        int b = index.get();
        long strip = b & 0x7f;
        while ((b & 0x80) != 0 && strip < path.length) {
            b = index.get();
            strip = ((strip + 1) << 7) | (b & 0x7f);
        }
        if (strip > path.length) {
            throw new IllegalArgumentException("a name that cannot be unfolded");
        }
        int keep = (int) (path.length - strip);
        byte[] suffix = untilNul();
        byte[] name = Arrays.copyOf(path, keep + suffix.length);
        System.arraycopy(suffix, 0, name, keep, suffix.length);
        return name;
    }

    private byte[] untilNul() {
        ByteArrayOutputStream name = new ByteArrayOutputStream(64);
        for (int b = index.get(); b != 0; b = index.get()) {
            name.write(b);
        }
        return name.toByteArray();
    }
}
