package org.projectexporter.git.objects;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;

/**
 * The ids in the index of a pack, which has them sorted.
 *
 * @see <a href="https://git-scm.com/docs/gitformat-pack">gitformat-pack(5), "Original (version 1) pack-*.idx files" and
 *     "Version 2 pack-*.idx files"</a>
 */
final class PackIndex {
    /** The end of its name. */
    static final String SUFFIX = ".idx";

    private static final int MAGIC_OF_VERSION_2 = 0xff744f63;
    private static final int FAN_OUT = 256;
    private static final int OFFSET_BYTES = 4;

    private PackIndex() {}

    /**
     * Reads the ids, one after another.
     *
     * @param length of the index in bytes
     * @throws SourceException if it is not an index
     */
    static byte[] ids(InputStream index, long length, IdFormat format) throws IOException {
        DataInputStream in = new DataInputStream(index);
        try {
            int first = in.readInt();
            boolean second = first == MAGIC_OF_VERSION_2;
            if (second && in.readInt() != 2) {
                throw new SourceException("the index of a pack has an unknown version");
            }
            int count = second ? 0 : first;
            for (int i = second ? 0 : 1; i < FAN_OUT; i++) {
                count = in.readInt();
            }
            if (count < 0 || (long) count * format.bytes() > length) {
                throw new SourceException("the index of a pack is damaged");
            }
            return second ? table(in, count, format) : tableWithOffsets(in, count, format);
        } catch (EOFException e) {
            throw new SourceException("the index of a pack is cut short", e);
        }
    }

    private static byte[] table(DataInputStream in, int count, IdFormat format) throws IOException {
        byte[] ids = new byte[count * format.bytes()];
        in.readFully(ids);
        return ids;
    }

    private static byte[] tableWithOffsets(DataInputStream in, int count, IdFormat format) throws IOException {
        byte[] ids = new byte[count * format.bytes()];
        for (int i = 0; i < count; i++) {
            in.skipNBytes(OFFSET_BYTES);
            in.readFully(ids, i * format.bytes(), format.bytes());
        }
        return ids;
    }
}
