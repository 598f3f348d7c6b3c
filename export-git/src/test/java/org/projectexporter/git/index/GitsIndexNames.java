package org.projectexporter.git.index;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.RawPath;

/**
 * The names in an index as Git itself finds them: {@code create_from_disk} in its {@code read-cache.c}, step by step,
 * without a check.
 */
public final class GitsIndexNames {
    private static final int FLAGS_AT = 60;
    private static final int NAME_MASK = 0xfff;
    private static final int EXTENDED = 0x4000;

    private final byte[] index;
    private int at = 12;
    private byte[] previous = new byte[0];

    private GitsIndexNames(byte[] index) {
        this.index = index;
    }

    /** The names in an index with SHA-1 ids. */
    public static List<RawPath> of(byte[] index) {
        ByteBuffer header = ByteBuffer.wrap(index);
        GitsIndexNames names = new GitsIndexNames(index);
        List<RawPath> all = new ArrayList<>();
        for (int i = 0; i < header.getInt(8); i++) {
            all.add(RawPath.of(names.next(header.getInt(4))));
        }
        return all;
    }

    private byte[] next(int version) {
        int flags = ByteBuffer.wrap(index).getShort(at + FLAGS_AT);
        int name = at + FLAGS_AT + ((flags & EXTENDED) != 0 ? 4 : 2);
        int length = flags & NAME_MASK;
        byte[] found;
        if (version == 4) {
            int strip = index[name] & 0x7f;
            while ((index[name++] & 0x80) != 0) {
                strip = ((strip + 1) << 7) | (index[name] & 0x7f);
            }
            int copied = previous.length - strip;
            length = length == NAME_MASK ? copied + stringLength(name) : length;
            found = Arrays.copyOf(previous, length);
            System.arraycopy(index, name, found, copied, length - copied);
            at = name + length - copied + 1;
        } else {
            length = length == NAME_MASK ? stringLength(name) : length;
            found = Arrays.copyOfRange(index, name, name + length);
            at += (name - at + length + 8) & ~7;
        }
        previous = found;
        return found;
    }

    private int stringLength(int from) {
        int to = from;
        while (index[to] != 0) {
            to++;
        }
        return to - from;
    }
}
