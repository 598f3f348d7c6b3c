package org.projectexporter.internal.exporting.exclude;

import java.util.BitSet;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A bracket expression of a glob: the set of bytes that it matches, which never includes a slash.
 *
 * <p>Source: {@code dowild} in Git's wildmatch.c. An inverted range is empty; a {@code ]} at the start is a member;
 * what looks like the start of a class but is none is read as single characters.
 */
final class GlobBracket {
    private static final int BYTES = 256;
    private static final int ASCII = 128;
    private static final int DELETE = 127;

    private final String glob;
    private final BitSet members = new BitSet(BYTES);
    private int at;
    /** The previous member, if a range may start from it; else 0. */
    private char previous;

    /** Parses the bracket that opens at {@code start}. */
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

    /** The next byte, which may be preceded by a backslash. */
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
        IntPredicate isMember = classOf(glob.substring(at + 2, close - 1));
        for (int b = 0; b < ASCII; b++) {
            members.set(b, members.get(b) || isMember.test(b));
        }
        at = close + 1;
    }

    /**
     * The classes of Git's own ctype, which knows only ASCII, and counts neither vertical tabs nor form feeds as space.
     */
    private IntPredicate classOf(String name) {
        return switch (name) {
            case "alnum" -> b -> isLetter(b) || isDigit(b);
            case "alpha" -> GlobBracket::isLetter;
            case "blank" -> b -> b == ' ' || b == '\t';
            case "cntrl" -> b -> b < ' ' || b == DELETE;
            case "digit" -> GlobBracket::isDigit;
            case "graph" -> b -> b > ' ' && b < DELETE;
            case "lower" -> b -> b >= 'a' && b <= 'z';
            case "print" -> b -> b >= ' ' && b < DELETE;
            case "punct" -> b -> b > ' ' && b < DELETE && !isLetter(b) && !isDigit(b);
            case "space" -> b -> b == ' ' || b == '\t' || b == '\n' || b == '\r';
            case "upper" -> b -> b >= 'A' && b <= 'Z';
            case "xdigit" -> b -> isDigit(b) || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
            default -> throw new PatternSyntaxException("unknown class " + name, glob, at);
        };
    }

    private static boolean isLetter(int b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    /** The bytes that it matches; not to be changed. */
    BitSet members() {
        return members;
    }

    /** The offset of the rest of the glob after the bracket. */
    int end() {
        return at;
    }
}
