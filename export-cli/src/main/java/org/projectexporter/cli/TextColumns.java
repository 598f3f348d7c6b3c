package org.projectexporter.cli;

/**
 * How many columns text takes on a terminal: none for combining marks, two for East Asian wide characters and emoji.
 */
final class TextColumns {
    private static final String ELLIPSIS = "...";

    private TextColumns() {}

    static int of(String text) {
        return text.codePoints().map(TextColumns::of).sum();
    }

    private static int of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    /** Roughly the blocks that Unicode's EastAsianWidth.txt lists as wide or full-width. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }

    /** The text, or as much of its end as fits, after three dots: the end of a path is the more informative part. */
    static String keepEnd(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        int start = text.length();
        int room = columns - ELLIPSIS.length();
        while (start > 0) {
            int codePoint = text.codePointBefore(start);
            room -= of(codePoint);
            if (room < 0) {
                break;
            }
            start -= Character.charCount(codePoint);
        }
        return columns < ELLIPSIS.length() ? "" : ELLIPSIS + text.substring(start);
    }
}
