package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/**
 * Finds out why the end of a zip is not where it should be. The result is only used for the message, and is not
 * trusted.
 */
final class EndSearch {
    /** An end record with the longest comment (APPNOTE 4.3.16). */
    private static final int FARTHEST = CentralDirectory.END_BYTES + CentralDirectory.MAX_16;

    private EndSearch() {}

    /** Whether a record of this kind begins at {@code at}. */
    static boolean isAt(SeekableByteChannel archive, long at, int signature) throws IOException {
        if (at < 0 || at > archive.size() - Integer.BYTES) {
            return false;
        }
        return new ChannelRangeInputStream(archive, at, Integer.BYTES)
                        .readExactly(Integer.BYTES)
                        .getInt()
                == signature;
    }

    /** Why the last bytes are not an end record. */
    static RefusedArchiveException whyNoEnd(SeekableByteChannel archive) throws IOException {
        long size = archive.size();
        int searched = (int) Math.min(size, FARTHEST);
        ByteBuffer tail = new ChannelRangeInputStream(archive, size - searched, searched).readExactly(searched);
        for (int at = searched - CentralDirectory.END_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == CentralDirectory.END_SIGNATURE) {
                int behind = searched - at - CentralDirectory.END_BYTES;
                boolean comment = Short.toUnsignedInt(tail.getShort(at + 20)) == behind;
                return comment
                        ? refused(ArchiveDefect.COMMENT, "a comment of " + behind + " bytes follows its end")
                        : refused(ArchiveDefect.TRAILING_BYTES, behind + " bytes follow its end");
            }
        }
        return isAt(archive, 0, EntryHeaders.LOCAL_SIGNATURE)
                ? refused(ArchiveDefect.TRUNCATED, "not a complete zip: it has no end record")
                : refused(ArchiveDefect.NOT_AN_ARCHIVE, "not a zip: it has no end record");
    }

    /** Why the directory does not end where the records of the end begin. */
    static RefusedArchiveException whyNotBehindDirectory(SeekableByteChannel archive, EndRecord end, long records)
            throws IOException {
        long behind = end.start() + end.bytes();
        if (isAt(archive, behind, CentralDirectory.END_SIGNATURE)) {
            return refused(ArchiveDefect.SECOND_END, "it has two end records");
        }
        boolean locator =
                isAt(archive, records - CentralDirectory.ZIP64_LOCATOR_BYTES, CentralDirectory.ZIP64_LOCATOR_SIGNATURE);
        if (locator || isAt(archive, behind, CentralDirectory.ZIP64_END_SIGNATURE)) {
            return refused(
                    ArchiveDefect.WRONG_ZIP64,
                    "it has ZIP64 records that are not needed, or are not in the right place");
        }
        boolean whereItSays = isAt(archive, end.start(), EntryHeaders.CENTRAL_SIGNATURE);
        boolean moved = isAt(archive, records - end.bytes(), EntryHeaders.CENTRAL_SIGNATURE);
        if (moved && !whereItSays && records - end.bytes() > end.start()) {
            return refused(ArchiveDefect.LEADING_BYTES, (records - behind) + " bytes precede its first entry");
        }
        return whereItSays && behind >= 0 && behind < records
                ? refused(ArchiveDefect.GAP, (records - behind) + " bytes are between its directory and its end")
                : refused(
                        ArchiveDefect.WRONG_DIRECTORY, "its directory does not end where the records of its end begin");
    }

    private static RefusedArchiveException refused(ArchiveDefect defect, String found) {
        return new RefusedArchiveException(defect, null, found);
    }
}
