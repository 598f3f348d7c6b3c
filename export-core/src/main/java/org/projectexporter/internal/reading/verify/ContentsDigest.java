package org.projectexporter.internal.reading.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Recomputes the manifest's {@code contents_sha256} from what was found: kind, mode, path and content or target of each
 * entry.
 */
final class ContentsDigest {
    private final MessageDigest digest = Sha256.newDigest();

    /**
     * Each field ends in NUL, which no path contains. {@code size} and {@code sha256} matter only for files and hard
     * links.
     */
    void add(EntryLog.Entry entry, long size, String sha256) {
        String mode = entry.type() == EntryType.SYMBOLIC_LINK ? "-" : Integer.toOctalString(entry.mode());
        RawPath target = entry.target();
        String what =
                switch (entry.type()) {
                    case DIRECTORY -> "";
                    case SYMBOLIC_LINK -> target == null ? "" : latin1(target);
                    case FILE, HARD_LINK -> size + " " + sha256;
                };
        String text = kind(entry.type()) + '\0' + mode + '\0' + latin1(entry.path()) + '\0' + what + '\0';
        digest.update(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String kind(EntryType type) {
        return type == EntryType.DIRECTORY ? "d" : type == EntryType.SYMBOLIC_LINK ? "l" : "f";
    }

    private static String latin1(RawPath path) {
        return new String(path.bytes(), StandardCharsets.ISO_8859_1);
    }

    /** The digest in hexadecimal; to be called once. */
    String value() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
