package org.projectexporter.internal.names;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Knows the spellings that some file system takes for {@code .git}, so that an archive cannot bring a repository in under a name that is
 * not looked at. After {@code is_ntfs_dotgit} in Git's {@code path.c} and {@code is_hfs_dotgit} in its {@code utf8.c}, and wider.
 */
final class GitName {
    private static final String GIT = ".git";
    /** The short name that NTFS and FAT give to {@code .git}, but for its number. */
    private static final String SHORT = "git~";

    private GitName() {}

    /** Whether these bytes of one name are {@code .git} itself. */
    static boolean isGit(byte[] path, int from, int to) {
        return to - from == GIT.length()
                && path[from] == '.'
                && path[from + 1] == 'g'
                && path[from + 2] == 'i'
                && path[from + 3] == 't';
    }

    /** Whether some file system takes these bytes of one name for {@code .git}; true of {@code .git} itself too. */
    static boolean isGitSomewhere(byte[] path, int from, int to) {
        if (!mayBe(path, from, to)) {
            return false;
        }
        String name = new String(path, from, to - from, StandardCharsets.UTF_8);
        return isGitOnWindows(name) || isGitOnWindows(folded(name));
    }

    /** Most names are not looked at any closer: what is ASCII has to begin with a dot or a g. */
    private static boolean mayBe(byte[] path, int from, int to) {
        if (from == to) {
            return false;
        }
        boolean plain = path[from] == '.' || (path[from] | 0x20) == 'g';
        for (int i = from; !plain && i < to; i++) {
            plain = path[i] < 0;
        }
        return plain;
    }

    /** NTFS drops dots and spaces at the end of a name, and takes what follows a colon for a stream of the file before it. */
    private static boolean isGitOnWindows(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int end;
        if (lower.startsWith(GIT)) {
            end = GIT.length();
        } else if (lower.startsWith(SHORT) && lower.length() > SHORT.length()) {
            char number = lower.charAt(SHORT.length());
            end = number >= '1' && number <= '9' ? SHORT.length() + 1 : -1;
        } else {
            end = -1;
        }
        return end >= 0 && isDroppedFrom(lower, end);
    }

    private static boolean isDroppedFrom(String name, int start) {
        int at = start;
        while (at < name.length() && (name.charAt(at) == '.' || name.charAt(at) == ' ')) {
            at++;
        }
        return at == name.length() || name.charAt(at) == ':';
    }

    /**
     * As a file system sees it that composes and folds: without what it ignores, letters of other shapes made plain (compatibility forms
     * too, since Windows maps the wide ones when a program does not speak Unicode), the dotted and the dotless i made one.
     */
    private static String folded(String name) {
        StringBuilder kept = new StringBuilder(name.length());
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .codePoints()
                .filter(point -> !isIgnored(point) && point != 0x307)
                .map(point -> point == 0x131 ? 'i' : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * What HFS+ leaves out when it compares names ({@code next_hfs_char} in Git's {@code utf8.c}: U+200C to U+200F, U+202A to U+202E,
     * U+206A to U+206F, U+FEFF), and what ext4 and F2FS leave out where they fold case: Default_Ignorable_Code_Point of Unicode's
     * DerivedCoreProperties.
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
