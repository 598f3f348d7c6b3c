package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Code in documents is copied from files that are compiled and tested: each block is in one of these, line by line, apart
 * from how far it is indented. A line of dots stands for lines that the document omits.
 */
class ExcerptsTest {
    /** Where the files are, by the language of the block. */
    private static final Map<String, List<String>> SOURCES = Map.of(
            "java",
            List.of(
                    "examples",
                    "export-testkit/src/test/java/org/projectexporter/testkit/example",
                    "export-sidecar/src/test/java/org/projectexporter/sidecar/EmbeddedSidecarTest.java"),
            "xml",
            List.of("examples"),
            "nginx",
            List.of("etc/proxies"),
            "haproxy",
            List.of("etc/proxies"),
            "caddyfile",
            List.of("etc/proxies"));

    private static final Map<String, String> SUFFIXES =
            Map.of("nginx", ".conf", "haproxy", ".cfg", "caddyfile", "Caddyfile");

    private static List<List<String>> sources(String language) throws IOException {
        List<List<String>> texts = new ArrayList<>();
        for (String place : SOURCES.get(language)) {
            try (Stream<Path> files = Files.walk(CodeBlock.ROOT.resolve(place))) {
                for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                    String name = file.toString();
                    if (name.endsWith(SUFFIXES.getOrDefault(language, "." + language)) && !name.contains("/target/")) {
                        texts.add(Files.readAllLines(file));
                    }
                }
            }
        }
        return texts;
    }

    /** Whether each part of the block follows the one before it in the text. */
    static boolean isExcerpt(List<String> block, List<String> text) {
        int from = 0;
        for (List<String> part : parts(block)) {
            List<String> wanted = part.stream().map(String::strip).toList();
            int at = Collections.indexOfSubList(
                    text.subList(from, text.size()).stream().map(String::strip).toList(), wanted);
            if (at < 0 || !sameIndent(part, text.subList(from + at, from + at + part.size()))) {
                return false;
            }
            from += at + part.size();
        }
        return true;
    }

    private static List<List<String>> parts(List<String> block) {
        List<List<String>> parts = new ArrayList<>(List.of(new ArrayList<>()));
        for (String line : block) {
            if (line.strip().matches("(//|#|<!--)? ?(\\.\\.\\.|…)( ?-->)?")) {
                parts.add(new ArrayList<>());
            } else {
                parts.get(parts.size() - 1).add(line);
            }
        }
        parts.removeIf(Collection::isEmpty);
        return parts;
    }

    private static boolean sameIndent(List<String> some, List<String> others) {
        return shape(some).equals(shape(others));
    }

    private static List<Integer> shape(List<String> lines) {
        List<Integer> indents = lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.length() - line.stripLeading().length())
                .toList();
        return indents.stream().map(indent -> indent - indents.get(0)).toList();
    }

    @Test
    void code_isCopiedFromTestedFiles() throws IOException {
        Map<String, List<List<String>>> texts = new TreeMap<>();
        for (String language : SOURCES.keySet()) {
            texts.put(language, sources(language));
        }
        assertThat(CodeBlock.all().stream()
                        .filter(block -> SOURCES.containsKey(block.language()))
                        .filter(block ->
                                texts.get(block.language()).stream().noneMatch(text -> isExcerpt(block.lines(), text))))
                .as("blocks that are in no tested file")
                .isEmpty();
    }

    @Test
    void codeThatDiffers_isFound() {
        List<String> text = List.of("class A {", "    int a = 1;", "", "    int b = 2;", "    int c = 3;", "}");
        assertThat(isExcerpt(List.of("int b = 2;", "int c = 3;"), text)).isTrue();
        assertThat(isExcerpt(List.of("class A {", "    ...", "    int c = 3;"), text))
                .isTrue();
        assertThat(isExcerpt(List.of("int c = 3;", "...", "int b = 2;"), text)).isFalse();
        assertThat(isExcerpt(List.of("int b = 2;", "  int c = 3;"), text)).isFalse();
        assertThat(isExcerpt(List.of("int b = 3;"), text)).isFalse();
    }
}
