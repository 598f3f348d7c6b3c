package org.projectexporter.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The site of this checkout: complete, without dead links, and nothing is loaded from elsewhere. */
class SiteTest {
    private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");

    @TempDir
    private static Path site;

    @TempDir
    Path checkout;

    private static final Map<Path, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void write() throws IOException {
        Site.main(new String[] {CHECKOUT.toString(), site.toString()});
        try (Stream<Path> files = Files.walk(site)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                PAGES.put(file, Files.readString(file));
            }
        }
    }

    private static List<String> found(Pattern pattern, String page) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(page);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.isRegularFile(file)
                && (parts.length == 1 || found(ID, PAGES.get(file)).contains(parts[1]));
    }

    @Test
    void documents_areAllThere() throws IOException {
        try (Stream<Path> documents = Files.list(CHECKOUT.resolve("docs"))) {
            Set<String> names = documents
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .map(name -> name.replace(".md", ".html"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(names).hasSizeGreaterThan(15).allMatch(name -> PAGES.containsKey(site.resolve("docs/" + name)));
        }
        assertThat(PAGES)
                .containsKeys(
                        site.resolve("index.html"),
                        site.resolve("CONTRIBUTING.html"),
                        site.resolve("CHANGELOG.html"),
                        site.resolve("SECURITY.html"),
                        site.resolve("examples/reader/index.html"),
                        site.resolve("python/index.html"),
                        site.resolve("docs/decisions/index.html"),
                        site.resolve("docs/decisions/spine.html"));
    }

    @Test
    void links_leadToPagesAnchorsAndFiles() {
        List<String> dead = new ArrayList<>();
        PAGES.forEach((page, text) -> found(LINK, text).stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !leadsSomewhere(page, link))
                .forEach(link -> dead.add(site.relativize(page) + ": " + link)));
        assertThat(dead).isEmpty();
    }

    @Test
    void pages_loadNothingFromElsewhere_andRunNoScripts() throws IOException {
        PAGES.forEach((page, text) -> {
            String name = site.relativize(page).toString();
            assertThat(text).as(name).contains("default-src 'none'").doesNotContain("<script", "<iframe", "<object");
            assertThat(text).as(name).doesNotContainPattern("(?:src=|<link[^>]*href=)\"(?:[a-z]+:|//)");
        });
        assertThat(Files.readString(site.resolve("style.css"))).doesNotContain("url(", "@import", "@font-face");
    }

    @Test
    void pages_haveATitle_andTheirPlaceInTheNavigation() {
        assertThat(PAGES.values()).noneMatch(page -> page.contains("<title></title>"));
        assertThat(PAGES.get(site.resolve("docs/cli.html")))
                .contains("<title>The command line</title>", "<a href=\"cli.html\" aria-current=\"page\">")
                .contains("<a href=\"../python/index.html\">", "<h2 id=\"exit-codes\">", "<th>option</th>");
    }

    private void make(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void linkToNothing_isAnError() throws IOException {
        for (String link : List.of("docs/no.md", "docs/a.md#no", "#no", "../outside.md")) {
            make("README.md", "# A\n\n[x](" + link + ")\n\n## More\n\nUse: [a](docs/a.md)\n");
            make("docs/a.md", "# A\n");
            assertThatThrownBy(() -> Site.main(new String[] {checkout.toString(), checkout + "/site"}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("README.md links to nothing: " + link);
        }
    }

    @Test
    void htmlInADocument_isShownAsText_andSourcesAreNotLinked() throws IOException {
        make("README.md", "# A & B\n\n<script>x</script>\n\nThe [src](code)\n\n## More\n\nUse: [a](docs/a.md)\n");
        make("code/A.java", "");
        make("docs/a.md", "# One\n\n## Twice\n\n## Twice\n");
        Site.main(new String[] {checkout.toString(), checkout + "/site"});
        assertThat(Files.readString(checkout.resolve("site/index.html")))
                .contains("<title>A &amp; B</title>", "&lt;script&gt;", "<p>The src</p>");
        assertThat(Files.readString(checkout.resolve("site/docs/a.html"))).contains("\"twice\"", "\"twice-1\"");
    }
}
