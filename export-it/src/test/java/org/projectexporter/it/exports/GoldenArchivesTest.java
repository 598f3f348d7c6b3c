package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Archives of every released version are imported completely: see {@code golden/README.md}. */
@Tag("import")
class GoldenArchivesTest {
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");
    private static final Pattern BELOW_A_TENTH_OF_A_MICROSECOND = Pattern.compile("(\\.\\d{7})\\d{2} ");

    @TempDir
    Path temp;

    private static Path golden() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(GoldenArchivesTest.class.getResource("/golden"))
                .toURI());
    }

    static Stream<Path> archives() throws IOException, URISyntaxException {
        return Files.walk(golden())
                .filter(file -> file.getFileName().toString().startsWith("take-one."))
                .sorted();
    }

    @Test
    void eachVersion_hasAnArchiveOfEachFormat() throws IOException, URISyntaxException {
        try (Stream<Path> versions = Files.list(golden()).filter(Files::isDirectory)) {
            assertThat(versions).isNotEmpty().allSatisfy(version -> assertThat(FORMATS)
                    .allSatisfy(format ->
                            assertThat(version.resolve("take-one." + format)).exists()));
        }
    }

    @ParameterizedTest
    @MethodSource("archives")
    void importProject_ofAnArchiveOfAnyVersion_givesTheTreeThatWentOut(Path archive) throws IOException {
        Tools.require("git", "git-lfs");
        boolean zip = archive.toString().endsWith(".zip");

        ImportResult result = ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve("take-one")).build(), ProgressListener.NONE);

        assertThat(tree(result.folder()).map(line -> zip ? toTheTenth(line) : line))
                .containsExactlyInAnyOrderElementsOf(Files.readAllLines(archive.resolveSibling("tree.txt")).stream()
                        .filter(line -> !line.endsWith(" .git/index")) // entries are marked as clean for Git
                        .map(line -> zip ? toTheTenth(line) : line)
                        .toList());
        assertThat(result.commits()).hasValue(3);
        assertThat(result.lfsObjects()).isEqualTo(1);
        assertThat(result.notes()).isEmpty();
        assertThat(Files.isSameFile(
                        result.folder().resolve("deep/deep.txt"),
                        result.folder().resolve("deep/same.txt")))
                .isTrue();
        assertGitFindsWhatItKnew(GitFixture.at(result.folder()));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void verify_ofAnArchiveOfAnyVersion_findsNoProblem(Path archive) throws IOException {
        VerifyResult result = ProjectExporter.create().verify(archive, RunSettings.defaults());

        assertThat(result.problems()).isEmpty();
        assertThat(result.notes()).noneMatch(note -> note.contains("another program"));
    }

    private static void assertGitFindsWhatItKnew(GitFixture project) throws IOException {
        assertThat(project.git("diff-files", "--name-only")).isEqualTo("edited.txt"); // compares only attributes
        assertThat(project.git("status", "--porcelain", "--branch").lines())
                .containsExactly("## main", " M edited.txt", "?? deep/same.txt");
        assertThat(project.git("stash", "list", "--format=%s")).isEqualTo("On main: another ending");
        assertThat(project.git("describe", "--always", "side")).isEqualTo("v1");
        project.git("fsck", "--full", "--no-dangling");
        project.git("lfs", "fsck", "--dry-run");
    }

    private static Stream<String> tree(Path folder) throws IOException {
        return TreeSnapshot.of(folder).nodes().entrySet().stream()
                .filter(node -> !node.getKey().equals(RawPath.of(".git/index")))
                .filter(node -> !node.getKey().startsWith(RawPath.of(".git/hooks"))) // of Git LFS
                .map(GoldenArchivesTest::line);
    }

    private static String line(Map.Entry<RawPath, TreeSnapshot.Node> entry) {
        FileStat stat = entry.getValue().stat();
        String content = entry.getValue().content();
        String path = entry.getKey().toString();
        String attributes = String.format(
                Locale.ROOT,
                "%o %d.%09d",
                stat.mode() & 07777,
                stat.mtime().getEpochSecond(),
                stat.mtime().getNano());
        return switch (stat.kind()) {
            case FILE -> String.join(" ", "f", attributes, content, path);
            case DIRECTORY -> String.join(" ", "d", attributes, path);
            default -> String.join(" ", "l", content, path);
        };
    }

    /** The precision of times in a zip. */
    private static String toTheTenth(String line) {
        return BELOW_A_TENTH_OF_A_MICROSECOND.matcher(line).replaceFirst("$1 ");
    }
}
