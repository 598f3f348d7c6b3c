package org.projectexporter.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the documents true to the repository: links resolve, tests that are named exist, lines are short. */
class DocumentsTest {
    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^\\s*```.*?^\\s*```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w+Test)(?:\\.(\\w+))?`");
    private static final int LONGEST_LINE = 120;

    /** Its links are right where the page is that it becomes. */
    private static final String TEMPLATE = ".template.md";

    private static String prose(Path document) {
        return CODE_BLOCK.matcher(RepositoryTexts.read(document)).replaceAll("");
    }

    private static Stream<String> brokenLinks(Path document) {
        return LINK.matcher(prose(document))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .filter(target -> !resolves(document, target))
                .map(target -> RepositoryTexts.ROOT.relativize(document) + ": " + target);
    }

    private static boolean resolves(Path document, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]);
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** As GitHub makes them: lower case, without punctuation, hyphens for blanks. */
    private static Set<String> anchors(Path document) {
        return HEADING.matcher(prose(document))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static boolean exists(MatchResult test, Map<String, Path> sources) {
        Path source = sources.get(test.group(1) + ".java");
        return source != null
                && (test.group(2) == null || RepositoryTexts.read(source).contains("void " + test.group(2) + "("));
    }

    @Test
    void links_resolve() {
        assertThat(RepositoryTexts.markdown().stream()
                        .filter(document -> !document.toString().endsWith(TEMPLATE))
                        .flatMap(DocumentsTest::brokenLinks))
                .isEmpty();
    }

    @Test
    void link_toNothing_isFound() {
        Path readme = RepositoryTexts.ROOT.resolve("README.md");
        assertThat(resolves(readme, "docs/cli.md#exit-codes")).isTrue();
        assertThat(resolves(readme, "docs/cli.md#no-such-heading")).isFalse();
        assertThat(resolves(readme, "docs/no-such-page.md")).isFalse();
    }

    @Test
    void testsThatAreNamed_exist() {
        Map<String, Path> sources = RepositoryTexts.javaSources().stream()
                .collect(Collectors.toMap(file -> file.getFileName().toString(), Function.identity(), (a, b) -> a));
        assertThat(RepositoryTexts.markdown().stream()
                        .flatMap(document -> NAMED_TEST.matcher(prose(document)).results())
                        .filter(test -> !exists(test, sources))
                        .map(MatchResult::group))
                .isEmpty();
    }

    @Test
    void configurationsOfProxies_areTheFilesThatAreTested() {
        String document = RepositoryTexts.read(RepositoryTexts.ROOT.resolve("docs/proxies.md"));

        for (String name : List.of("nginx.conf", "haproxy.cfg", "Caddyfile")) {
            assertThat(document)
                    .contains(
                            "\n" + RepositoryTexts.read(RepositoryTexts.ROOT.resolve("etc/proxies/" + name)) + "```\n");
        }
    }

    /** Of tables and code the width is given. */
    @Test
    void lines_areShort() {
        assertThat(RepositoryTexts.markdown().stream().flatMap(document -> prose(document)
                        .lines()
                        .filter(line ->
                                line.length() > LONGEST_LINE && !line.strip().startsWith("|"))
                        .map(line -> RepositoryTexts.ROOT.relativize(document) + ": " + line)))
                .isEmpty();
    }
}
