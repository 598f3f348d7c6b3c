package org.projectexporter.internal.exporting.exclude;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.PatternSyntaxException;

import org.projectexporter.spi.RawPath;

/**
 * A glob of gitignore(5) over the bytes of a path, run as an automaton that is in all of its states at once: patterns
 * come from the project, and none may take more time than its length times that of the path.
 *
 * <p>Source: {@code dowild} in Git's wildmatch.c, and {@code match_pathname} in its dir.c, which compares the part
 * before the first special character separately. So two stars directly after that part are treated as if they were
 * first in the pattern.
 */
final class Glob {
    private static final int BYTES = 256;
    private static final String SPECIAL = "*?[\\";

    /** One step of the automaton. */
    private enum Kind {
        /** One byte of a set. */
        ONE,
        /** Any number of bytes but slashes. */
        STAR,
        /** Any number of bytes. */
        ALL,
        /** The next two steps may be skipped. */
        MAYBE
    }

    private record Step(Kind kind, BitSet set) {
        private static final Step STAR = new Step(Kind.STAR, new BitSet());
        private static final Step ALL = new Step(Kind.ALL, new BitSet());
        private static final Step MAYBE = new Step(Kind.MAYBE, new BitSet());

        private static Step one(char c) {
            BitSet set = new BitSet(BYTES);
            set.set(c);
            return new Step(Kind.ONE, set);
        }

        private boolean accepts(int b) {
            return switch (kind) {
                case ONE -> set.get(b);
                case STAR -> b != '/';
                case ALL -> true;
                case MAYBE -> false;
            };
        }

        private boolean repeats() {
            return kind == Kind.STAR || kind == Kind.ALL;
        }
    }

    private final String text;
    private final boolean folders;
    private final List<Step> steps = new ArrayList<>();
    /** The bytes that every match ends with. */
    private final StringBuilder tail = new StringBuilder();

    private int at;

    /**
     * Parses a glob, its bytes decoded as ISO 8859-1.
     *
     * @param folders whether it is matched against a complete path, so that two stars may match folders
     * @throws PatternSyntaxException if it can match nothing, such as one with an unclosed bracket
     */
    Glob(String text, boolean folders) {
        this.text = text;
        this.folders = folders;
        int literal = literalLength();
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '*' -> stars(literal);
                case '?' -> any();
                case '[' -> bracket();
                case '\\' -> escaped();
                default -> literal(c);
            }
        }
    }

    /** Number of characters before the first special one. */
    private int literalLength() {
        int length = 0;
        while (length < text.length() && SPECIAL.indexOf(text.charAt(length)) < 0) {
            length++;
        }
        return length;
    }

    private void literal(char c) {
        steps.add(Step.one(c));
        tail.append(c);
        at++;
    }

    private void any() {
        BitSet set = new BitSet(BYTES);
        set.set(0, BYTES);
        set.clear('/');
        addOther(new Step(Kind.ONE, set));
        at++;
    }

    private void bracket() {
        GlobBracket bracket = new GlobBracket(text, at);
        addOther(new Step(Kind.ONE, bracket.members()));
        at = bracket.end();
    }

    private void escaped() {
        at++;
        if (at == text.length()) {
            throw new PatternSyntaxException("a backslash at the end", text, at);
        }
        literal(text.charAt(at));
    }

    /**
     * Parses stars: two or more between slashes match any number of folders; otherwise a star matches within one
     * segment.
     */
    private void stars(int literal) {
        int start = at;
        while (at < text.length() && text.charAt(at) == '*') {
            at++;
        }
        boolean opens = start == literal || text.charAt(start - 1) == '/';
        boolean closes = at == text.length() || text.startsWith("/", at) || text.startsWith("\\/", at);
        if (!folders || at - start < 2 || !opens || !closes) {
            addOther(Step.STAR);
        } else if (text.startsWith("/", at)) {
            addOther(Step.MAYBE, Step.ALL, Step.one('/'));
            at++;
        } else {
            addOther(Step.ALL);
        }
    }

    /** Adds steps that do not match exactly one given byte. */
    private void addOther(Step... others) {
        steps.addAll(List.of(others));
        tail.setLength(0);
    }

    /** Whether it matches the bytes of {@code path} from {@code start} on. */
    boolean matches(RawPath path, int start) {
        return endsWithTail(path, start) && isAccepted(path, start);
    }

    /** Almost every path is refused by this comparison, before the automaton runs. */
    private boolean endsWithTail(RawPath path, int start) {
        int offset = path.length() - tail.length();
        if (offset < start) {
            return false;
        }
        for (int i = 0; i < tail.length(); i++) {
            if ((path.byteAt(offset + i) & 0xff) != tail.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean isAccepted(RawPath path, int start) {
        BitSet now = new BitSet(steps.size() + 1);
        now.set(0);
        for (int i = start; i < path.length() && !now.isEmpty(); i++) {
            now = after(now, path.byteAt(i) & 0xff);
        }
        reachWithoutAByte(now);
        return now.get(steps.size());
    }

    private BitSet after(BitSet now, int b) {
        BitSet next = new BitSet(steps.size() + 1);
        reachWithoutAByte(now);
        for (int i = now.nextSetBit(0); i >= 0 && i < steps.size(); i = now.nextSetBit(i + 1)) {
            Step step = steps.get(i);
            if (step.accepts(b)) {
                next.set(step.repeats() ? i : i + 1);
            }
        }
        return next;
    }

    /**
     * Adds the states reachable without a byte; all transitions lead forward, so one pass from first to last finds them
     * all.
     */
    private void reachWithoutAByte(BitSet now) {
        for (int i = now.nextSetBit(0); i >= 0 && i < steps.size(); i = now.nextSetBit(i + 1)) {
            Step step = steps.get(i);
            if (step.repeats()) {
                now.set(i + 1);
            } else if (step.kind == Kind.MAYBE) {
                now.set(i + 1);
                now.set(i + 3);
            }
        }
    }
}
