package org.projectexporter.zip;

import java.nio.ByteBuffer;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.EntryType;

/** What a central header must not say: all that makes readers differ, or that this program neither writes nor reads. */
final class HeaderRules {
    /** Bits 0, 6 and 13 (APPNOTE 4.4.4): encrypted, strongly so, and values in the local header hidden. */
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    private static final int DATA_DESCRIPTOR = 1 << 3;
    /** Bits 1 and 2: how hard it was tried to deflate; they change nothing. */
    private static final int EFFORT = 1 << 1 | 1 << 2;
    /** Info-ZIP's second name, in UTF-8 (APPNOTE 4.6.9). */
    private static final int UNICODE_PATH = 0x7075;

    private HeaderRules() {}

    static void check(CentralHeader header) throws RefusedArchiveException {
        require(header.commentBytes() == 0, header, ArchiveDefect.COMMENT, "it bears a comment");
        require(header.disk() == 0, header, ArchiveDefect.MULTI_DISK, "it begins on another disk");
        checkFlags(header, header.flags());
        require(
                header.method() == EntryHeaders.STORED || header.method() == EntryHeaders.DEFLATED,
                header,
                ArchiveDefect.UNKNOWN_METHOD,
                "compressed by method " + header.method() + "; 0 (stored) and 8 (deflate) are read");
        require(
                header.size() >= 0 && header.compressedSize() >= 0 && header.offset() >= 0,
                header,
                ArchiveDefect.BAD_NUMBER,
                "a negative size or offset");
        require(
                header.method() == EntryHeaders.DEFLATED || header.size() == header.compressedSize(),
                header,
                ArchiveDefect.WRONG_SIZE,
                "stored, and yet of two sizes");
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
                "its size and checksum stand behind its content");
        require(
                (flags & ~(EntryHeaders.FLAG_UTF8 | EFFORT)) == 0,
                header,
                ArchiveDefect.UNKNOWN_FLAG,
                "flags that are not known: 0x" + Integer.toHexString(flags));
    }

    /** Fields that follow each other without a gap, each kind once, and none that gives a second name (APPNOTE 4.5.1). */
    static void checkExtra(CentralHeader header, ByteBuffer extra) throws RefusedArchiveException {
        int at = 0;
        while (at < extra.capacity()) {
            int left = extra.capacity() - at - 2 * Short.BYTES;
            int bytes = left < 0 ? 0 : Short.toUnsignedInt(extra.getShort(at + Short.BYTES));
            require(bytes <= left, header, ArchiveDefect.BAD_EXTRA, "an extra field is longer than all of them");
            int id = Short.toUnsignedInt(extra.getShort(at));
            require(!comesBefore(at, id, extra), header, ArchiveDefect.BAD_EXTRA, "an extra field comes twice");
            require(id != UNICODE_PATH, header, ArchiveDefect.SECOND_NAME, "it has a second name in an extra field");
            at += 2 * Short.BYTES + bytes;
        }
    }

    /** Whether there is such a field before {@code end}; up to there all are well-formed. */
    private static boolean comesBefore(int end, int id, ByteBuffer extra) {
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
