package org.projectexporter.it.exports;

import static java.time.temporal.ChronoUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ImportLimits;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.it.program.RepositoryView;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;
import org.projectexporter.testkit.shapes.RepositoryShapes;
import org.projectexporter.testkit.shapes.Shape;

/**
 * Every shape of repository is exported in each format and unpacked by foreign programs; Git finds the same as before.
 */
@Tag("import")
class RepositoryShapesTest {
    private static final ProjectExporter EXPORTER = ProjectExporter.create();
    private static final ProjectImporter IMPORTER = ProjectImporter.create();
    private static final Map<String, Unpacker> FORMATS = Map.of(
            "tar", Unpacker.GNU_TAR,
            "tar.gz", Unpacker.GNU_TAR,
            "tar.zst", Unpacker.GNU_TAR,
            "zip", Unpacker.UNZIP);

    private static final Pattern LFS_HOOKS =
            Pattern.compile("(.*/)?hooks(/(post-checkout|post-commit|post-merge|pre-push))?: not expected: .*");

    private static final Pattern RENAMED_SHARED_INDEX =
            Pattern.compile("\\.git/sharedindex\\.[0-9a-f]+: (missing|not expected): a FILE");

    private static final Pattern NEW_TIME = Pattern.compile(".*\\bindex: mtime (\\S+) became (\\S+)");

    @TempDir
    Path temp;

    static List<Shape> shapes() {
        return RepositoryShapes.all();
    }

    @Test
    void catalogue_hasManyShapesWithNamesOfTheirOwn() {
        assertThat(shapes()).extracting(Shape::name).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(30);
    }

    /** The shapes that are also exported as a zip by default: only the format differs. */
    private static boolean alsoInAZip(Shape shape) {
        return shapes().stream().map(Shape::name).toList().indexOf(shape.name()) % 4 == 0;
    }

    static Stream<Shape> everySecondShape() {
        return shapesFrom(0);
    }

    static Stream<Shape> theOtherShapes() {
        return shapesFrom(1);
    }

    private static Stream<Shape> shapesFrom(int first) {
        List<Shape> all = shapes();
        return IntStream.range(0, all.size()).filter(i -> i % 2 == first).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("everySecondShape")
    void shape_throughATar_isWhatItWas(Shape shape) throws IOException {
        assertIsWhatItWas(shape);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("theOtherShapes")
    void shape_ofTheOthers_throughATar_isWhatItWas(Shape shape) throws IOException {
        assertIsWhatItWas(shape);
    }

    private void assertIsWhatItWas(Shape shape) throws IOException {
        GitFixture project = shape.make(temp.resolve("made"));
        Map<String, String> before = RepositoryView.of(project.folder());
        TreeSnapshot source = TreeSnapshot.of(project.folder());

        Path restored = unpacked(shape, project, "tar");
        TreeSnapshot first = TreeSnapshot.of(restored);

        assertThat(TreeDiff.between(source, first)
                        .ignoring(shape.changed().toArray(String[]::new))
                        .differences())
                .filteredOn(difference -> !difference.contains("/pack/multi-pack-index")) // Git recreates it
                .isEmpty();
        Exec.in(restored).git("fsck", "--full", "--no-dangling");
        assertThat(RepositoryView.of(restored)).isEqualTo(before);
        assertThat(RepositoryView.of(temp.resolve("imported-tar")))
                .as("imported")
                .isEqualTo(before);
        assertIsProven();
        if (alsoInAZip(shape)) {
            assertIsTheSame(shape, project, first, "zip");
        }
    }

    private void assertIsProven() throws IOException {
        RunSettings settings = RunSettings.builder().scratch(temp).build();

        VerifyResult result = EXPORTER.verifyDeep(temp.resolve("out/film.tar"), ImportLimits.defaults(), settings);

        assertThat(result.missing()).isEmpty();
        assertThat(result.ok()).isTrue();
    }

    /** Their content is that of a tar, so these are not in the default run. */
    @Tag("long")
    @ParameterizedTest
    @MethodSource("shapes")
    void shape_throughTheOtherFormats_isWhatItIsInATar(Shape shape) throws IOException {
        GitFixture project = shape.make(temp.resolve("made"));
        TreeSnapshot tar = TreeSnapshot.of(unpacked(shape, project, "tar"));

        assertIsTheSame(shape, project, tar, "zip");
        assertIsTheSame(shape, project, tar, "tar.gz");
        assertIsTheSame(shape, project, tar, "tar.zst");
    }

    private void assertIsTheSame(Shape shape, GitFixture project, TreeSnapshot tar, String format) throws IOException {
        assertThat(TreeDiff.between(tar, TreeSnapshot.of(unpacked(shape, project, format)))
                        .precision(TreeDiff.Precision.SECOND)
                        .withoutHardLinks()
                        .differences())
                .as(format)
                .isEmpty();
    }

    /** Exports, asserts what the export must report, unpacks, and returns the project's folder. */
    private Path unpacked(Shape shape, GitFixture project, String format) throws IOException {
        Path target = Files.createDirectories(temp.resolve("out")).resolve("film." + format);
        ExportResult result = EXPORTER.export(
                ExportRequest.builder(project.folder(), target)
                        .options(ExportOptions.builder().format(format).build())
                        .repositoryFolders(true)
                        .exportedAt(Instant.EPOCH)
                        .build(),
                event -> {});
        assertThat(result.incomplete()).as("%s", result.warnings()).isEqualTo(!shape.whole());
        assertThat(result.commits()).isEqualTo(commits(project));
        Path folder = FORMATS.get(format).unpack(target, format, temp.resolve("unpacked-" + format));
        Exec.in(folder)
                .run("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS")
                .ok();
        assertThat(Files.readString(folder.resolve("export-manifest.json"))).doesNotContain(temp.toString());
        Path unpacked = folder.resolve(project.folder().getFileName());
        assertImportIsTheSame(format, target, unpacked);
        return unpacked;
    }

    /**
     * An import gives what others unpack, except for the index, in which clean entries are marked and which may be from
     * the next full second, the name of a shared index, which is its checksum, and the hooks of Git LFS.
     */
    private void assertImportIsTheSame(String format, Path archive, Path unpacked) throws IOException {
        ImportResult result = IMPORTER.importProject(
                ImportRequest.builder(archive, temp.resolve("imported-" + format))
                        .build(),
                ProgressListener.NONE);
        List<String> cleaned = cleanedIn(result);
        assertThat(TreeDiff.between(unpacked, result.folder())
                        .precision(format.equals("zip") ? TreeDiff.Precision.SECOND : TreeDiff.Precision.NS)
                        .withoutHardLinks()
                        .differences())
                .as("imported from " + format)
                .filteredOn(difference -> !difference.contains("index: content") && !isNextSecond(difference))
                .filteredOn(
                        difference -> !RENAMED_SHARED_INDEX.matcher(difference).matches())
                .filteredOn(difference -> !LFS_HOOKS.matcher(difference).matches())
                .filteredOn(difference -> cleaned.stream().noneMatch(difference::startsWith))
                .isEmpty();
        assertThat(result.notes())
                .extracting(ImportNote::kind)
                .doesNotContain(ImportNote.Kind.LEFT_OUT, ImportNote.Kind.RENAMED);
    }

    /** Whether an index is from the next full second, so that Git reads no file again that is from its own second. */
    private static boolean isNextSecond(String difference) {
        Matcher times = NEW_TIME.matcher(difference);
        return times.matches()
                && Instant.parse(times.group(2))
                        .equals(Instant.parse(times.group(1))
                                .truncatedTo(SECONDS)
                                .plusSeconds(1));
    }

    /** Only a partial clone is changed: Git contacts no remote for the rest until it is allowed to. */
    private static List<String> cleanedIn(ImportResult result) {
        return result.notes().stream()
                .filter(note -> note.kind() == ImportNote.Kind.CLEANED)
                .peek(note -> assertThat(note.what()).contains("partial clone"))
                .map(note -> note.path().substring(note.path().indexOf('/') + 1) + ": content")
                .toList();
    }

    /** Git calls HEAD ambiguous in a repository without commits. */
    private static OptionalLong commits(GitFixture project) throws IOException {
        ToolRun head = RepositoryView.ask(project.folder(), "rev-parse", "-q", "--verify", "HEAD");
        String tip = head.exitCode() == 0 ? "HEAD" : "--all";
        ToolRun count = RepositoryView.ask(project.folder(), "rev-list", "--count", "--all", "--reflog", tip);
        return OptionalLong.of(Long.parseLong(count.ok().text().strip()));
    }
}
