package org.projectexporter.internal.exporting.exclude;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

import org.projectexporter.spi.RawPath;

/**
 * One pattern in the syntax of gitignore, matched as in Git against the bytes of a path relative to the folder that the
 * pattern belongs to.
 *
 * <p>Source of the rules: gitignore(5), "PATTERN FORMAT"; {@code ?} and {@code [...]} match one byte. The pattern's
 * text is UTF-8.
 */
final class PathPattern {
    private final String text;
    private final boolean negated;
    private final boolean folderOnly;
    private final Predicate<RawPath> matcher;

    private PathPattern(String text, boolean negated, boolean folderOnly, Predicate<RawPath> matcher) {
        this.text = text;
        this.negated = negated;
        this.folderOnly = folderOnly;
        this.matcher = matcher;
    }

    /**
     * Parses one line.
     *
     * @return empty for a blank line or a comment
     * @throws IllegalArgumentException if it can match nothing, such as one with an unclosed bracket
     */
    static Optional<PathPattern> parse(String line) {
        return parse(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Parses one line, whose bytes need not be UTF-8; see {@link #parse(String)}. */
    static Optional<PathPattern> parse(byte[] bytes) {
        String line = new String(bytes, StandardCharsets.UTF_8);
        String pattern = trimmed(new String(bytes, StandardCharsets.ISO_8859_1));
        if (pattern.isEmpty() || pattern.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = pattern.startsWith("!");
        String body = negated ? pattern.substring(1) : pattern;
        boolean folderOnly = body.endsWith("/");
        body = folderOnly ? body.substring(0, body.length() - 1) : body;
        if (body.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PathPattern(line, negated, folderOnly, matcher(body)));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("not a valid pattern: \"" + line + "\"", e);
        }
    }

    /** The line without trailing spaces, unless they are quoted with a backslash that is not quoted itself. */
    private static String trimmed(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
                end = i + 1;
            } else if (line.charAt(i) != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, Math.min(end, line.length()));
    }

    /** A matcher: a pattern with a slash at its start or middle is relative to its folder, others match only names. */
    private static Predicate<RawPath> matcher(String body) {
        NameGlob name = NameGlob.of(body);
        if (name != null) {
            return name;
        }
        if (body.indexOf('/') < 0) {
            Glob glob = new Glob(body, false);
            return path -> glob.matches(path, startOfName(path));
        }
        Glob glob = new Glob(body.startsWith("/") ? body.substring(1) : body, true);
        return path -> glob.matches(path, 0);
    }

    private static int startOfName(RawPath path) {
        int start = path.length();
        while (start > 0 && path.byteAt(start - 1) != '/') {
            start--;
        }
        return start;
    }

    /** The line from which it was parsed. */
    String text() {
        return text;
    }

    boolean isNegated() {
        return negated;
    }

    /** Whether it matches this path itself, not a folder above it. */
    boolean matches(RawPath path, boolean isFolder) {
        return (isFolder || !folderOnly) && matcher.test(path);
    }
}
