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

    /** Two stars between slashes stand for any number of folders; else a star stays within one segment. */
    private void stars() {
        int start = at;
        while (at < glob.length() && glob.charAt(at) == '*') {
            at++;
        }
        boolean opens = start == 0 || glob.charAt(start - 1) == '/';
        boolean closes = at == glob.length() || glob.charAt(at) == '/';
        if (at - start != 2 || !opens || !closes) {
            regex.append("[^/]*");
        } else if (at == glob.length()) {
            regex.append(".+");
        } else {
            regex.append("(?:.*/)?");
            at++;
        }
    }

    private void bracket() {
        int first = at + 1;
        boolean not = first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^');
        int from = not ? first + 1 : first;
        int end = end(from);
        regex.append(not ? "[^/" : "(?!/)[");
        for (int i = from; i < end; i++) {
            i = member(i, end);
        }
        regex.append(']');
        at = end + 1;
    }

    /** A bracket that stands first is a member; one of a class name such as {@code [:digit:]} does not close. */
    private int end(int from) {
        int i = from + 1;
        while (i < glob.length() && glob.charAt(i) != ']') {
            boolean named = glob.startsWith("[:", i) && glob.indexOf(":]", i) > 0;
            i = named ? glob.indexOf(":]", i) + 2 : i + (glob.charAt(i) == '\\' ? 2 : 1);
        }
        if (i >= glob.length()) {
            throw new PatternSyntaxException("an unclosed bracket", glob, from);
        }
        return i;
    }

    private int member(int i, int end) {
        if (glob.startsWith("[:", i) && glob.indexOf(":]", i) > 0) {
            int close = glob.indexOf(":]", i);
            regex.append("\\p{").append(posix(glob.substring(i + 2, close))).append('}');
            return close + 1;
        }
        char c = glob.charAt(i);
        if (c == '\\' && i + 1 < end) {
            regex.append(quoted(glob.charAt(i + 1)));
            return i + 1;
        }
        regex.append(c == '-' ? "-" : quoted(c));
        return i;
    }

    private static String quoted(char c) {
        return c < 128 && !Character.isLetterOrDigit(c) ? "\\" + c : String.valueOf(c);
    }

    private static String posix(String name) {
        return switch (name) {
            case "xdigit" -> "XDigit";
            case "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper" ->
                Character.toUpperCase(name.charAt(0)) + name.substring(1);
            default -> throw new PatternSyntaxException("unknown class " + name, name, 0);
        };
    }
}
