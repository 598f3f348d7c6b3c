package org.projectexporter.tar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import org.projectexporter.spi.RawPath;

/**
 * The name in the header of an entry whose path does not fit there: its first folder and {@code HASH-LAST}. HASH is the
 * beginning of the path's SHA-256, so that readers that do not know pax records keep all entries, in the project's
 * folder; LAST is the end of the last segment, with its suffix.
 */
final class ShortName {
    private static final int HASH_BYTES = 6;
    /** The digits and a hyphen. */
    private static final int HASH_CHARS = 2 * HASH_BYTES + 1;
    /** A first folder longer than this is in the prefix field, so that enough of the last segment is visible. */
    private static final int LONGEST_FOLDER_IN_NAME = 60;

    private ShortName() {}

    /** The short form of a path, which ends with a slash for a folder; {@link UstarHeader#splitOf} accepts it. */
    static RawPath of(RawPath path) {
        RawPath top = topOf(path);
        if (top.length() + 1 >= path.length()) {
            return ofLast(path);
        }
        // The name of the folder's own entry.
        RawPath folder = top.length() < UstarHeader.NAME_BYTES ? top : ofLast(RawPath.of(slashed(top.bytes())));
        boolean inName = folder.length() <= LONGEST_FOLDER_IN_NAME;
        return UstarHeader.withoutSlash(folder).resolve(ofLast(path, inName ? folder.length() + 1 : 0));
    }

    /** {@code HASH-LAST} alone, which leads nowhere as the target of a link. */
    static RawPath ofLast(RawPath path) {
        return ofLast(path, 0);
    }

    private static RawPath ofLast(RawPath path, int bytesBefore) {
        byte[] last = UstarHeader.withoutSlash(path).fileName().bytes();
        boolean folder = path.byteAt(path.length() - 1) == '/';
        int most = UstarHeader.NAME_BYTES - bytesBefore - HASH_CHARS - (folder ? 1 : 0);
        byte[] name = concat(hash(path), Arrays.copyOfRange(last, cut(last, most), last.length));
        return RawPath.of(folder ? slashed(name) : name);
    }

    /** Where the last {@code most} bytes begin, or the first whole character of UTF-8 among them (RFC 3629). */
    private static int cut(byte[] name, int most) {
        int at = Math.max(0, name.length - most);
        int whole = at;
        while (at > 0 && whole < name.length && whole < at + 3 && (name[whole] & 0xC0) == 0x80) {
            whole++;
        }
        return whole;
    }

    private static byte[] hash(RawPath path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.bytes());
            return (HexFormat.of().formatHex(digest, 0, HASH_BYTES) + "-").getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static RawPath topOf(RawPath path) {
        int end = 0;
        while (end < path.length() && path.byteAt(end) != '/') {
            end++;
        }
        return RawPath.of(Arrays.copyOf(path.bytes(), end));
    }

    private static byte[] slashed(byte[] name) {
        return concat(name, new byte[] {'/'});
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] all = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        return all;
    }
}
