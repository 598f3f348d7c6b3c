package org.projectexporter.internal.exporting.exclude;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Folders with awkward names and files {@code .exportignore} with awkward patterns, determined by a seed. */
final class IgnoreTree {
    /** Bytes as ISO 8859-1. */
    private static final String[] NAMES = {
        "a",
        "b",
        "ab",
        "abc",
        "aab",
        "x.tmp",
        "A",
        "\u00c3\u00a9",
        "\u00ff",
        " a",
        "a ",
        "[",
        "]",
        "[a]",
        "\\",
        "a\\",
        "*",
        "?",
        "#a",
        "!a",
        "-",
        "a-b",
        "\u000b",
        "\t",
        "1",
        "z1",
        ".a",
        "a\nb",
        "^",
        "a.b",
        "a\r"
    };

    private static final String[] PIECES = {
        "a",
        "a",
        "b",
        "b",
        "ab",
        "x",
        ".tmp",
        "*",
        "*",
        "*",
        "**",
        "**",
        "***",
        "?",
        "/",
        "/",
        "/",
        "[ab]",
        "[!a]",
        "[^b]",
        "[a-c]",
        "[]",
        "]",
        "[",
        "\\",
        "\\a",
        "\\*",
        "\\/",
        " ",
        "\\ ",
        "!",
        "#",
        "[[:alpha:]]",
        "[[:space:]]",
        "[![:digit:]]",
        "[[:punct:]]",
        "[[:cntrl:]]",
        "[[:foo:]]",
        "[a-",
        "[\\]]",
        "\u00c3\u00a9",
        "\u00ff",
        "-",
        "^",
        ".",
        "\t",
        "\r",
        "\0"
    };

    private final Random random;

    private IgnoreTree(long seed) {
        random = new Random(seed);
    }

    /** Creates a tree in a new folder. */
    static void make(Path folder, long seed) throws IOException {
        Files.createDirectories(folder);
        new IgnoreTree(seed).fill(folder, 0);
    }

    /** A few patterns, each of which can match something. */
    static List<String> validPatterns(long seed) {
        IgnoreTree tree = new IgnoreTree(seed);
        List<String> patterns = new ArrayList<>();
        while (patterns.size() < 3) {
            String pattern = tree.pattern();
            if (pattern.chars().allMatch(c -> c < 128 && c != 0 && c != '\r') && isValid(pattern)) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    private static boolean isValid(String pattern) {
        try {
            PathPattern.parse(pattern);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void fill(Path folder, int depth) throws IOException {
        for (int i = random.nextInt(6) + 2; i > 0; i--) {
            Path child = NativeNames.resolve(folder, RawPath.of(latin1(any(NAMES))));
            if (Files.exists(child)) {
                continue;
            }
            if (depth < 3 && random.nextInt(2) == 0) {
                Files.createDirectory(child);
                fill(child, depth + 1);
            } else {
                Files.createFile(child);
            }
        }
        if (depth == 0 || random.nextInt(4) == 0) {
            Files.write(folder.resolve(".exportignore"), latin1(lines()));
        }
    }

    private String lines() {
        List<String> lines = new ArrayList<>();
        for (int i = random.nextInt(4) + 1; i > 0; i--) {
            lines.add(random.nextInt(12) == 0 ? "" : pattern());
        }
        String mark = random.nextInt(8) == 0 ? "\u00ef\u00bb\u00bf" : "";
        String end = random.nextInt(4) == 0 ? "\r\n" : "\n";
        return mark + String.join(end, lines) + (random.nextBoolean() ? end : "");
    }

    private String pattern() {
        String start = random.nextInt(5) == 0 ? "!" : "";
        return start
                + random.ints(random.nextInt(5) + 1, 0, PIECES.length)
                        .mapToObj(i -> PIECES[i])
                        .collect(Collectors.joining())
                + (random.nextInt(6) == 0 ? "/" : "");
    }

    private String any(String... values) {
        return values[random.nextInt(values.length)];
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
