package org.projectexporter.testkit.hostile;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.ArchiveDefect;

/** Defects of the records at the end of a zip, and of the positions of entries. */
final class ZipEnds {
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;

    private final HostileZips zips;

    ZipEnds(HostileZips zips) {
        this.zips = zips;
    }

    void addAll() {
        addEnds();
        addZip64();
        addPlaces();
    }

    private void addEnds() {
        zips.add("a comment", ArchiveDefect.COMMENT, zip -> {
            zip.end.putShort(20, (short) 4);
            zip.behindEnd = new byte[4];
        });
        zips.add("a comment that is not there", ArchiveDefect.TRUNCATED, zip -> zip.end.putShort(20, (short) 4));
        zips.add("bytes behind the end", ArchiveDefect.TRAILING_BYTES, zip -> zip.behindEnd = new byte[7]);
        zips.add("two ends", ArchiveDefect.SECOND_END, zip -> zip.behindDirectory = end());
        zips.add("two ends, one in the comment of the other", ArchiveDefect.SECOND_END, zip -> {
            zip.behindDirectory = end();
            zip.behindDirectory[20] = 22;
        });
        zips.add("an end on disk 1", ArchiveDefect.MULTI_DISK, zip -> zip.end.putShort(4, (short) 1));
        zips.add("a directory on disk 1", ArchiveDefect.MULTI_DISK, zip -> zip.end.putShort(6, (short) 1));
        addWithFixedEnd("one entry more than there is", ArchiveDefect.WRONG_ENTRY_COUNT, zip -> count(zip, 1));
        addWithFixedEnd("one entry less than there is", ArchiveDefect.WRONG_ENTRY_COUNT, zip -> count(zip, -1));
        addWithFixedEnd(
                "two numbers of entries", ArchiveDefect.WRONG_ENTRY_COUNT, zip -> zip.end.putShort(8, (short) 1));
        addWithFixedEnd("a longer directory", ArchiveDefect.WRONG_DIRECTORY, zip -> move(zip, 12, 1));
        addWithFixedEnd("a shorter directory", ArchiveDefect.GAP, zip -> move(zip, 12, -1));
        addWithFixedEnd("a directory elsewhere", ArchiveDefect.WRONG_DIRECTORY, zip -> move(zip, 16, 1));
        zips.addBytes("no end", ArchiveDefect.TRUNCATED, Arrays.copyOf(zips.export(), zips.export().length - 22));
        zips.addBytes("half of it", ArchiveDefect.TRUNCATED, Arrays.copyOf(zips.export(), zips.export().length / 2));
        zips.addBytes("nothing", ArchiveDefect.NOT_AN_ARCHIVE, new byte[0]);
        zips.addBytes("zeros", ArchiveDefect.NOT_AN_ARCHIVE, new byte[1000]);
    }

    private void addWithFixedEnd(String name, ArchiveDefect defect, Change<ZipParts> change) {
        zips.add(name, defect, zip -> {
            zip.endIsFixed = true;
            change.apply(zip);
        });
    }

    private static void count(ZipParts zip, int more) {
        short count = (short) (zip.entries.size() + more);
        zip.end.putShort(8, count).putShort(10, count);
    }

    private static void move(ZipParts zip, int field, int by) {
        zip.end.putInt(field, zip.end.getInt(field) + by);
    }

    private byte[] end() {
        return Arrays.copyOfRange(zips.export(), zips.export().length - 22, zips.export().length);
    }

    private void addZip64() {
        zips.add("ZIP64 records without need", ArchiveDefect.WRONG_ZIP64, zip -> zip.behindDirectory = zip64(zip, 0));
        zips.add(
                "a ZIP64 locator alone",
                ArchiveDefect.WRONG_ZIP64,
                zip -> zip.behindDirectory = Arrays.copyOfRange(zip64(zip, 0), 56, 76));
        addWithFixedEnd(
                "a needed ZIP64 record that is missing", ArchiveDefect.WRONG_ZIP64, zip -> zip.end.putInt(16, -1));
        addWithFixedEnd("a ZIP64 record of another place", ArchiveDefect.WRONG_ZIP64, zip -> {
            zip.behindDirectory = zip64(zip, 1);
            zip.end.putInt(16, -1);
        });
        addWithFixedEnd("a ZIP64 record where the end says another number", ArchiveDefect.WRONG_ZIP64, zip -> {
            zip.behindDirectory = zip64(zip, 0);
            zip.end.putInt(16, -1);
        });
        zips.add("a ZIP64 field without need", ArchiveDefect.WRONG_ZIP64, zip -> {
            ZipPart entry = zip.stored();
            entry.centralExtra =
                    HostileZips.joined(new byte[] {1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0}, entry.centralExtra);
        });
        zips.add("a ZIP64 field in the local header without need", ArchiveDefect.WRONG_ZIP64, zip -> {
            ZipPart entry = zip.stored();
            entry.localExtra = HostileZips.joined(zip64Sizes(entry.size(), entry.size()), entry.localExtra);
        });
        zips.add("a size of 64 bits that is missing", ArchiveDefect.WRONG_ZIP64, zip -> zip.stored()
                .central
                .putInt(ZipPart.SIZE, -1));
        zips.add("local sizes of 64 bits that differ", ArchiveDefect.HEADERS_DISAGREE, zip -> {
            ZipPart entry = zip.stored();
            entry.localExtra = HostileZips.joined(zip64Sizes(entry.size() + 1, entry.size()), entry.localExtra);
            entry.local.putInt(ZipPart.SIZE - 2, -1).putInt(ZipPart.COMPRESSED_SIZE - 2, -1);
        });
    }

    private static byte[] zip64Sizes(long size, long compressedSize) {
        return ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(size)
                .putLong(compressedSize)
                .array();
    }

    /**
     * ZIP64 records that are correct except for the position of the first, which is in its locator (APPNOTE 4.3.14,
     * 4.3.15).
     */
    private byte[] zip64(ZipParts zip, int misplaced) {
        long count = zip.entries.size();
        long bytes = Integer.toUnsignedLong(zip.end.getInt(12));
        long start = Integer.toUnsignedLong(zip.end.getInt(16));
        return ByteBuffer.allocate(76)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(ZIP64_END_SIGNATURE)
                .putLong(44)
                .putShort((short) (3 << 8 | 45))
                .putShort((short) 45)
                .putLong(0)
                .putLong(count)
                .putLong(count)
                .putLong(bytes)
                .putLong(start)
                .putInt(ZIP64_LOCATOR_SIGNATURE)
                .putInt(0)
                .putLong(start + bytes + misplaced)
                .putInt(1)
                .array();
    }

    private void addPlaces() {
        zips.add(
                "bytes before the first entry",
                ArchiveDefect.LEADING_BYTES,
                zip -> zip.entries.get(0).before = new byte[3]);
        zips.add(
                "bytes before all, offsets as they were",
                ArchiveDefect.LEADING_BYTES,
                zip -> zip.before = new byte[99]);
        zips.add("bytes between entries", ArchiveDefect.GAP, zip -> zip.stored().before = new byte[1]);
        zips.add("bytes before the directory", ArchiveDefect.GAP, zip -> zip.beforeDirectory = new byte[1]);
        zips.add("bytes behind the directory", ArchiveDefect.GAP, zip -> zip.behindDirectory = new byte[5]);
        zips.add("an entry that is in no directory", ArchiveDefect.GAP, zip -> {
            ZipPart entry = zip.stored();
            ZipPart next = zip.entries.get(zip.entries.indexOf(entry) + 1);
            next.before = new byte[30 + entry.localName.length + entry.localExtra.length + entry.content.length];
            zip.entries.remove(entry);
        });
        zips.add("two directory records of one entry", ArchiveDefect.OVERLAP, zip -> {
            ZipPart entry = zip.entries.get(0).copy();
            entry.offset = 0;
            entry.centralName = "other/".getBytes(StandardCharsets.US_ASCII);
            zip.addBehind(zip.entries.get(0), entry);
        });
        zips.add("directory records in another order", ArchiveDefect.GAP, zip -> zip.recordsSwapped = true);
        zips.add("an entry that reaches into the directory", ArchiveDefect.OVERLAP, zip -> {
            ZipPart last = zip.entries.get(zip.entries.size() - 1);
            last.set32(ZipPart.COMPRESSED_SIZE, last.content.length + 20);
            last.set32(ZipPart.SIZE, last.isDeflated() ? last.size() : last.content.length + 20);
        });
        zips.add("an entry within another", ArchiveDefect.OVERLAP, zip -> {
            ZipPart entry = zip.stored();
            int more = zip.entries.get(zip.entries.indexOf(entry) + 1).content.length + 10;
            entry.set32(ZipPart.COMPRESSED_SIZE, entry.content.length + more);
            entry.set32(ZipPart.SIZE, entry.content.length + more);
        });
    }
}
