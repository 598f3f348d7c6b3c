package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each fenced block of each document has a language, and a test that shows that it is right. */
class CodeBlocksTest {
    /** The tests of all blocks of a language. */
    private static final Map<String, String> TESTS = Map.ofEntries(
            Map.entry("sh", "ShellBlocksTest"),
            Map.entry("java", "ExcerptsTest"),
            Map.entry("xml", "ExcerptsTest"),
            Map.entry("nginx", "ExcerptsTest"),
            Map.entry("haproxy", "ExcerptsTest"),
            Map.entry("caddyfile", "ExcerptsTest"),
            Map.entry("html", "EmbeddedElementTest"),
            Map.entry("js", "EmbeddedElementTest"),
            Map.entry("json", "JsonBlocksTest"),
            Map.entry("text", "TextBlocksTest"));

    /** Python's blocks are run by {@code python/tests/test_documents.py}, the last document's by {@link RecoveringTest}. */
    private static final Set<String> PYTHON = Set.of("README.md", "python/README.md", "docs/recovering-without-us.md");

    private static Set<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.walk(CodeBlock.ROOT)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(\\w+Test\\.java|test_\\w+\\.py)"))
                    .map(name -> name.replaceFirst("\\.\\w+$", ""))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isAccountedFor(CodeBlock block) {
        return block.language().equals("python")
                ? PYTHON.contains(block.document())
                : TESTS.containsKey(block.language());
    }

    @Test
    void blocks_haveALanguage_andATestForIt() {
        List<CodeBlock> blocks = CodeBlock.all();
        assertThat(blocks).hasSizeGreaterThan(70);
        assertThat(blocks.stream().filter(block -> !isAccountedFor(block))).isEmpty();
    }

    @Test
    void blocksThatAreNotRun_areThere_andTheTestsThatShowThem() throws IOException {
        List<CodeBlock> blocks = CodeBlock.all();
        assertThat(NotRun.ALL.stream()
                        .filter(one -> blocks.stream().filter(one::is).count() != 1))
                .as("entries that are not for exactly one block")
                .isEmpty();
        Set<String> tests = testFiles();
        assertThat(tests).containsAll(TESTS.values()).contains("test_documents");
        assertThat(NotRun.ALL.stream().filter(one -> !tests.contains(one.testedBy())))
                .isEmpty();
    }

    @Test
    void readme_isShort() {
        assertThat(CodeBlock.read("README.md").lines().count()).isLessThan(200);
        assertThat(CodeBlock.in("README.md").stream()
                        .filter(block ->
                                block.lines().size() > (block.language().equals("python") ? 5 : 15)))
                .isEmpty();
    }
}
