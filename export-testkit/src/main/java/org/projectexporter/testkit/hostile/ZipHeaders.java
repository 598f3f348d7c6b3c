package org.projectexporter.testkit.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.projectexporter.ArchiveDefect;

/** Defects of the headers of an entry, and of its content. */
final class ZipHeaders {
    private final HostileZips zips;

    ZipHeaders(HostileZips zips) {
        this.zips = zips;
    }

    void addAll() {
        addDisagreements();
        addHeaders();
        addContents();
    }

    private void addDisagreements() {
        addLocal("names", zip -> zip.stored().localName = flipped(zip.stored().localName));
        addLocal("names of two lengths", zip -> zip.stored().localName = "x".getBytes(StandardCharsets.US_ASCII));
        addLocal("flags", zip -> zip.stored().local.putShort(ZipPart.FLAGS - 2, (short) 0));
        addLocal("methods", zip -> zip.stored().local.putShort(ZipPart.METHOD - 2, (short) 8));
        addLocal("times", zip -> zip.stored().local.putInt(ZipPart.TIME - 2, 0x21));
        addLocal("checksums", zip -> zip.stored().local.putInt(ZipPart.CRC - 2, 1));
        addLocal("sizes", zip -> zip.deflated().local.putInt(ZipPart.SIZE - 2, 1));
        addLocal("compressed sizes", zip -> zip.deflated().local.putInt(ZipPart.COMPRESSED_SIZE - 2, 1));
    }

    private void addLocal(String what, Change<ZipParts> change) {
        zips.add("headers that disagree: " + what, ArchiveDefect.HEADERS_DISAGREE, change);
    }

    private static byte[] flipped(byte[] name) {
        byte[] other = name.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    private void addHeaders() {
        zips.add("a local header without signature", ArchiveDefect.NO_HEADER, zip -> zip.stored()
                .local
                .putInt(0, 0));
        zips.add("a record without signature", ArchiveDefect.NO_HEADER, zip -> zip.stored()
                .central
                .putInt(0, 0));
        zips.add("a data descriptor", ArchiveDefect.DATA_DESCRIPTOR, zip -> flag(zip, 3));
        zips.add("encryption", ArchiveDefect.ENCRYPTED, zip -> flag(zip, 0));
        zips.add("strong encryption", ArchiveDefect.ENCRYPTED, zip -> flag(zip, 6));
        zips.add("hidden local headers", ArchiveDefect.ENCRYPTED, zip -> flag(zip, 13));
        zips.add("patched data", ArchiveDefect.UNKNOWN_FLAG, zip -> flag(zip, 5));
        for (int method : new int[] {1, 9, 12, 14, 93, 99}) {
            zips.add("method " + method, ArchiveDefect.UNKNOWN_METHOD, zip -> zip.stored()
                    .set16(ZipPart.METHOD, method));
        }
        zips.add("an entry on disk 1", ArchiveDefect.MULTI_DISK, zip -> zip.stored()
                .central
                .putShort(ZipPart.DISK, (short) 1));
        zips.add("an entry's comment", ArchiveDefect.COMMENT, zip -> zip.stored().comment = new byte[9]);
        zips.add(
                "an extra field that is too long",
                ArchiveDefect.BAD_EXTRA,
                zip -> zip.stored().centralExtra = new byte[] {0x55, 0x54, 9, 0, 1});
        zips.add(
                "a piece of an extra field",
                ArchiveDefect.BAD_EXTRA,
                zip -> zip.stored().localExtra = new byte[] {1, 2, 3});
        zips.add(
                "an extra field that comes twice",
                ArchiveDefect.BAD_EXTRA,
                zip -> zip.stored().centralExtra =
                        HostileZips.joined(zip.stored().centralExtra, new byte[] {0x55, 0x54, 0, 0, 0x55, 0x54, 0, 0}));
        zips.add(
                "a second name",
                ArchiveDefect.SECOND_NAME,
                zip -> zip.stored().centralExtra = HostileZips.joined(
                        zip.stored().centralExtra, new byte[] {0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'x'}));
        zips.add(
                "an extra field of another program",
                ArchiveDefect.FOREIGN_HEADER,
                zip -> zip.stored().centralExtra =
                        HostileZips.joined(zip.stored().centralExtra, new byte[] {0x75, 0x78, 1, 0, 1}));
        zips.add(
                "bytes hidden in a local extra field",
                ArchiveDefect.FOREIGN_HEADER,
                zip -> zip.stored().localExtra =
                        HostileZips.joined(zip.stored().localExtra, new byte[] {0x34, 0x12, 3, 0, 1, 2, 3}));
        zips.add("another system", ArchiveDefect.FOREIGN_HEADER, zip -> zip.stored()
                .central
                .put(5, (byte) 0));
        zips.add("internal attributes", ArchiveDefect.FOREIGN_HEADER, zip -> zip.stored()
                .central
                .putShort(36, (short) 1));
        for (int type : new int[] {0010000, 0020000, 0060000, 0140000}) {
            zips.add("a special file " + Integer.toOctalString(type), ArchiveDefect.SPECIAL_FILE, zip -> zip.stored()
                    .mode(type | 0644));
        }
        zips.add("a folder without slash", ArchiveDefect.INCONSISTENT_ENTRY, zip -> zip.stored()
                .mode(0040755));
        zips.add("a file with a slash", ArchiveDefect.INCONSISTENT_ENTRY, zip -> zip.folder()
                .mode(0100644));
        zips.add("a folder with content", ArchiveDefect.INCONSISTENT_ENTRY, zip -> zip.folder()
                .content(new byte[] {'x'}, 0, HostileZips.crc(new byte[] {'x'}), 1));
    }

    private static void flag(ZipParts zip, int bit) {
        zip.stored().set16(ZipPart.FLAGS, zip.stored().central.getShort(ZipPart.FLAGS) | 1 << bit);
    }

    private void addContents() {
        zips.add("stored in two sizes", ArchiveDefect.WRONG_SIZE, zip -> zip.stored()
                .set32(ZipPart.SIZE, zip.stored().size() + 1));
        zips.add("less content than said", ArchiveDefect.WRONG_SIZE, zip -> zip.deflated()
                .set32(ZipPart.SIZE, zip.deflated().size() + 1));
        zips.add("more content than said", ArchiveDefect.WRONG_SIZE, zip -> zip.deflated()
                .set32(ZipPart.SIZE, zip.deflated().size() - 1));
        zips.add("another checksum", ArchiveDefect.WRONG_CHECKSUM, zip -> zip.deflated()
                .set32(ZipPart.CRC, 1));
        zips.add("other content", ArchiveDefect.WRONG_CHECKSUM, zip -> zip.stored().content[0] ^= 1);
        zips.add("bytes behind deflated content", ArchiveDefect.BYTES_BEHIND_CONTENT, zip -> {
            ZipPart entry = zip.deflated();
            entry.content = HostileZips.joined(entry.content, new byte[3]);
            entry.set32(ZipPart.COMPRESSED_SIZE, entry.content.length);
        });
        zips.add("deflated content that is cut", ArchiveDefect.DAMAGED_CONTENT, zip -> {
            ZipPart entry = zip.deflated();
            entry.content = Arrays.copyOf(entry.content, entry.content.length - 2);
            entry.set32(ZipPart.COMPRESSED_SIZE, entry.content.length);
        });
        zips.add("deflated content that is none", ArchiveDefect.DAMAGED_CONTENT, zip -> zip.deflated().content[0] |= 6);
    }
}
