package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.cli.Main;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Blocks that are neither code nor commands: synopses, drawings, and what archives contain. */
class TextBlocksTest {
    private static final Pattern OPTION = Pattern.compile("--(\\[no-\\])?([a-z][a-z0-9-]*)");
    private static final Set<String> OF_EVERY_COMMAND = Set.of("progress", "json", "debug", "help", "plugin-path");

    @TempDir
    Path temp;

    private static String block(String document, String start) {
        return CodeBlock.in(document).stream()
                .filter(block -> block.is(document, start))
                .findFirst()
                .orElseThrow()
                .text();
    }

    /** Each has a test here, or one that its line names. */
    @Test
    void blocks_areOfDocumentsThatAreTested() {
        assertThat(CodeBlock.all("text").stream().map(CodeBlock::document).distinct())
                .containsExactlyInAnyOrder(
                        "README.md", // ShellBlocksTest
                        "docs/architecture.md",
                        "docs/archive-layout.md",
                        "docs/cli.md",
                        "docs/performance.md", // measured; CompareTest writes the page
                        "docs/seals.md",
                        "docs/writing-a-format.md");
    }

    @Test
    void drawing_hasAllModules() {
        Set<String> modules = Pattern.compile("<module>(export-\\w+)</module>")
                .matcher(CodeBlock.read("pom.xml"))
                .results()
                .map(module -> module.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> drawn = Pattern.compile("export-\\w+")
                .matcher(CodeBlock.in("docs/architecture.md").get(0).text())
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(drawn).isEqualTo(modules);
    }

    @Test
    void tableOfWhereToChangeWhat_namesClassesThatExist() throws IOException {
        String text = CodeBlock.read("docs/architecture.md");
        String table = text.substring(text.indexOf("## Where to change what"), text.indexOf("## Reading order"));
        Set<String> files;
        try (Stream<Path> all = Files.walk(CodeBlock.ROOT)) {
            files = all.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
        List<String> named = Pattern.compile("`([A-Z][a-z]\\w+|[a-z.]+\\.(?:json|yaml|html))`")
                .matcher(table)
                .results()
                .map(name -> name.group(1))
                .map(name -> name.contains(".") ? name : name + ".java")
                .toList();
        assertThat(named).hasSizeGreaterThan(12);
        assertThat(named.stream().filter(name -> !files.contains(name))).isEmpty();
    }

    private static CommandLine command(String words) {
        CommandLine command = Main.commands();
        for (String word : words.split(" ", -1)) {
            command = command.getSubcommands().get(word);
            assertThat(command).as(words).isNotNull();
        }
        return command;
    }

    /** Without those of every command; a negatable option once. */
    private static Set<String> options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .map(OptionSpec::longestName)
                .map(name -> name.replaceFirst("^--?(no-)?", ""))
                .filter(name -> !OF_EVERY_COMMAND.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> optionsIn(String text) {
        return OPTION.matcher(text)
                .results()
                .map(option -> option.group(2).replaceFirst("^no-", ""))
                .filter(name -> !OF_EVERY_COMMAND.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void synopses_nameCommandsAndOptionsThatExist() {
        List<String> lines = CodeBlock.in("docs/cli.md").stream()
                .filter(block -> block.language().equals("text"))
                .flatMap(block -> block.lines().stream())
                .filter(line -> line.matches("project-export [a-z].*"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            String words = line.replaceFirst("^project-export ", "").replaceFirst(" ?[^a-z -].*", "");
            CommandLine command = command(words);
            assertThat(options(command)).as(line).containsAll(optionsIn(line));
        }
    }

    /** The tables of options, by the headings of the commands. */
    @Test
    void tablesOfOptions_areComplete_andNameNoOthers() {
        String[] sections = CodeBlock.read("docs/cli.md")
                .replaceFirst("(?ms)^## serve$.*?(?=^## )", Matcher.quoteReplacement(optionsOfServe() + "\n\n"))
                .split("(?m)^## ", -1);
        Set<String> described = new TreeSet<>();
        for (String section : sections) {
            String name = section.lines().findFirst().orElse("");
            if (Main.commands().getSubcommands().containsKey(name) && !name.equals("tokens")) {
                Set<String> options = options(command(name));
                assertThat(options).as(name).containsAll(firstCells(section));
                Set<String> named = optionsIn(section);
                if (section.contains("those of `import`")) {
                    named.addAll(options(command("import")));
                }
                assertThat(named).as(name).containsAll(options);
                described.add(name);
            }
        }
        assertThat(described).containsAll(Set.of("export", "resume", "verify", "import", "serve"));
    }

    /** The section of another document to which that of {@code serve} refers. */
    private static String optionsOfServe() {
        String sidecar = CodeBlock.read("docs/sidecar.md");
        int from = sidecar.indexOf("\n## Options\n") + 1;
        return "## serve" + sidecar.substring(from + "## Options".length(), sidecar.indexOf("\n## ", from));
    }

    private static Set<String> firstCells(String section) {
        return section.lines()
                .filter(line -> line.startsWith("| `-"))
                .flatMap(line -> optionsIn(line.split("(?<!\\\\)\\|", -1)[1]).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Names at the top of a tree, with NAME for the project's. */
    private static Set<String> unpacked(Path project, ExportOptions options, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path archive = folder.resolve("made.tar");
        ExportRequest request = ExportRequest.builder(project, archive)
                .options(options)
                .dependencyRoots(List.of(project.resolveSibling("outside")))
                .build();
        ProjectExporter.create().export(request, RunSettings.defaults());
        String listed = Exec.in(folder).run("tar", "-tf", "made.tar").ok().text();
        return listed.lines()
                .map(line -> line.replaceFirst("^film", "NAME"))
                .map(line -> line.replaceFirst("^(NAME/(\\.git|ascmhl)/|NAME\\.dependencies/).*", "$1"))
                .map(line -> line.replaceFirst("^NAME/(?!\\.git/|ascmhl/).*", "NAME/"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> firstWords(String block) {
        return block.lines().map(line -> line.split("\\s+", -1)[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void layout_isThatOfArchives() throws IOException {
        Tools.require("git", "git-lfs", "tar");
        Path project = OnceProject.make(temp).folder();
        Path outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("grade.cube"), "1");
        Files.createSymbolicLink(project.resolve("grade.cube"), outside.resolve("grade.cube"));
        ExportOptions options = ExportOptions.builder()
                .includeDependencies(true)
                .seal("mhl")
                .lfsMedia(ExportOptions.LfsMedia.ONCE)
                .build();

        Set<String> found = unpacked(project, options, temp.resolve("archives"));

        assertThat(firstWords(block("docs/archive-layout.md", "NAME/"))).isEqualTo(found);
    }

    @Test
    void layoutOfABag_isThatOfABag() throws IOException {
        Path project = Files.createDirectories(temp.resolve("film"));
        Files.writeString(project.resolve("note.txt"), "A film, without links.\n");
        ExportRequest request = ExportRequest.builder(project, temp.resolve("bag.tar"))
                .options(ExportOptions.builder().seal("bagit").build())
                .build();
        ProjectExporter.create().export(request, RunSettings.defaults());
        Set<String> listed = Exec.in(temp)
                .run("tar", "-tf", "bag.tar")
                .ok()
                .text()
                .lines()
                .map(line -> line.replaceFirst("^film/data/film/.*", "film/data/film/"))
                .filter(line -> !Set.of("film/", "film/data/").contains(line))
                .collect(Collectors.toCollection(TreeSet::new));
        listed.add("film/data/film.dependencies/"); // a file outside the project would need a link, which bags refuse

        assertThat(firstWords(block("docs/seals.md", "film/"))).isEqualTo(listed);
    }

    /** Names that a loader reads, and where the files of the tutorial are. */
    @Test
    void service_isNamedAsItsFile() {
        String document = "docs/writing-a-format.md";
        assertThat(block(document, "pom.xml"))
                .contains("src/main/java/" + block(document, "example").strip().replace('.', '/') + ".java")
                .contains("src/main/resources/META-INF/services/" + ArchiveFormat.class.getName());
    }

    @Test
    void words_areTheFirst() {
        assertThat(firstWords("a  b\nc\n")).containsExactlyElementsOf(Arrays.asList("a", "c"));
        assertThat(Stream.of("--[no-]history", "--no-history").flatMap(text -> optionsIn(text).stream()))
                .containsExactly("history", "history");
    }
}
