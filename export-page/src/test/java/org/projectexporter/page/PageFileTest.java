package org.projectexporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the page: what can be found, that they belong together, and that they stay small. */
class PageFileTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/projectexporter/page");
    private static final int MOST_BYTES = 120_000;
    private static final int MOST_LINES = 350;
    private static final Pattern IMPORT = Pattern.compile("(?:from|import)\\s*\\(?'\\./([a-z0-9-]+\\.js)'");
    private static final Pattern MESSAGE = Pattern.compile("(?m)^  (\\w+): (.*)");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+\\}");

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String text(String name) {
        return PageFile.find(name).orElseThrow().text();
    }

    @Test
    void everyFile_isFound_andAllTogetherAreSmall() throws IOException {
        assertThat(names()).contains(PageFile.INDEX, "project-export.js", "en.js", "de.js");
        int bytes = 0;
        for (String name : names()) {
            PageFile file = PageFile.find(name).orElseThrow(() -> new AssertionError(name));
            assertThat(file.mediaType()).as(name).isNotEmpty();
            bytes += file.gzip().length;
        }
        System.out.println("the page has " + names().size() + " files and " + bytes + " bytes in gzip");
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing.js",
                "PageFile.class",
                "pagefile.class",
                "../PageFile.class",
                "../page/index.html",
                "/index.html",
                "index.html/",
                "Index.html",
                "."
            })
    void otherName_isNotFound(String name) {
        assertThat(PageFile.find(name)).isEmpty();
    }

    /** Without a build step a wrong name would be found in the browser only. */
    @Test
    void modules_importWhatExists_andThePagePreloadsAllThatItNeedsAtOnce() throws IOException {
        Set<String> imported = new TreeSet<>();
        for (String name : names()) {
            if (name.endsWith(".js")) {
                Set<String> here = IMPORT.matcher(text(name))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toSet());
                assertThat(names()).as("imports of " + name).containsAll(here);
                imported.addAll(here);
            }
        }
        imported.removeAll(Set.of("de.js")); // another language is loaded when it is needed
        for (String name : imported) {
            assertThat(text(PageFile.INDEX)).contains("<link rel=\"modulepreload\" href=\"page/" + name + "\">");
        }
    }

    @Test
    void files_canBeRead() throws IOException {
        for (String name : names()) {
            assertThat(text(name).lines().count()).as(name).isLessThanOrEqualTo(MOST_LINES);
            assertThat(text(name).lines().filter(line -> line.length() > 120).toList())
                    .as(name)
                    .isEmpty();
        }
    }

    @Test
    void languages_haveTheSameMessages_withTheSamePlaces() {
        List<String> english = messages("en.js");
        assertThat(english).hasSizeGreaterThan(50);
        assertThat(messages("de.js")).containsExactlyElementsOf(english);
    }

    /** Each message as its name and the places in it, in no order. */
    private static List<String> messages(String language) {
        return MESSAGE.matcher(text(language))
                .results()
                .map(message -> message.group(1) + " "
                        + new TreeSet<>(PLACE.matcher(message.group(2))
                                .results()
                                .map(place -> place.group())
                                .toList()))
                .toList();
    }

    /** A message that does not exist would be shown by its name. */
    @Test
    void messagesThatAreUsed_exist() throws IOException {
        Set<String> known = messages("en.js").stream()
                .map(message -> message.substring(0, message.indexOf(' ')))
                .collect(Collectors.toSet());
        Pattern use = Pattern.compile("\\bt\\('(\\w+)'");
        for (String name : names()) {
            use.matcher(text(name))
                    .results()
                    .forEach(found -> assertThat(known).as(name).contains(found.group(1)));
        }
    }
}
