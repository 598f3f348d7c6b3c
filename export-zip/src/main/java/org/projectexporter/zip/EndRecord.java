package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;

/**
 * The position and size of the central directory according to the end of a zip; see {@link CentralDirectory} for the
 * records.
 *
 * @param start position where the directory begins
 * @param bytes its length
 * @param count its number of entries
 * @param hasZip64 whether there is a ZIP64 end record
 */
record EndRecord(long start, long bytes, long count, boolean hasZip64) {
    /** Reads it from the very end of {@code archive}: an archive of ours has no comment after it. */
    static EndRecord read(SeekableByteChannel archive) throws IOException {
        long at = archive.size() - CentralDirectory.END_BYTES;
        if (!EndSearch.isAt(archive, at, CentralDirectory.END_SIGNATURE)) {
            throw EndSearch.whyNoEnd(archive);
        }
        ByteBuffer end = record(archive, at, CentralDirectory.END_BYTES);
        require(end.getInt(4) == 0, ArchiveDefect.MULTI_DISK, "it is one disk of several");
        require(
                end.getShort(8) == end.getShort(10),
                ArchiveDefect.WRONG_ENTRY_COUNT,
                "its end record has two different numbers of entries");
        require(
                end.getShort(20) == 0,
                ArchiveDefect.TRUNCATED,
                "it ends before the comment that its end record declares");
        EndRecord found = new EndRecord(
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                Short.toUnsignedLong(end.getShort(10)),
                false);
        return found.needsZip64() || found.isFollowedByZip64(archive, at)
                ? readZip64(archive, at, found)
                : found.requireEndsAt(at, archive);
    }

    /** Whether a ZIP64 end record, which some entry needs, is exactly between the directory and {@code end}. */
    private boolean isFollowedByZip64(SeekableByteChannel archive, long end) throws IOException {
        long behind = start + bytes;
        return end - behind == CentralDirectory.ZIP64_END_BYTES + CentralDirectory.ZIP64_LOCATOR_BYTES
                && EndSearch.isAt(archive, behind, CentralDirectory.ZIP64_END_SIGNATURE);
    }

    private EndRecord requireEndsAt(long endOfDirectory, SeekableByteChannel archive) throws IOException {
        if (start < 0 || bytes < 0 || start + bytes != endOfDirectory) {
            throw EndSearch.whyNotBehindDirectory(archive, this, endOfDirectory);
        }
        return this;
    }

    /** Whether this is the end record that must accompany {@code large} in the ZIP64 end record (APPNOTE 4.4.1.4). */
    private boolean isShortFormOf(EndRecord large) {
        return start == Math.min(large.start, EntryHeaders.MAX_32)
                && bytes == Math.min(large.bytes, EntryHeaders.MAX_32)
                && count == Math.min(large.count, CentralDirectory.MAX_16);
    }

    private static void require(boolean condition, ArchiveDefect defect, String otherwise)
            throws RefusedArchiveException {
        if (!condition) {
            throw new RefusedArchiveException(defect, null, otherwise);
        }
    }

    boolean needsZip64() {
        return count >= CentralDirectory.MAX_16 || bytes >= EntryHeaders.MAX_32 || start >= EntryHeaders.MAX_32;
    }

    private static EndRecord readZip64(SeekableByteChannel archive, long end, EndRecord shortForm) throws IOException {
        long at = end - CentralDirectory.ZIP64_LOCATOR_BYTES - CentralDirectory.ZIP64_END_BYTES;
        readLocator(archive, end - CentralDirectory.ZIP64_LOCATOR_BYTES, at);
        require(
                EndSearch.isAt(archive, at, CentralDirectory.ZIP64_END_SIGNATURE),
                ArchiveDefect.WRONG_ZIP64,
                "there is no ZIP64 end record at " + at);
        ByteBuffer record = record(archive, at, CentralDirectory.ZIP64_END_BYTES);
        require(record.getLong(16) == 0, ArchiveDefect.MULTI_DISK, "it is one disk of several");
        require(
                record.getLong(24) == record.getLong(32),
                ArchiveDefect.WRONG_ENTRY_COUNT,
                "its ZIP64 end record has two different numbers of entries");
        EndRecord large = new EndRecord(record.getLong(48), record.getLong(40), record.getLong(32), true);
        require(
                record.getLong(4) == CentralDirectory.ZIP64_END_BYTES - 12
                        && record.getShort(12) == (short) CentralDirectory.MADE_BY_UNIX_45
                        && record.getShort(14) == (short) CentralDirectory.VERSION_ZIP64
                        && shortForm.isShortFormOf(large),
                ArchiveDefect.WRONG_ZIP64,
                "its end record and its ZIP64 end record do not agree");
        return large.requireEndsAt(at, archive);
    }

    /** Checks the ZIP64 locator: APPNOTE 4.3.15. */
    private static void readLocator(SeekableByteChannel archive, long at, long zip64End) throws IOException {
        require(
                EndSearch.isAt(archive, at, CentralDirectory.ZIP64_LOCATOR_SIGNATURE),
                ArchiveDefect.WRONG_ZIP64,
                "its end needs a ZIP64 locator, and there is none");
        ByteBuffer locator = record(archive, at, CentralDirectory.ZIP64_LOCATOR_BYTES);
        require(
                locator.getInt(4) == 0 && locator.getInt(16) == 1,
                ArchiveDefect.MULTI_DISK,
                "it is one disk of several");
        require(
                locator.getLong(8) == zip64End,
                ArchiveDefect.WRONG_ZIP64,
                "the ZIP64 end record is not where its locator says");
    }

    private static ByteBuffer record(SeekableByteChannel archive, long at, int bytes) throws IOException {
        return new ChannelRangeInputStream(archive, at, bytes).readExactly(bytes);
    }
}
