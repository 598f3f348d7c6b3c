package org.projectexporter.internal.plan;

import java.util.regex.PatternSyntaxException;

/** Translates a glob of gitignore(5) into a regular expression over bytes decoded as ISO 8859-1. */
final class GlobTranslator {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    GlobTranslator(String glob) {
        this.glob = glob;
    }

    String translate() {
        while (at < glob.length()) {
            char c = glob.charAt(at);
            switch (c) {
                case '*' -> stars();
                case '?' -> take("[^/]");
                case '[' -> bracket();
                case '\\' -> escaped();
                default -> literal(c);
            }
        }
        return regex.toString();
    }

    private void take(String part) {
        regex.append(part);
        at++;
    }

    private void literal(char c) {
        if (!Character.isLetterOrDigit(c) && c < 128) {
            regex.append('\\');
        }
        take(String.valueOf(c));
    }

    private void escaped() {
        at++;
        if (at == glob.length()) {
            throw new PatternSyntaxException("a backslash at the end", glob, at);
        }
        literal(glob.charAt(at));
    }

    /** Two stars or more between slashes stand for any number of folders; else a star stays within one segment. */
    private void stars() {
        int start = at;
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        boolean opens = start == 0 || glob.charAt(start - 1) == '/';
        boolean closes = at == glob.length() || glob.charAt(at) == '/';
        if (at - start < 2 || !opens || !closes) {
            regex.append("[^/]*");
        } else if (at == glob.length()) {
            regex.append(".+");
        } else {
            regex.append("(?:.*/)?");
            at++;
        }
    }

    private void bracket() {
        GlobBracket bracket = new GlobBracket(glob, at);
        regex.append(bracket.regex());
        at = bracket.end();
    }
}
