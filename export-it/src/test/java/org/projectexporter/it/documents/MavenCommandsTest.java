package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands of Maven in documents take too long to be run: their modules, profiles, tests and properties must exist. */
class MavenCommandsTest {
    /** Properties of Maven itself and of its plug-ins. */
    private static final Set<String> OF_MAVEN =
            Set.of("skipTests", "test", "surefire.failIfNoSpecifiedTests", "altDeploymentRepository");

    private static final Pattern COMMAND = Pattern.compile("(?:^|`)(mvn [^`#]*)");

    /** All POMs and sources as one text, for the names in them. */
    private static String texts;

    private static Set<String> files;

    @BeforeAll
    static void read() throws IOException {
        List<String> all = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(CodeBlock.ROOT)) {
            List<Path> found = paths.filter(path -> !path.toString().contains("/target/"))
                    .filter(path -> path.toString().matches(".*/(pom\\.xml|src/test/java/.*\\.java)"))
                    .toList();
            for (Path path : found) {
                all.add(Files.readString(path));
            }
            files = found.stream().map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
        texts = String.join("\n", all);
    }

    private static List<String> commands() {
        return CodeBlock.documents().stream()
                .flatMap(document -> Pattern.compile("\n\n").splitAsStream(CodeBlock.read(document)))
                .flatMap(paragraph -> paragraph.contains("```")
                        ? paragraph.lines()
                        : Stream.of(paragraph.replaceAll("\\s*\n\\s*", " ")))
                .flatMap(line -> COMMAND.matcher(line).results().map(found -> found.group(1)))
                .toList();
    }

    /** What a command names that does not exist. */
    private static Set<String> unknown(String command) {
        Set<String> unknown = new TreeSet<>();
        String[] words = command.split("\\s+", -1);
        for (int i = 1; i < words.length; i++) {
            if (words[i - 1].equals("-pl")) {
                addUnless(Files.exists(CodeBlock.ROOT.resolve(words[i] + "/pom.xml")), words[i], unknown);
            } else if (words[i].startsWith("-P")) {
                addUnless(texts.contains("<id>" + words[i].substring(2) + "</id>"), words[i], unknown);
            } else if (words[i].startsWith("-Dtest=")) {
                addUnless(files.contains(words[i].substring(7) + ".java"), words[i], unknown);
            } else if (words[i].startsWith("-D")) {
                String name = words[i].substring(2).split("=", 2)[0];
                addUnless(OF_MAVEN.contains(name) || texts.contains(name), words[i], unknown);
            }
        }
        return unknown;
    }

    private static void addUnless(boolean known, String word, Set<String> unknown) {
        if (!known) {
            unknown.add(word);
        }
    }

    @Test
    void commands_nameWhatExists() {
        assertThat(commands()).hasSizeGreaterThan(10);
        assertThat(commands().stream().flatMap(command -> unknown(command).stream()))
                .isEmpty();
    }

    @Test
    void nameThatDoesNotExist_isFound() {
        assertThat(unknown("mvn -Pno-such -pl export-no -Dtest=NoSuchTest verify"))
                .containsExactly("-Dtest=NoSuchTest", "-Pno-such", "export-no");
    }
}
