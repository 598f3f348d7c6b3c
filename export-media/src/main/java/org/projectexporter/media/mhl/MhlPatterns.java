package org.projectexporter.media.mhl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.projectexporter.spi.RawPath;

/**
 * The patterns of a manifest, in the syntax of gitignore: those of its history, and one for each link below its folder.
 * The schema has no place for links, and the reference implementation would read what they lead to. It matches patterns
 * against absolute paths, so a pattern must not begin at the root, and also matches what has the same path in a deeper
 * folder; for each file and folder of which this is true, a pattern follows that excepts it.
 */
final class MhlPatterns {
    /** Always ignored: what belongs to histories, and repositories, whose programs change them at any time. */
    private static final List<String> ALWAYS = List.of("ascmhl", "ascmhl/", ".git");

    private static final String ANYWHERE = "**/";
    private static final String EXCEPTED = "!";

    /** Stands for a byte or character that has no place in a pattern. No name has it; it sorts before all others. */
    private static final char UNKNOWN = '\0';

    /** Names with characters that match more than they are. Each is compared with every file. */
    private static final int MOST_UNNAMEABLE = 100;

    private final RawPath folder;
    private final Set<String> links = new HashSet<>();
    private final Set<String> namesOfLinks = new HashSet<>();
    private final List<Pattern> unnameable = new ArrayList<>();
    private final Map<String, String> hidden =
            new TreeMap<>(Comparator.comparingLong(MhlPatterns::depthOf).thenComparing(Comparator.naturalOrder()));

    private MhlPatterns(RawPath folder) {
        this.folder = folder;
    }

    /** Whether a pattern has the form of those for links. */
    static boolean isOfLink(String pattern) {
        return pattern.startsWith(ANYWHERE) || pattern.startsWith(EXCEPTED + ANYWHERE);
    }

    /** Adds what is always ignored. */
    static List<String> always(List<String> patterns) {
        Set<String> all = new LinkedHashSet<>(patterns);
        all.addAll(ALWAYS);
        return List.copyOf(all);
    }

    /** The patterns of the next manifest of a history. */
    static List<String> of(MhlHistory history, MhlContents contents) {
        MhlPatterns patterns = new MhlPatterns(history.folder());
        contents.links().forEach(patterns::hide);
        contents.unnameable().forEach(patterns::hide);
        if (!patterns.hidden.isEmpty()) {
            contents.forEachRecorded(patterns::except);
        }
        List<String> own = own(history, contents.tree());
        List<String> all = new ArrayList<>(patterns.hidden.values());
        // The last one that matches counts: what a folder excepts may be ignored, unless a pattern would show links.
        boolean excepts = own.stream().anyMatch(pattern -> pattern.startsWith(EXCEPTED));
        all.addAll(excepts ? 0 : all.size(), own);
        return all;
    }

    /** Those of the history itself, and those of the outermost one as far as they are about its folder. */
    private static List<String> own(MhlHistory history, MhlTree tree) {
        Set<String> own = new LinkedHashSet<>(always(history.patterns()));
        RawPath root = tree.outermost().folder();
        if (!history.folder().equals(root)) {
            String prefix = escaped(history.folder().relativeTo(root).toString()) + '/';
            for (String pattern : tree.patterns()) {
                String inner = inner(pattern, prefix);
                if (!inner.isEmpty()) {
                    own.add(inner);
                }
            }
        }
        return List.copyOf(own);
    }

    /** A pattern of the outermost history, as it is in a folder; empty if it is about other folders. */
    private static String inner(String pattern, String prefix) {
        String sign = pattern.startsWith(EXCEPTED) ? EXCEPTED : "";
        String rest = pattern.substring(sign.length());
        int slash = rest.indexOf('/');
        if (slash < 0 || slash == rest.length() - 1 || rest.startsWith(ANYWHERE)) {
            return pattern;
        }
        String anchored = slash == 0 ? rest.substring(1) : rest;
        return anchored.startsWith(prefix) && anchored.length() > prefix.length()
                ? sign + '/' + anchored.substring(prefix.length())
                : "";
    }

    /** Adds a pattern for a link, or for a name that XML cannot represent; not for what is in such a folder. */
    private void hide(RawPath path) {
        if (!path.startsWith(folder) || path.equals(folder)) {
            return;
        }
        RawPath relative = path.relativeTo(folder);
        RawPath parent = relative.parent();
        if (isExact(relative)) {
            links.add(relative.toString());
            namesOfLinks.add(relative.fileName().toString());
            hidden.put(relative.toString(), ANYWHERE + escaped(relative.toString()));
        } else if (unnameable.size() < MOST_UNNAMEABLE && (parent == null || MhlXml.isText(parent))) {
            String readable = readable(relative);
            unnameable.add(Pattern.compile("(?:.*/)?" + regexOf(readable), Pattern.DOTALL));
            hidden.put(readable, ANYWHERE + escaped(readable).replace(UNKNOWN, '?'));
        }
    }

    /** Excepts a file or folder that a pattern for something else matches. */
    private void except(RawPath path) {
        if (!path.startsWith(folder) || path.equals(folder)) {
            return;
        }
        String relative = path.relativeTo(folder).toString();
        if (isHidden(relative)) {
            hidden.put(relative, EXCEPTED + ANYWHERE + escaped(relative));
        }
    }

    private boolean isHidden(String path) {
        if (namesOfLinks.contains(path.substring(path.lastIndexOf('/') + 1))) {
            for (int at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
                if (links.contains(path.substring(at + 1))) {
                    return true;
                }
            }
        }
        return unnameable.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static long depthOf(String path) {
        return path.chars().filter(c -> c == '/').count();
    }

    private static boolean isExact(RawPath path) {
        return readable(path).indexOf(UNKNOWN) < 0;
    }

    /**
     * The text of a path, with {@link #UNKNOWN} for each byte that is not UTF-8, each character that XML cannot
     * represent, and those that readers of patterns remove from an end.
     */
    private static String readable(RawPath path) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = path.buffer();
        CharBuffer out = CharBuffer.allocate(path.length());
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            in.position(in.position() + result.length());
            out.put(String.valueOf(UNKNOWN).repeat(result.length()));
        }
        StringBuilder text = new StringBuilder();
        out.flip().codePoints().forEach(c -> text.appendCodePoint(isExact(c) ? c : UNKNOWN));
        return text.toString();
    }

    private static boolean isExact(int c) {
        boolean isBlank = Character.isWhitespace(c) || Character.isSpaceChar(c);
        return MhlXml.isAllowed(c) && !Character.isISOControl(c) && (c == ' ' || !isBlank);
    }

    private static String regexOf(String readable) {
        return String.join(
                "[^/]",
                Arrays.stream(readable.split(String.valueOf(UNKNOWN), -1))
                        .map(Pattern::quote)
                        .toList());
    }

    private static String escaped(String path) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            pattern.append("\\*?[]".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        if (pattern.charAt(pattern.length() - 1) == ' ') { // Git removes trailing spaces that are not quoted
            pattern.insert(pattern.length() - 1, '\\');
        }
        return pattern.toString();
    }
}
