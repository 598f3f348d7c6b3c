package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Tools;

/** The commands in documents run as they are; each must succeed. */
class ShellBlocksTest {
    /** Documents whose commands need more than a folder with a project. */
    private static final Set<String> OF_OTHER_TESTS = Set.of("docs/sidecar.md", "docs/recovering-without-us.md");

    @TempDir
    Path temp;

    private DocumentStage stage;

    @BeforeEach
    void setUp() throws IOException {
        Tools.require("git", "unzip", "sha256sum", "bash");
        stage = DocumentStage.in(temp);
    }

    static List<CodeBlock> commands(String document) {
        return CodeBlock.in(document).stream()
                .filter(block -> block.language().equals("sh"))
                .filter(Predicate.not(NotRun::lists))
                .filter(block -> !block.lines().stream().allMatch(line -> line.matches("(mvn|\\s+#).*")))
                .toList();
    }

    static Stream<String> documents() {
        return CodeBlock.documents().stream()
                .filter(document -> !OF_OTHER_TESTS.contains(document))
                .filter(document -> !commands(document).isEmpty());
    }

    private void prepare(String document) throws IOException {
        switch (document) {
            case "docs/film-documents.md" -> {
                Files.createDirectories(temp.resolve("mnt/raid/media"));
                stage.in("projects").replacing("/mnt/raid", stage.path("mnt/raid"));
                stage.beforeEach("rm -f film.zip*");
            }
            case "docs/seals.md" -> stage.in("projects");
            default -> {}
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commands_succeed(String document) throws IOException {
        prepare(document);
        assertThat(stage.run(commands(document))).hasSameSizeAs(commands(document));
    }

    @Test
    void readme_showsWhatTheCommandPrints() throws IOException {
        List<CodeBlock> blocks = CodeBlock.in("README.md");
        String output = stage.run(blocks.subList(0, 1)).get(0);

        assertThat(blocks.get(1).language()).isEqualTo("text");
        assertThat(masked(output)).isEqualTo(masked(blocks.get(1).text()));
    }

    /** Without numbers, units and the folder of the archive. */
    private static String masked(String output) {
        return output.replaceAll("/\\S*/", "/")
                .replaceAll("\\d+(\\.\\d+)?( [kMG]?B)?", "N")
                .replaceAll("(file|commit)s?", "$1s");
    }

    /** The failure names the document and the line. */
    @Test
    void commandThatFails_isFound() {
        CodeBlock wrong = new CodeBlock("docs/x.md", 7, "sh", List.of("false"));
        assertThat(catchThrowable(() -> stage.run(List.of(wrong))))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("docs/x.md:7");
    }

    @Test
    void documentsOfOtherTests_haveCommands() {
        assertThat(OF_OTHER_TESTS.stream().filter(document -> commands(document).isEmpty()))
                .isEmpty();
        assertThat(documents()).contains("README.md");
    }
}
