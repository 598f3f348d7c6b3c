package org.projectexporter.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.projectexporter.ArchiveDefect;

/**
 * Compressed tars with one defect each around the tar: in gzip (RFC 1952), and in zstd (RFC 8878) with a seek table.
 */
public final class HostileStreams {
    private static final int GZIP_HEADER_BYTES = 10;
    private static final int SEEK_TABLE_FOOTER_BYTES = 9;

    private HostileStreams() {}

    /** A tar as the only member of a gzip file. */
    public static byte[] gzip(byte[] tar) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(tar);
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return out.toByteArray();
    }

    /** Hostile variants of a tar.gz export, each with one defect in the gzip stream. */
    public static List<HostileArchive> ofGzip(byte[] export) {
        List<HostileArchive> all = new ArrayList<>();
        int end = export.length;
        all.add(changed("no gzip", ArchiveDefect.NOT_AN_ARCHIVE, export, 0));
        all.add(changed("another method", ArchiveDefect.FOREIGN_HEADER, export, 2));
        all.add(changed("a file name in the header that is not there", ArchiveDefect.DAMAGED_CONTENT, export, 3));
        // RFC 1951: the first block has a type that does not exist.
        int type = ~export[GZIP_HEADER_BYTES] & 6;
        all.add(changed("no deflate", ArchiveDefect.DAMAGED_CONTENT, export, GZIP_HEADER_BYTES, type));
        all.add(changed("a wrong checksum", ArchiveDefect.WRONG_CHECKSUM, export, end - 8));
        all.add(changed("a wrong length", ArchiveDefect.WRONG_SIZE, export, end - 4));
        all.add(cut("no checksum", export, end - 8));
        all.add(cut("half a checksum", export, end - 3));
        all.add(cut("half of it", export, end / 2));
        all.add(cut("a header alone", export, GZIP_HEADER_BYTES - 1));
        all.add(behind("bytes behind the member", export, new byte[1]));
        all.add(behind("a second member", export, export));
        all.add(behind("a second, empty member", export, gzip(new byte[0])));
        return all;
    }

    /** Hostile variants of a tar.zst export, each with one defect in the zstd stream. */
    public static List<HostileArchive> ofZstd(byte[] export) {
        List<HostileArchive> all = new ArrayList<>();
        int end = export.length;
        int footer = end - SEEK_TABLE_FOOTER_BYTES;
        int table = footer
                - 8 * ByteBuffer.wrap(export).order(ByteOrder.LITTLE_ENDIAN).getInt(footer)
                - 8;
        all.add(changed("no frame", ArchiveDefect.NO_HEADER, export, 0));
        all.add(changed("a frame without checksum", ArchiveDefect.FOREIGN_HEADER, export, 4, 4));
        all.add(changed("a frame with a dictionary", ArchiveDefect.FOREIGN_HEADER, export, 4, 1));
        all.add(changed("a damaged frame", ArchiveDefect.DAMAGED_CONTENT, export, table - 1));
        all.add(changed("a table of another frame", ArchiveDefect.WRONG_DIRECTORY, export, table + 8));
        all.add(changed("a table of other content", ArchiveDefect.WRONG_DIRECTORY, export, table + 12));
        all.add(changed("a table of other length", ArchiveDefect.WRONG_DIRECTORY, export, table + 4));
        all.add(changed("a table of more frames", ArchiveDefect.WRONG_DIRECTORY, export, footer, 2));
        all.add(cut("half of it", export, end / 2));
        all.add(behind("bytes behind the table", export, new byte[1]));
        all.add(behind("a frame behind the table", export, new byte[] {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7}));
        byte[] skipped = HostileTars.joined(new byte[] {0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7}, export);
        all.add(new HostileArchive("a skipped frame before all", ArchiveDefect.NO_HEADER, skipped));
        all.add(new HostileArchive("nothing", ArchiveDefect.NOT_AN_ARCHIVE, new byte[0]));
        return all;
    }

    private static HostileArchive changed(String name, ArchiveDefect defect, byte[] export, int at) {
        return changed(name, defect, export, at, 8);
    }

    private static HostileArchive changed(String name, ArchiveDefect defect, byte[] export, int at, int bits) {
        byte[] bytes = export.clone();
        bytes[at] ^= (byte) bits;
        return new HostileArchive(name, defect, bytes);
    }

    private static HostileArchive cut(String name, byte[] export, int length) {
        return new HostileArchive(name, ArchiveDefect.TRUNCATED, Arrays.copyOf(export, length));
    }

    private static HostileArchive behind(String name, byte[] export, byte[] more) {
        return new HostileArchive(name, ArchiveDefect.TRAILING_BYTES, HostileTars.joined(export, more));
    }
}
