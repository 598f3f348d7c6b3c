package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses pointers as Git LFS does (docs/spec.md, "The Pointer", and what git-lfs accepts beyond it).
 *
 * <p>The order of the keys is strict, and a text with unknown keys is not a pointer. White space around the text, empty
 * lines, CRLF, a missing last newline and a plus before the size are accepted, since git-lfs accepts them: any text
 * that it would replace by an object on a checkout has to be a pointer here, or a missing object would go unnoticed.
 * The two older forms of the version line are accepted as well.
 */
final class PointerParser {
    /** Longer texts are not pointers ({@code blobSizeCutoff} of git-lfs). */
    static final int MAX_BYTES = 1024;

    private static final List<String> KEYS = List.of("version", "oid", "size");
    private static final Set<String> VERSIONS = Set.of(
            "https://git-lfs.github.com/spec/v1", "https://hawser.github.com/spec/v1", "http://git-media.io/v/2");
    private static final Pattern EXTENSION = Pattern.compile("ext-[0-9]-[0-9A-Za-z_].*");
    private static final Pattern OID = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern SIZE = Pattern.compile("[+]?[0-9]{1,19}|-0+");
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    private final List<String> values = new ArrayList<>();
    /** Names of extensions by their priority, which must be unique. */
    private final Map<Character, String> extensions = new HashMap<>();

    private PointerParser() {}

    /** Parses a text; null if it is not a pointer. The empty text is an empty file, not a pointer. */
    static @Nullable LfsPointer parse(byte[] text) {
        if (text.length > MAX_BYTES) {
            return null;
        }
        return new PointerParser().read(trim(new String(text, StandardCharsets.ISO_8859_1)));
    }

    private @Nullable LfsPointer read(String text) {
        for (String line : LINE_END.split(text, -1)) {
            if (!line.isEmpty() && !parseLine(line)) {
                return null;
            }
        }
        return values.size() == KEYS.size() ? pointer() : null;
    }

    private boolean parseLine(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || values.size() == KEYS.size()) {
            return false;
        }
        String key = line.substring(0, space);
        String value = line.substring(space + 1);
        if (key.equals(KEYS.get(values.size()))) {
            values.add(value);
            return true;
        }
        return parseExtension(key, value);
    }

    /** Parses an extension. Its key is {@code ext-}, one digit for the order in which extensions apply, and a name. */
    private boolean parseExtension(String key, String value) {
        if (!EXTENSION.matcher(key).matches() || !OID.matcher(value).matches()) {
            return false;
        }
        String before = extensions.put(key.charAt(4), key);
        return before == null || before.equals(key);
    }

    private @Nullable LfsPointer pointer() {
        String oid = values.get(1);
        String size = values.get(2);
        if (!VERSIONS.contains(values.get(0))
                || !OID.matcher(oid).matches()
                || !SIZE.matcher(size).matches()) {
            return null;
        }
        try {
            return new LfsPointer(oid.substring("sha256:".length()), Long.parseLong(size), !extensions.isEmpty());
        } catch (NumberFormatException e) {
            return null; // 19 digits, but larger than a long
        }
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
