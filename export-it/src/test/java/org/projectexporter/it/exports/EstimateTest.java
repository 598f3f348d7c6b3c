package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.ExportOutline.FileClass;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** What an estimate says, compared with what the export then makes. */
class EstimateTest {
    private static final List<String> FORMATS = List.of("zip", "tar", "tar.gz", "tar.zst");
    private static final List<String> OPTIONS = List.of(
            "{}",
            "{\"compress_media\": true}",
            "{\"lfs_media\": \"once\"}",
            "{\"include_history\": false}",
            "{\"include_cache\": true, \"compression_level\": 9}",
            "{\"compression_level\": 0}",
            "{\"deflate\": \"libdeflate\", \"compress_media\": true}");

    @TempDir
    static Path films;

    private static Path film;

    @TempDir
    Path temp;

    private Path scratch;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(films.resolve("film"), true).folder();
    }

    @BeforeEach
    void makeScratch() throws IOException {
        scratch = Files.createDirectory(temp.resolve("scratch"));
    }

    static Stream<List<String>> choices() {
        return FORMATS.stream().flatMap(format -> OPTIONS.stream().map(options -> List.of(format, options)));
    }

    private static ExportOptions options(String format, String json) {
        return ExportOptions.fromJson(json).toBuilder().format(format).build();
    }

    private ExportRequest request(Path project, ExportOptions options) {
        return ExportRequest.builder(project, temp.resolve("out." + options.format()))
                .options(options)
                .build();
    }

    private RunSettings settings() {
        return RunSettings.builder().scratch(scratch).build();
    }

    private Estimate estimate(Path project, ExportOptions options) throws IOException {
        return ProjectExporter.create().estimate(request(project, options), settings());
    }

    private ExportResult export(Path project, ExportOptions options) throws IOException {
        return ProjectExporter.create().export(request(project, options), ProgressListener.NONE);
    }

    private static Map<FileClass, List<Long>> counts(List<ClassTotal> classes) {
        return classes.stream()
                .collect(Collectors.toMap(ClassTotal::fileClass, total -> List.of(total.files(), total.bytes())));
    }

    private static void assertClose(Estimate estimate, ExportResult made) {
        assertThat(estimate.archiveBytes())
                .as(estimate.toJson())
                .isCloseTo(made.archiveBytes(), Percentage.withPercentage(5));
    }

    @ParameterizedTest
    @MethodSource("choices")
    void size_isWithin5Percent_andClassesAreThose(List<String> choice) throws IOException {
        ExportOptions options = options(choice.get(0), choice.get(1));

        Estimate estimate = estimate(film, options);
        ExportResult made = export(film, options);

        assertClose(estimate, made);
        assertThat(estimate.archiveBytesBasis()).endsWith(".");
        assertThat(estimate.seconds().orElseThrow()).isBetween(0.0, 60.0);
        assertThat(estimate.secondsBasis()).endsWith(".");
        Map<FileClass, List<Long>> found = counts(made.classes());
        if (options.includeHistory() && options.lfsMedia() == LfsMedia.BOTH) {
            assertThat(counts(estimate.classes())).isEqualTo(found);
            assertThat(found).containsKeys(FileClass.MEDIA, FileClass.HISTORY, FileClass.LFS_VERSIONS, FileClass.TEXT);
        }
        assertThat(found.containsKey(FileClass.CACHE)).isEqualTo(options.includeCache());
        assertThat(estimate.portability()).isEqualTo(made.portability());
        assertThat(estimate.warnings()).containsAll(made.notes());
    }

    /** Nothing is compressed in a tar, so everything follows from the plan but for the manifest's few numbers. */
    @Test
    void sizeOfTar_isExactToTheKilobyte() throws IOException {
        ExportOptions options = options("tar", "{}");

        assertThat(estimate(film, options).archiveBytes())
                .isCloseTo(export(film, options).archiveBytes(), within(1024L));
    }

    /** More text, scenes and pictures than are read, and some of it compresses well and some hardly. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz", "tar.zst"})
    @Tag("long")
    void sizeOfMoreThanIsRead_isWithin5Percent(String format) throws IOException {
        Path large = temp.resolve("large");
        writeScene(large.resolve("scenes/a.abc"), 90, 0.5);
        writeScene(large.resolve("scenes/b.usd"), 40, 0.9);
        for (int i = 0; i < 60; i++) {
            writeScene(large.resolve("cloth/f" + i + ".bgeo"), 1, i / 60.0);
        }
        Noise noise = new Noise(5);
        for (int i = 0; i < 6_000; i++) {
            Path note = large.resolve("notes/" + i % 70 + "/n" + i + (i % 2 == 0 ? ".md" : ".json"));
            Files.createDirectories(note.getParent());
            Files.writeString(note, noise.text(20 + i % 400));
        }
        ExportOptions options = options(format, "{}");

        assertClose(estimate(large, options), export(large, options));
    }

    /** Writes a file of which a share is noise, in stripes of 4 KiB, and the rest repeats itself. */
    private static void writeScene(Path file, int mebibytes, double noise) throws IOException {
        Files.createDirectories(file.getParent());
        Random random = new Random(file.hashCode());
        byte[] stripe = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes << 8; i++) {
                if (random.nextDouble() < noise) {
                    random.nextBytes(stripe);
                } else {
                    Arrays.fill(stripe, (byte) i);
                }
                out.write(stripe);
            }
        }
    }

    @Test
    void estimate_leavesNothingBehind_alsoIfTheTargetIsInTheProject() throws IOException {
        TreeSnapshot before = TreeSnapshot.of(temp);
        TreeSnapshot project = TreeSnapshot.of(film);
        ExportRequest inProject =
                ExportRequest.builder(film, film.resolve("film.zip")).build();

        estimate(film, options("zip", "{}"));
        ProjectExporter.create().estimate(inProject, settings());

        assertThat(TreeDiff.between(before, TreeSnapshot.of(temp))
                        .withoutTimes()
                        .differences())
                .isEmpty();
        assertThat(TreeDiff.between(project, TreeSnapshot.of(film)).differences())
                .isEmpty();
    }

    /** Its plan is then in the project, and no part of it. */
    @Test
    void scratchInTheProject_isNoPartOfIt() throws IOException {
        Path project = Files.createDirectory(temp.resolve("project"));
        Files.writeString(project.resolve("a.txt"), "a\n");
        RunSettings inside = RunSettings.builder().scratch(project).build();

        Estimate estimate = ProjectExporter.create().estimate(request(project, options("tar", "{}")), inside);

        assertThat(estimate.files()).isEqualTo(1);
        assertThat(Files.list(project)).hasSize(1);
    }

    @Test
    void whatIsLeftOut_isListedByPattern_withHistoryAndObjects() throws IOException {
        ExportOptions options = options("zip", "{\"include_history\": false, \"exclude\": [\"*.wav\"]}");

        List<Excluded> leftOut = estimate(film, options).leftOut();

        assertThat(leftOut)
                .anySatisfy(each -> {
                    assertThat(each.reason()).isEqualTo("exclude");
                    assertThat(each.pattern()).isEqualTo("*.wav");
                    assertThat(each.files()).isEqualTo(1);
                    assertThat(each.examples()).hasToString("[film/01_Assets/audio/track00.wav]");
                })
                .anySatisfy(each -> {
                    assertThat(each.reason()).isEqualTo("cache");
                    assertThat(each.bytes()).isGreaterThan(60_000);
                })
                .anySatisfy(each -> {
                    assertThat(each.reason()).isEqualTo("history");
                    assertThat(each.bytes()).isGreaterThan(2_000_000);
                });
        assertThat(estimate(film, options("zip", "{\"lfs_media\": \"once\"}")).leftOut())
                .anySatisfy(each -> assertThat(each.reason()).isEqualTo("lfs_media_once"));
    }

    @Test
    void mediaOnce_savesWhatTheEstimateSays() throws IOException {
        Path project = OnceProject.make(temp).folder();
        Estimate both = estimate(project, options("zip", "{}"));
        Estimate once = estimate(project, options("zip", "{\"lfs_media\": \"once\"}"));

        assertThat(both.lfsMediaOnceSaves())
                .isCloseTo(both.archiveBytes() - once.archiveBytes(), Percentage.withPercentage(10));
        assertThat(once.lfsMediaOnceSaves()).isZero();
    }

    @Test
    void missingObject_isListed_andMakesTheEstimateIncomplete() throws IOException {
        GitFixture project = GitFixture.init(temp.resolve("film"))
                .lfs("*.mp4")
                .file("take.mp4", new Noise(2).bytes(80_000))
                .commit("First");
        try (Stream<Path> objects = Files.walk(project.folder().resolve(".git/lfs/objects"))) {
            for (Path object : objects.filter(Files::isRegularFile).toList()) {
                Files.delete(object);
            }
        }

        Estimate estimate = estimate(project.folder(), options("zip", "{}"));

        assertThat(estimate.missingTotal()).isEqualTo(1);
        assertThat(estimate.missing().get(0).path()).hasToString("film/take.mp4");
        assertThat(estimate.missing().get(0).reason()).contains("git lfs fetch");
    }

    @Test
    void targetThatAnExportWouldRefuse_isAWarning() throws IOException {
        Files.writeString(temp.resolve("out.zip"), "there already");

        assertThat(estimate(film, options("zip", "{}")).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("exists already"));
    }

    @Test
    void volumes_areCounted() throws IOException {
        ExportOptions options = options("tar", "{\"split_size_mb\": 1}");

        Estimate estimate = estimate(film, options);

        assertThat(estimate.volumes()).isEqualTo(export(film, options).volumes().size());
    }

    /** Cancels at the first event of planning, and as late as the samples allow. */
    @Test
    void cancelledEstimate_endsAndLeavesNothing() throws IOException {
        CancellationToken token = new CancellationToken();
        List<ProgressEvent> seen = new ArrayList<>();
        RunSettings cancelled = settings().toBuilder()
                .cancellation(token)
                .listener(event -> {
                    seen.add(event);
                    token.cancel();
                })
                .build();

        assertThatThrownBy(() -> ProjectExporter.create().estimate(request(film, options("zip", "{}")), cancelled))
                .isInstanceOf(ExportCancelledException.class);

        assertThat(seen).isNotEmpty();
        assertThat(Files.list(scratch)).isEmpty();
    }

    @Test
    void interruptedCaller_cancelsTheEstimate() throws Exception {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> estimate(film, options("zip", "{}"))).isInstanceOf(ExportCancelledException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(Files.list(scratch)).isEmpty();
    }

    @Test
    void twentyThousandSmallFiles_areWithin5Percent() throws IOException {
        Path many = temp.resolve("many");
        Noise noise = new Noise(3);
        for (int i = 0; i < 20_000; i++) {
            Path file = many.resolve("reel" + i / 1000 + "/f" + i + (i % 3 == 0 ? ".json" : ".txt"));
            if (i % 1000 == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, noise.text(5 + i % 60));
        }
        for (String format : List.of("zip", "tar.gz")) {
            ExportOptions options = options(format, "{}");
            assertClose(estimate(many, options), export(many, options));
        }
    }

    @Test
    void projectThatIsNotThere_isRefused_asByAnExport() {
        assertThatThrownBy(() -> estimate(temp.resolve("nowhere"), options("zip", "{}")))
                .hasMessageContaining("there is no folder");
    }

    @Test
    void json_isTheDocumentedOne() throws IOException {
        Estimate estimate = estimate(film, options("zip", "{}"));

        assertThat(estimate.toJson())
                .startsWith("{\"format\":\"zip\",\"files\":" + estimate.files())
                .contains("\"classes\":[{\"class\":\"media\",")
                .contains("\"left_out\":[{\"reason\":\"")
                .doesNotContain("\n");
    }
}
