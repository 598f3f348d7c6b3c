package org.projectexporter.cli;

import java.util.regex.Pattern;

/** Quotes a word so that a POSIX shell takes it as it is. */
final class ShellQuote {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+,:@%=][-A-Za-z0-9_./+,:@%=]*");

    private ShellQuote() {}

    /** A word that begins with a hyphen gets {@code ./} before it, so that no program takes it for an option. */
    static String of(String word) {
        String name = word.startsWith("-") ? "./" + word : word;
        return PLAIN.matcher(name).matches()
                ? name
                : "'" + VisibleText.oneLine(name).replace("'", "'\\''") + "'";
    }
}
