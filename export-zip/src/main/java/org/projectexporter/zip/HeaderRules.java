package org.projectexporter.zip;

import java.nio.ByteBuffer;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.EntryType;

/**
 * Refuses central headers that readers interpret differently, or with features that this program neither writes nor
 * reads.
 */
final class HeaderRules {
    /** Bits 0, 6 and 13 (APPNOTE 4.4.4): encryption, strong encryption, and masked values in the local header. */
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    private static final int DATA_DESCRIPTOR = 1 << 3;
    /** Bits 1 and 2: the compression effort; they do not affect reading. */
    private static final int EFFORT = 1 << 1 | 1 << 2;
    /** Info-ZIP's second name, in UTF-8 (APPNOTE 4.6.9). */
    private static final int UNICODE_PATH = 0x7075;

    private HeaderRules() {}

    static void check(CentralHeader header) throws RefusedArchiveException {
        require(header.commentBytes() == 0, header, ArchiveDefect.COMMENT, "it has a comment");
        require(header.disk() == 0, header, ArchiveDefect.MULTI_DISK, "it begins on another disk");
        checkFlags(header, header.flags());
        require(
                header.method() == EntryHeaders.STORED || header.method() == EntryHeaders.DEFLATED,
                header,
                ArchiveDefect.UNKNOWN_METHOD,
                "compressed by method " + header.method() + "; only 0 (stored) and 8 (deflate) are supported");
        require(
                header.size() >= 0 && header.compressedSize() >= 0 && header.offset() >= 0,
                header,
                ArchiveDefect.BAD_NUMBER,
                "it has a negative size or offset");
        require(
                header.method() == EntryHeaders.DEFLATED || header.size() == header.compressedSize(),
                header,
                ArchiveDefect.WRONG_SIZE,
                "it is stored, but its two sizes differ");
        boolean folder = header.type() == EntryType.DIRECTORY;
        require(
                header.endsWithSlash() == folder && (!folder || header.size() == 0),
                header,
                ArchiveDefect.INCONSISTENT_ENTRY,
                "its name, type and size do not agree");
    }

    private static void checkFlags(CentralHeader header, int flags) throws RefusedArchiveException {
        require((flags & ENCRYPTED) == 0, header, ArchiveDefect.ENCRYPTED, "it is encrypted");
        require(
                (flags & DATA_DESCRIPTOR) == 0,
                header,
                ArchiveDefect.DATA_DESCRIPTOR,
                "its size and checksum follow its content");
        require(
                (flags & ~(EntryHeaders.FLAG_UTF8 | EFFORT)) == 0,
                header,
                ArchiveDefect.UNKNOWN_FLAG,
                "it has unknown flags: 0x" + Integer.toHexString(flags));
    }

    /**
     * Requires fields that follow each other without a gap, each kind at most once, and none with a second name
     * (APPNOTE 4.5.1).
     */
    static void checkExtra(CentralHeader header, ByteBuffer extra) throws RefusedArchiveException {
        int at = 0;
        while (at < extra.capacity()) {
            int left = extra.capacity() - at - 2 * Short.BYTES;
            int bytes = left < 0 ? 0 : Short.toUnsignedInt(extra.getShort(at + Short.BYTES));
            require(
                    bytes <= left,
                    header,
                    ArchiveDefect.BAD_EXTRA,
                    "an extra field is longer than all extra fields together");
            int id = Short.toUnsignedInt(extra.getShort(at));
            require(!occursBefore(at, id, extra), header, ArchiveDefect.BAD_EXTRA, "an extra field occurs twice");
            require(id != UNICODE_PATH, header, ArchiveDefect.SECOND_NAME, "it has a second name in an extra field");
            at += 2 * Short.BYTES + bytes;
        }
    }

    /** Requires padding, if there is any, of content that this program aligns, and in its form. */
    static void checkPadding(CentralHeader header, ByteBuffer localExtra) throws RefusedArchiveException {
        ByteBuffer padding = ExtraFields.find(localExtra, ExtraFields.PADDING);
        boolean aligned = header.method() == EntryHeaders.STORED && header.size() >= EntryHeaders.ALIGNED_BYTES;
        require(
                padding == null || (aligned && ExtraFields.isPadding(padding)),
                header,
                ArchiveDefect.BAD_EXTRA,
                "the padding in its local header is not what aligns stored content of 256 KiB or more");
    }

    /** Requires that there is no padding: it has a purpose in the local header only. */
    static void checkNoPadding(CentralHeader header, ByteBuffer extra) throws RefusedArchiveException {
        require(
                ExtraFields.find(extra, ExtraFields.PADDING) == null,
                header,
                ArchiveDefect.BAD_EXTRA,
                "its central header has padding");
    }

    /** Whether there is a field with this id before {@code end}; all fields up to there are well-formed. */
    private static boolean occursBefore(int end, int id, ByteBuffer extra) {
        boolean found = false;
        int at = 0;
        while (at < end) {
            found |= Short.toUnsignedInt(extra.getShort(at)) == id;
            at += 2 * Short.BYTES + Short.toUnsignedInt(extra.getShort(at + Short.BYTES));
        }
        return found;
    }

    private static void require(boolean condition, CentralHeader header, ArchiveDefect defect, String otherwise)
            throws RefusedArchiveException {
        if (!condition) {
            throw header.refused(defect, otherwise);
        }
    }
}
