package org.projectexporter.cli;

import java.util.regex.Pattern;

/** Quotes a word for a POSIX shell. */
final class ShellQuote {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./+,:@%=][-A-Za-z0-9_./+,:@%=]*");

    private ShellQuote() {}

    /** A word that begins with a hyphen is prefixed with {@code ./}, so that no program parses it as an option. */
    static String of(String word) {
        String name = word.startsWith("-") ? "./" + word : word;
        return PLAIN.matcher(name).matches()
                ? name
                : "'" + VisibleText.oneLine(name).replace("'", "'\\''") + "'";
    }
}
