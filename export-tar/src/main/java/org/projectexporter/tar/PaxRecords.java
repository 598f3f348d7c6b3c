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

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private PaxRecords() {}

    /** The values that do not fit into the ustar header of {@code entry}; empty if all fit. */
    static byte[] of(ArchiveEntry entry, RawPath name) {
        PaxRecords records = new PaxRecords();
        boolean longName = UstarHeader.splitOf(name) == UstarHeader.UNFIT;
        RawPath link = entry.linkTarget();
        boolean longLink = link != null && !UstarHeader.linkFits(link);
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
        records.addNumbers(entry);
        return records.bytes.toByteArray();
    }

    /**
     * Whether a reader that treats the name as text restores its bytes. It does not if the name is not UTF-8, or is not
     * in composed form (NFC), to which bsdtar would convert it.
     */
    private static boolean isPlainText(RawPath name) {
        return name.isUtf8() && Normalizer.isNormalized(name.toString(), Normalizer.Form.NFC);
    }

    private void addNumbers(ArchiveEntry entry) {
        if (entry.type() == EntryType.FILE && entry.size() > UstarHeader.MAX_NUMBER) {
            add(SIZE, Long.toString(entry.size()));
        }
        Instant mtime = entry.mtime();
        long seconds = mtime.getEpochSecond();
        if (mtime.getNano() != 0 || seconds < 0 || seconds > UstarHeader.MAX_NUMBER) {
            add(MTIME, decimalSeconds(mtime));
        }
    }

    /** Seconds since 1970, negative before it, with as many decimals as needed. */
    static String decimalSeconds(Instant time) {
        BigDecimal seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
        return seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString();
    }

    private void add(String keyword, String value) {
        add(keyword, value.getBytes(StandardCharsets.US_ASCII));
    }

    private void add(String keyword, byte[] value) {
        // A space, an equals sign and a newline.
        int rest = keyword.length() + value.length + 3;
        int length = rest;
        while (length != rest + Integer.toString(length).length()) {
            length = rest + Integer.toString(length).length();
        }
        bytes.writeBytes((length + " " + keyword + "=").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(value);
        bytes.write('\n');
    }
}
