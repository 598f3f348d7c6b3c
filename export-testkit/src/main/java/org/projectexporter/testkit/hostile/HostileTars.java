package org.projectexporter.testkit.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ArchiveDefect;

/**
 * Tars with one defect each, made of an export that has, in its working tree, a file, a folder and a symbolic link, and
 * a Git folder with a file {@code HEAD}.
 */
public final class HostileTars {
    private final byte[] export;
    private final List<HostileArchive> tars = new ArrayList<>();

    private HostileTars(byte[] export) {
        this.export = export;
    }

    /** Hostile variants of an uncompressed tar export, each with one defect. */
    public static List<HostileArchive> of(byte[] export) {
        HostileTars hostile = new HostileTars(export);
        hostile.addEnds();
        hostile.addHeaders();
        hostile.addTypes();
        hostile.addRecords();
        new TarPaths(hostile).addAll();
        return hostile.tars;
    }

    byte[] export() {
        return export;
    }

    /** Parses the export, changes it, and writes it again. */
    void add(String name, ArchiveDefect defect, Change<TarParts> change) {
        TarParts parts = new TarParts(export);
        change.apply(parts);
        tars.add(new HostileArchive(name, defect, parts.toBytes()));
    }

    private void addBytes(String name, ArchiveDefect defect, byte[] bytes) {
        tars.add(new HostileArchive(name, defect, bytes));
    }

    private void addEnds() {
        addBytes("no end", ArchiveDefect.TRUNCATED, Arrays.copyOf(export, export.length - 1024));
        addBytes("half an end", ArchiveDefect.TRUNCATED, Arrays.copyOf(export, export.length - 512));
        addBytes("cut within a file", ArchiveDefect.TRUNCATED, Arrays.copyOf(export, export.length - 1124));
        addBytes("nothing", ArchiveDefect.TRUNCATED, new byte[0]);
        add("bytes behind the end", ArchiveDefect.TRAILING_BYTES, tar -> tar.end = Arrays.copyOf(tar.end, 1025));
        add("zeros without end", ArchiveDefect.TRAILING_BYTES, tar -> tar.end = new byte[22 * 512]);
        add("something behind zeros", ArchiveDefect.TRAILING_BYTES, tar -> {
            tar.end = Arrays.copyOf(tar.end, 2048);
            tar.end[2047] = 1;
        });
        add("a second archive behind the end", ArchiveDefect.TRAILING_BYTES, tar -> tar.end = joined(tar.end, export));
        add(
                "a second archive behind one block of zeros",
                ArchiveDefect.TRAILING_BYTES,
                tar -> tar.end = joined(new byte[512], export));
        addBytes("text", ArchiveDefect.NO_HEADER, "This is a text. ".repeat(64).getBytes(StandardCharsets.US_ASCII));
    }

    private void addHeaders() {
        add("a wrong checksum", ArchiveDefect.WRONG_CHECKSUM, tar -> tar.file().header[TarPart.NAME] ^= 1);
        add("no magic", ArchiveDefect.NO_HEADER, tar -> tar.file().set(TarPart.MAGIC, "rat"));
        add("a size that is none", ArchiveDefect.BAD_NUMBER, tar -> tar.file().set(TarPart.SIZE, "0000000000x"));
        add("a negative size", ArchiveDefect.BAD_NUMBER, tar -> tar.file().set(TarPart.SIZE, "-0000000001"));
        add("a size in base 256", ArchiveDefect.BAD_NUMBER, tar -> tar.file()
                .set(TarPart.SIZE, "\u0080\0\0\0\0\0\0\0\0\0\0\0"));
        add("a time that is none", ArchiveDefect.BAD_NUMBER, tar -> tar.file().set(TarPart.MTIME, "99999999999"));
        add("a larger size", ArchiveDefect.BAD_PADDING, tar -> size(tar.named(tar.name() + "/.git/HEAD"), 512));
        add("a smaller size", ArchiveDefect.NO_HEADER, tar -> {
            TarPart file = tar.file();
            file.content = Arrays.copyOf(file.content, 1024);
            file.padding = new byte[0];
            Arrays.fill(file.content, (byte) 'x');
            size(file, -1024);
        });
        add("padding that is not zero", ArchiveDefect.BAD_PADDING, tar -> tar.file().padding[0] = 1);
        add("bytes behind a name", ArchiveDefect.BAD_PADDING, tar -> tar.file().set(TarPart.NAME + 99, "x"));
        add("bytes behind a target", ArchiveDefect.BAD_PADDING, tar -> tar.link()
                .set(TarPart.LINK + 99, "x"));
        add("bytes in what is reserved", ArchiveDefect.BAD_PADDING, tar -> tar.file()
                .set(TarPart.RESERVED, "x"));
    }

    private static void size(TarPart part, int more) {
        part.set(TarPart.SIZE, String.format(Locale.ROOT, "%011o", part.content.length + more));
    }

    private void addTypes() {
        for (char type : new char[] {'3', '4', '6'}) {
            add("a special file of type " + type, ArchiveDefect.SPECIAL_FILE, tar -> tar.file()
                    .as(type, ""));
        }
        for (char type : new char[] {'\0', '7', 'g', 'L', 'K', 'S', 'M', 'D', 'N', 'V', 'A', '8'}) {
            add("an entry of type " + (int) type, ArchiveDefect.UNKNOWN_TYPE, tar -> tar.file()
                    .as(type, ""));
        }
        add("a folder with content", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .set(TarPart.TYPE, "5"));
        add("a link with content", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .set(TarPart.TYPE, "2a"));
        add("a hard link with content", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .set(TarPart.TYPE, "1" + tar.file().path()));
        add("a file with a target", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .set(TarPart.LINK, "x"));
        add("a file with a slash", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .rename((tar.file().path() + "/").getBytes(StandardCharsets.UTF_8)));
        add("a file without name", ArchiveDefect.INCONSISTENT_ENTRY, tar -> tar.file()
                .rename(new byte[0]));
    }

    private void addRecords() {
        addRecord("a length that is too long", "99 path=x\n");
        addRecord("a length that is too short", "5 path=x\n");
        addRecord("a length with a sign", "-9 path=x\n");
        addRecord("a length with a leading zero", "010 path=x\n");
        addRecord("a length of 2^32 and more", "4294967305 path=x\n");
        addRecord("no length", " path=x\n");
        addRecord("no newline", "9 path=xy");
        addRecord("no equals sign", "7 path\n");
        addRecord("an unknown keyword", "26 GNU.sparse.name=a/b/cd\n");
        addRecord("another unknown keyword", "21 SCHILY.realsize=1\n");
        addRecord("a keyword that comes twice", "9 uid=12\n9 uid=12\n");
        addRecord("a size that is none", "10 size=x\n");
        addRecord("zeros", "\0\0\0");
        add("pax records without end", ArchiveDefect.BAD_EXTRA, tar -> tar.file()
                .records(TarPart.record("uname", "x".repeat(300_000))));
        add("no pax records", ArchiveDefect.BAD_EXTRA, tar -> tar.file().records(new byte[0]));
        add("two sizes", ArchiveDefect.HEADERS_DISAGREE, tar -> tar.file().records(TarPart.record("size", "1024")));
        add("two large sizes", ArchiveDefect.HEADERS_DISAGREE, tar -> tar.file()
                .records(TarPart.record("size", "8589934592")));
        add("two times", ArchiveDefect.HEADERS_DISAGREE, tar -> tar.file().records(TarPart.record("mtime", "17.5")));
        add("two pax headers", ArchiveDefect.SECOND_NAME, tar -> {
            TarPart file = tar.file();
            TarPart other = file.copy().records(TarPart.record("uid", "1"));
            ByteArrayOutputStream before = new ByteArrayOutputStream();
            other.writeTo(before);
            file.before = Arrays.copyOf(before.toByteArray(), 1024);
            file.rename("x".getBytes(StandardCharsets.US_ASCII));
        });
        add(
                "a pax header for nothing",
                ArchiveDefect.NO_HEADER,
                tar -> tar.end = joined(Arrays.copyOf(record(tar), 1024), tar.end));
    }

    private static byte[] record(TarParts tar) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tar.file().copy().records(TarPart.record("uid", "1")).writeTo(out);
        return out.toByteArray();
    }

    private void addRecord(String what, String records) {
        add("pax records with " + what, ArchiveDefect.BAD_EXTRA, tar -> tar.file()
                .records(records.getBytes(StandardCharsets.UTF_8)));
    }

    static byte[] joined(byte[] one, byte[] two) {
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }
}
