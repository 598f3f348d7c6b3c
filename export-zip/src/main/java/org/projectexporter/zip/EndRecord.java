package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.ZipException;

/**
 * What the end of a zip says of its central directory; see {@link CentralDirectory} for the records.
 *
 * @param start where it begins
 * @param bytes how long it is
 * @param count how many entries it has
 */
record EndRecord(long start, long bytes, long count) {
    /** Reads it at the very end of {@code archive}: what we write has no comment behind it. */
    static EndRecord read(SeekableByteChannel archive) throws IOException {
        long at = archive.size() - CentralDirectory.END_BYTES;
        ByteBuffer end = record(archive, at, CentralDirectory.END_BYTES, CentralDirectory.END_SIGNATURE);
        EndRecord found = new EndRecord(
                Integer.toUnsignedLong(end.getInt(16)),
                Integer.toUnsignedLong(end.getInt(12)),
                Short.toUnsignedLong(end.getShort(10)));
        // One disk only, both counts alike, no comment.
        require(end.getInt(4) == 0 && end.getShort(8) == end.getShort(10) && end.getShort(20) == 0);
        long endOfDirectory = at;
        if (found.needsZip64()) {
            endOfDirectory = zip64Position(archive, at);
            EndRecord large = readZip64(archive, endOfDirectory);
            require(found.isShortFormOf(large));
            found = large;
        }
        if (found.start < 0 || found.bytes < 0 || found.start + found.bytes != endOfDirectory) {
            throw new ZipException("the central directory does not end where the records of its end begin");
        }
        return found;
    }

    /** Whether this is what the end record says where {@code large} is in the ZIP64 one (APPNOTE 4.4.1.4). */
    private boolean isShortFormOf(EndRecord large) {
        return large.needsZip64()
                && start == Math.min(large.start, EntryHead.MAX_32)
                && bytes == Math.min(large.bytes, EntryHead.MAX_32)
                && count == Math.min(large.count, CentralDirectory.MAX_16);
    }

    private static void require(boolean asWritten) throws ZipException {
        if (!asWritten) {
            throw new ZipException("the records at the end of the archive do not agree");
        }
    }

    private boolean needsZip64() {
        return count >= CentralDirectory.MAX_16 || bytes >= EntryHead.MAX_32 || start >= EntryHead.MAX_32;
    }

    private static long zip64Position(SeekableByteChannel archive, long end) throws IOException {
        long at = end - CentralDirectory.ZIP64_LOCATOR_BYTES;
        ByteBuffer locator =
                record(archive, at, CentralDirectory.ZIP64_LOCATOR_BYTES, CentralDirectory.ZIP64_LOCATOR_SIGNATURE);
        if (locator.getLong(8) != at - CentralDirectory.ZIP64_END_BYTES) {
            throw new ZipException("the ZIP64 end record is not where its locator says");
        }
        require(locator.getInt(4) == 0 && locator.getInt(16) == 1);
        return at - CentralDirectory.ZIP64_END_BYTES;
    }

    private static EndRecord readZip64(SeekableByteChannel archive, long at) throws IOException {
        ByteBuffer end = record(archive, at, CentralDirectory.ZIP64_END_BYTES, CentralDirectory.ZIP64_END_SIGNATURE);
        require(end.getLong(4) == CentralDirectory.ZIP64_END_BYTES - 12
                && end.getShort(12) == (short) CentralDirectory.MADE_BY_UNIX_45
                && end.getShort(14) == (short) CentralDirectory.VERSION_ZIP64
                && end.getLong(16) == 0
                && end.getLong(24) == end.getLong(32));
        return new EndRecord(end.getLong(48), end.getLong(40), end.getLong(32));
    }

    private static ByteBuffer record(SeekableByteChannel archive, long at, int bytes, int signature)
            throws IOException {
        if (at < 0) {
            throw new ZipException("not a zip: too short");
        }
        ByteBuffer record = new PositionedInput(archive, at, bytes).readExactly(bytes);
        if (record.getInt(0) != signature) {
            throw new ZipException("not a zip, or cut short: no end record at " + at);
        }
        return record;
    }
}
