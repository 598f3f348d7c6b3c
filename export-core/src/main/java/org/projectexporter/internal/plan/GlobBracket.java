package org.projectexporter.internal.plan;

import java.util.BitSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A bracket expression of a glob: the set of bytes that it stands for, of which a slash is never one.
 *
 * <p>Source: {@code dowild} in Git's wildmatch.c. An inverted range is empty; a {@code ]} that stands first is a member; what
 * looks like the start of a class and is none is taken letter by letter.
 */
final class GlobBracket {
    private static final int BYTES = 256;
    private static final Set<String> CLASSES = Set.of(
            "Alnum", "Alpha", "Blank", "Cntrl", "Digit", "Graph", "Lower", "Print", "Punct", "Space", "Upper",
            "XDigit");

    private final String glob;
    private final BitSet members = new BitSet(BYTES);
    private int at;
    /** The member before, where a range may start from it; else 0. */
    private char previous;

    /** Reads the bracket that opens at {@code start}. */
    GlobBracket(String glob, int start) {
        this.glob = glob;
        this.at = start + 1;
        boolean negated = peek() == '!' || peek() == '^';
        if (negated) {
            at++;
        }
        do {
            member();
        } while (peek() != ']');
        at++;
        if (negated) {
            members.flip(0, BYTES);
        }
        members.clear('/');
    }

    private char peek() {
        if (at >= glob.length()) {
            throw new PatternSyntaxException("an unclosed bracket", glob, at);
        }
        return glob.charAt(at);
    }

    /** The next byte, which a backslash may stand before. */
    private char take() {
        if (peek() == '\\') {
            at++;
        }
        char c = peek();
        at++;
        return c;
    }

    private void member() {
        boolean rangeFollows = peek() == '-' && previous != 0 && at + 1 < glob.length() && glob.charAt(at + 1) != ']';
        if (rangeFollows) {
            at++;
            members.or(range(previous, take()));
            previous = 0;
        } else if (glob.startsWith("[:", at) && isClass()) {
            addClass();
            previous = 0;
        } else {
            previous = take();
            members.set(previous);
        }
    }

    private static BitSet range(char from, char to) {
        BitSet range = new BitSet(BYTES);
        if (from <= to) {
            range.set(from, to + 1);
        }
        return range;
    }

    private boolean isClass() {
        int close = glob.indexOf(']', at + 2);
        return close > at + 2 && glob.charAt(close - 1) == ':';
    }

    private void addClass() {
        int close = glob.indexOf(']', at + 2);
        String name = glob.substring(at + 2, close - 1);
        Pattern oneOf = Pattern.compile("\\p{" + javaName(name) + "}");
        for (int b = 0; b < BYTES; b++) {
            members.set(
                    b, members.get(b) || oneOf.matcher(String.valueOf((char) b)).matches());
        }
        at = close + 1;
    }

    private String javaName(String name) {
        String java = name.equals("xdigit") ? "XDigit" : capitalised(name);
        if (!CLASSES.contains(java)) {
            throw new PatternSyntaxException("unknown class " + name, glob, at);
        }
        return java;
    }

    private static String capitalised(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Where the glob goes on behind the bracket. */
    int end() {
        return at;
    }

    /** A regular expression for one byte of the set. */
    String regex() {
        StringBuilder regex = new StringBuilder("[");
        members.stream().forEach(b -> regex.append(String.format(java.util.Locale.ROOT, "\\x%02x", b)));
        return members.isEmpty() ? "(?!)" : regex.append(']').toString();
    }
}
