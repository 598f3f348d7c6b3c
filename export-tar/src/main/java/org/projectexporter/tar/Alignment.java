package org.projectexporter.tar;

import java.util.Arrays;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;

/**
 * The padding in front of large content in a tar that is not compressed: a comment in the pax header. The content then
 * begins at a multiple of the size of a block, so that a file system can share it with the file that it comes from.
 */
final class Alignment {
    /** Content of at least this size is aligned. */
    static final int ALIGNED_BYTES = 1 << 18;

    /** The size of a block in most file systems, and of a page. */
    static final int BYTES = 4096;

    /** The header of the entry, and that of its pax records. */
    private static final int HEADERS_BYTES = 2 * UstarHeader.BLOCK_BYTES;

    private Alignment() {}

    static boolean isFor(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE && entry.size() >= ALIGNED_BYTES;
    }

    /**
     * The pax records of an entry and, unless its content is aligned anyway, a comment which aligns it and with which
     * the records fill their blocks.
     *
     * @param position where the first header of the entry begins
     */
    static byte[] padded(byte[] pax, long position) {
        int recordBytes = pax.length + Padding.of(pax.length);
        int usual = pax.length == 0 ? UstarHeader.BLOCK_BYTES : HEADERS_BYTES + recordBytes;
        if ((position + usual) % BYTES == 0) {
            return pax;
        }
        int least = pax.length + PaxRecords.LEAST_COMMENT_BYTES;
        int padding = (int) (-(position + HEADERS_BYTES + least) & (BYTES - 1));
        byte[] comment = PaxRecords.comment(PaxRecords.LEAST_COMMENT_BYTES + padding);
        byte[] all = Arrays.copyOf(pax, pax.length + comment.length);
        System.arraycopy(comment, 0, all, pax.length, comment.length);
        return all;
    }
}
