package org.projectexporter.cli;

import java.util.Locale;

/**
 * Text from names and messages, made safe to print: control characters would move the cursor or forge a line, and
 * characters that reverse the writing direction would disguise a name.
 */
final class VisibleText {
    private VisibleText() {}

    /** The text as one line, with invisible or active characters written as {@code \n} or U+001B. */
    static String oneLine(String text) {
        return escape(text, 0);
    }

    /** The same for formatted JSON: line breaks stay, and escapes remain valid JSON. */
    static String json(String json) {
        return escape(json, ' ');
    }

    /** Escapes active characters from {@code first} up; lower ones are unchanged. */
    private static String escape(String text, int first) {
        StringBuilder visible = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= first && isActive(c)) {
                visible.append(escaped(c));
            } else {
                visible.append(c);
            }
        }
        return visible.toString();
    }

    private static boolean isActive(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static String escaped(char c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
        };
    }
}
