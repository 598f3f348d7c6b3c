package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.RawPath;

/** The names that entries get where their own are not possible. */
final class OtherNames {
    private static final int KEPT_LETTERS = 60;
    private static final int DIGEST_CHARS = 8;
    private static final int LONGEST_NAME = 255;
    /** What Windows, and so exFAT, NTFS and FAT, does not allow; and the sign that encodes it. */
    private static final String ENCODED = "\"*/:<>?\\|%";

    private OtherNames() {}

    /**
     * The name with each impossible character as in a URL, {@code 12%3A30.txt} for {@code 12:30.txt}: decoded, it is
     * the old name again. Null if that is no other name, or too long.
     */
    static @Nullable RawPath encoded(RawPath name) {
        byte[] bytes = name.bytes();
        boolean text = isText(bytes);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < bytes.length; i++) {
            boolean last = i == bytes.length - 1;
            if (isPossible(bytes[i], text, last)) {
                out.append((char) (bytes[i] & 0xff));
            } else {
                out.append(String.format(Locale.ROOT, "%%%02X", bytes[i] & 0xff));
            }
        }
        boolean other = out.length() > bytes.length && out.length() <= LONGEST_NAME;
        return other ? RawPath.of(out.toString().getBytes(StandardCharsets.ISO_8859_1)) : null;
    }

    private static boolean isPossible(byte b, boolean text, boolean last) {
        boolean trailing = last && (b == '.' || b == ' ');
        return b < 0 ? text : b >= ' ' && b != 0x7f && ENCODED.indexOf(b) < 0 && !trailing;
    }

    private static boolean isText(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Plain letters of the name and a digest of all of it, so that no two are equal. The suffix is kept. */
    static RawPath digested(RawPath name) {
        String text = name.toString().replaceAll("[^A-Za-z0-9._-]", "_");
        int dot = text.lastIndexOf('.');
        boolean hasSuffix = dot > 0 && dot < text.length() - 1 && text.length() - dot <= DIGEST_CHARS;
        String suffix = hasSuffix ? text.substring(dot) : "";
        String stem = text.substring(0, text.length() - suffix.length());
        byte[] digest = Sha256.newDigest().digest(name.bytes());
        String hex = HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
        return RawPath.of(stem.substring(0, Math.min(stem.length(), KEPT_LETTERS)) + "~" + hex + suffix);
    }
}
