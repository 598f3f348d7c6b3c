package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table of names that finds each of them in any spelling that some file system treats as equal: in another case, with
 * trailing dots and spaces, which Windows drops, with an NTFS stream after a colon, with code points that HFS+ or a
 * case-folding file system ignores, in compatibility forms, or as the short name of 8.3 characters. Based on {@code
 * is_ntfs_dotgit} in Git's {@code path.c} and {@code is_hfs_dotgit} in its {@code utf8.c}, and stricter.
 */
final class Spelling {
    /** Short names as NTFS and FAT create them, with only the usual single-digit numbers. */
    private static final Pattern SHORT = Pattern.compile("([^~]{1,6})~[1-9](\\.[^.~]{1,3})?");

    private static final int SHORT_STEM = 6;
    private static final int SHORT_SUFFIX = 3;

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> shortNames = new HashMap<>();
    private final List<String> prefixes;

    /**
     * Creates a table.
     *
     * @param names complete names
     * @param prefixes beginnings of names, whatever follows
     */
    Spelling(List<String> names, List<String> prefixes) {
        for (String name : names) {
            this.names.put(name.toLowerCase(Locale.ROOT), name);
            shortNames.putIfAbsent(shortOf(name.toLowerCase(Locale.ROOT)), name);
        }
        this.prefixes = List.copyOf(prefixes);
    }

    /** Stem and suffix, which surround a short name's number. */
    private static String shortOf(String name) {
        String plain = name.startsWith(".") ? name.substring(1) : name;
        int dot = plain.lastIndexOf('.');
        String stem = dot < 0 ? plain : plain.substring(0, dot);
        String suffix = dot < 0 ? "" : plain.substring(dot, Math.min(plain.length(), dot + 1 + SHORT_SUFFIX));
        return stem.substring(0, Math.min(stem.length(), SHORT_STEM)) + "~" + suffix;
    }

    /** The name or prefix in the table that some file system treats as equal to {@code text}; null if there is none. */
    @Nullable
    String nameFor(String text) {
        String plain = plain(text);
        String found = names.get(plain);
        return found != null ? found : prefixOrShort(plain);
    }

    /** A name without the differences that some file system ignores. */
    static String plain(String text) {
        return withoutEnd(folded(text).toLowerCase(Locale.ROOT));
    }

    /** Whether {@code text} is exactly a name in the table, or begins with exactly one of its prefixes. */
    boolean has(String text) {
        return text.equals(names.get(text.toLowerCase(Locale.ROOT)))
                || prefixes.stream().anyMatch(text::startsWith);
    }

    private @Nullable String prefixOrShort(String plain) {
        for (String prefix : prefixes) {
            if (plain.startsWith(prefix)) {
                return prefix;
            }
        }
        Matcher matcher = SHORT.matcher(plain);
        if (plain.indexOf('~') < 0 || !matcher.matches()) {
            return null;
        }
        String suffix = matcher.group(2) == null ? "" : matcher.group(2);
        String found = shortNames.get(matcher.group(1) + "~" + suffix);
        return found != null ? found : shortPrefix(matcher.group(1));
    }

    private @Nullable String shortPrefix(String stem) {
        for (String prefix : prefixes) {
            if (prefix.length() > SHORT_STEM && prefix.startsWith(stem) && stem.length() == SHORT_STEM) {
                return prefix;
            }
        }
        return null;
    }

    /**
     * Removes what follows a colon, which NTFS treats as a stream of the file, and trailing dots and spaces, which
     * Windows drops.
     */
    private static String withoutEnd(String name) {
        int end = name.indexOf(':');
        end = end < 0 ? name.length() : end;
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        return name.substring(0, end);
    }

    /**
     * The name as seen by a file system that composes and folds: without ignored code points, with letters of other
     * forms made plain (compatibility forms too, since Windows maps the wide ones for programs that do not use
     * Unicode), and the dotted and dotless i equal.
     */
    private static String folded(String name) {
        if (isAscii(name)) {
            return name;
        }
        StringBuilder kept = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .codePoints()
                .filter(point -> !isIgnored(point) && point != 0x307)
                .map(point -> point == 0x131 ? 'i' : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a code point is ignored by HFS+ in comparisons ({@code next_hfs_char} in Git's {@code utf8.c}: U+200C to
     * U+200F, U+202A to U+202E, U+206A to U+206F, U+FEFF), or by ext4 and F2FS when they fold case:
     * Default_Ignorable_Code_Point of Unicode's DerivedCoreProperties.
     */
    private static boolean isIgnored(int point) {
        return Character.getType(point) == Character.FORMAT
                || point == 0x034F
                || (point >= 0x115F && point <= 0x1160)
                || (point >= 0x17B4 && point <= 0x17B5)
                || (point >= 0x180B && point <= 0x180F)
                || (point >= 0x200B && point <= 0x200F)
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2060 && point <= 0x206F)
                || point == 0x3164
                || (point >= 0xFE00 && point <= 0xFE0F)
                || point == 0xFEFF
                || point == 0xFFA0
                || (point >= 0xFFF0 && point <= 0xFFF8)
                || (point >= 0x1BCA0 && point <= 0x1BCA3)
                || (point >= 0x1D173 && point <= 0x1D17A)
                || (point >= 0xE0000 && point <= 0xE0FFF);
    }
}
