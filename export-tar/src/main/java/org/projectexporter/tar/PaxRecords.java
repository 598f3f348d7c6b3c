package org.projectexporter.tar;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Instant;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Records of a pax extended header (POSIX pax, "pax Extended Header"): each {@code "LENGTH KEYWORD=VALUE\n"}, the
 * length in decimal and counting itself.
 *
 * <p>Names that are not text are declared with {@code hdrcharset=BINARY}: without it bsdtar restores them but ends with
 * an error; with it GNU tar 1.34 restores them too, but warns that it does not know the keyword.
 */
final class PaxRecords {
    static final String PATH = "path";
    static final String LINK_PATH = "linkpath";
    static final String SIZE = "size";
    static final String MTIME = "mtime";
    static final String CHARSET = "hdrcharset";

    /** What readers ignore (POSIX pax, "pax Extended Header Keywords": "all characters in the value field"). */
    static final String COMMENT = "comment";

    /** The length of the shortest comment: {@code "13 comment= \n"}. */
    static final int LEAST_COMMENT_BYTES = 13;

    /** A space, an equals sign and a newline. */
    private static final int PUNCTUATION_BYTES = 3;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private PaxRecords() {}

    /** The values that the ustar header of {@code entry} cannot express; empty if it can express all. */
    static byte[] of(ArchiveEntry entry, RawPath name) {
        return of(entry, name, decimalSeconds(entry.mtime()));
    }

    /** A comment of spaces whose record is {@code length} bytes long, at least {@link #LEAST_COMMENT_BYTES}. */
    static byte[] comment(int length) {
        int spaces = length - Integer.toString(length).length() - COMMENT.length() - PUNCTUATION_BYTES;
        PaxRecords records = new PaxRecords();
        records.add(COMMENT, " ".repeat(spaces));
        return records.bytes.toByteArray();
    }

    /** The records in {@link EarlierHeaders}. */
    static byte[] earlier(ArchiveEntry entry, RawPath name) {
        return of(entry, name, shortDecimalSeconds(entry.mtime()));
    }

    private static byte[] of(ArchiveEntry entry, RawPath name, String mtime) {
        PaxRecords records = new PaxRecords();
        boolean longName = !name.isAscii() || UstarHeader.splitOf(name) == UstarHeader.UNFIT;
        RawPath link = entry.linkTarget();
        boolean longLink = link != null && !(link.isAscii() && UstarHeader.linkFits(link));
        if ((longName && !isPlainText(name)) || (longLink && !isPlainText(entry.linkTargetOrThrow()))) {
            // Must precede the names that it applies to.
            records.add(CHARSET, "BINARY");
        }
        if (longName) {
            records.add(PATH, name.bytes());
        }
        if (longLink) {
            records.add(LINK_PATH, entry.linkTargetOrThrow().bytes());
        }
        records.addNumbers(entry, mtime);
        return records.bytes.toByteArray();
    }

    /**
     * Whether a reader that treats the name as text restores its bytes. It does not if the name is not UTF-8, or is not
     * in composed form (NFC), to which bsdtar would convert it.
     */
    private static boolean isPlainText(RawPath name) {
        return name.isUtf8() && Normalizer.isNormalized(name.toString(), Normalizer.Form.NFC);
    }

    private void addNumbers(ArchiveEntry entry, String decimal) {
        if (entry.type() == EntryType.FILE && entry.size() > UstarHeader.MAX_NUMBER) {
            add(SIZE, Long.toString(entry.size()));
        }
        Instant mtime = entry.mtime();
        long seconds = mtime.getEpochSecond();
        if (mtime.getNano() != 0 || seconds < 0 || seconds > UstarHeader.MAX_NUMBER) {
            add(MTIME, decimal);
        }
    }

    /**
     * Seconds since 1970, negative before it; a fraction has nine decimals, since some readers (mkfs.erofs) read the
     * digits after the point as a number of nanoseconds.
     */
    static String decimalSeconds(Instant time) {
        BigDecimal exact = exactSeconds(time);
        return exact.stripTrailingZeros().scale() <= 0 ? shortDecimalSeconds(time) : exact.toPlainString();
    }

    /** The same with as many decimals as needed. */
    static String shortDecimalSeconds(Instant time) {
        BigDecimal seconds = exactSeconds(time);
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    private static BigDecimal exactSeconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
    }

    private void add(String keyword, String value) {
        add(keyword, value.getBytes(StandardCharsets.US_ASCII));
    }

    private void add(String keyword, byte[] value) {
        int rest = keyword.length() + value.length + PUNCTUATION_BYTES;
        int length = rest;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        bytes.writeBytes((length + " " + keyword + "=").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(value);
        bytes.write('\n');
    }
}
