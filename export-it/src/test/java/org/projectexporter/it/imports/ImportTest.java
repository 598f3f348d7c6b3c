package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** The most awkward project is exported and imported; an archive that cannot be imported completely changes nothing. */
@Tag("import")
class ImportTest {
    private static final ProjectImporter IMPORTER = ProjectImporter.create();

    @TempDir
    static Path shared;

    private static GitFixture film;
    private static TreeSnapshot before;

    @TempDir
    Path temp;

    private Path place;

    @BeforeAll
    static void makeFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(shared.resolve("film"), true);
        before = TreeSnapshot.of(film.folder());
        for (String format : List.of("zip", "tar", "tar.gz", "tar.zst")) {
            export(format, ExportOptions.builder().format(format).build());
        }
        export("split", ExportOptions.builder().format("tar").splitSizeMb(1).build());
    }

    private static void export(String folder, ExportOptions options) throws IOException {
        Path target = Files.createDirectories(shared.resolve(folder)).resolve("film." + options.format());
        ExportRequest request =
                ExportRequest.builder(film.folder(), target).options(options).build();
        ProjectExporter.create().export(request, ProgressListener.NONE);
    }

    private static Path archive(String format) {
        return shared.resolve(format).resolve("film." + format);
    }

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createDirectories(temp.resolve("place"));
    }

    private ImportRequest.Builder request(Path archive) {
        return ImportRequest.builder(archive, place.resolve("film"));
    }

    private static ImportResult run(ImportRequest.Builder request) throws IOException {
        return IMPORTER.importProject(request.build(), ProgressListener.NONE);
    }

    private List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (var files = Files.list(place)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        names.sort(null);
        return names;
    }

    @ParameterizedTest
    @CsvSource({"zip, HUNDRED_NS", "tar, NS", "tar.gz, NS", "tar.zst, NS", "split, NS"})
    void importProject_ofAnAwkwardProject_givesTheSameTree(String format, TreeDiff.Precision precision)
            throws IOException {
        Path archive = format.equals("split") ? shared.resolve("split/film.tar.001") : archive(format);

        ImportResult result = run(request(archive));

        assertThat(TreeDiff.between(before, TreeSnapshot.of(result.folder()))
                        .ignoring(Exported.CHANGED_BY_DESIGN)
                        .ignoring(".git/index") // entries are marked as clean for Git
                        .precision(precision)
                        .differences())
                .isEmpty();
        assertThat(names()).containsExactly("film", "film.import");
        assertThat(result.metadata().resolve("export-manifest.json")).exists();
        assertThat(result.metadata().resolve("SHA256SUMS")).exists();
        assertThat(GitFixture.at(result.folder()).git("status", "--porcelain=v2"))
                .isEqualTo(film.git("status", "--porcelain=v2"));
        GitFixture.at(result.folder()).git("fsck", "--full", "--no-dangling");
        GitFixture.at(result.folder()).git("lfs", "fsck", "--dry-run");
        assertThat(result.commits())
                .hasValue(Long.parseLong(film.git("rev-list", "--count", "--all", "--reflog", "HEAD")
                        .strip()));
        assertThat(result.lfsObjects()).isPositive();
        assertThat(result.notes()).extracting(ImportNote::kind).containsOnly(ImportNote.Kind.LEADS_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.gz"})
    void importProject_dry_writesNothing_andReportsTheSame(String format) throws IOException {
        ImportResult dry = run(request(archive(format)).dryRun(true));
        assertThat(names()).isEmpty();

        ImportResult real = run(request(archive(format)));

        assertThat(dry)
                .usingRecursiveComparison()
                .ignoringFields("dryRun", "duration")
                .isEqualTo(real);
        assertThat(dry.dryRun()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"film", "film.import", "film.dependencies"})
    void importProject_toAnExistingTarget_changesNothing(String name) throws IOException {
        Files.writeString(place.resolve(name), "mine");

        assertThatThrownBy(() -> run(request(archive("zip"))))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_EXISTS)
                .hasMessageContaining(place.resolve(name).toString())
                .hasMessageContaining("onConflict RENAME");

        assertThat(names()).containsExactly(name);
        assertThat(place.resolve(name)).hasContent("mine");
    }

    @Test
    void importProject_toAnExistingTarget_usesTheNextFreeName() throws IOException {
        Files.createDirectory(place.resolve("film"));
        Files.createDirectory(place.resolve("film-2.import"));

        ImportResult result = run(request(archive("zip")).onConflict(OnConflict.RENAME));

        assertThat(result.folder()).hasFileName("film-3");
        assertThat(names()).containsExactly("film", "film-2.import", "film-3", "film-3.import");
    }

    @ParameterizedTest
    @CsvSource({"zip, 0.3", "zip, 0.7", "tar, 0.5", "tar.gz, 0.5", "tar.zst, 0.9"})
    void importProject_ofADamagedArchive_changesNothing(String format, double where) throws IOException {
        Path damaged = Files.copy(archive(format), temp.resolve("film." + format));
        try (FileChannel channel = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            channel.write(
                    java.nio.ByteBuffer.wrap("damaged".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                    (long) (channel.size() * where));
        }

        assertThatThrownBy(() -> run(request(damaged)))
                .isInstanceOf(ExportException.class)
                .message()
                .isNotBlank();

        assertThat(names()).isEmpty();
    }

    @Test
    void importProject_cancelledOnTheWay_changesNothing() throws IOException {
        CancellationToken token = new CancellationToken();
        ImportRequest request = request(archive("tar")).build();
        List<ProgressEvent> events = new ArrayList<>();
        RunSettings settings = RunSettings.builder()
                .cancellation(token)
                .listener(event -> {
                    events.add(event);
                    token.cancel();
                })
                .build();

        assertThatThrownBy(() -> IMPORTER.importProject(request, settings))
                .isInstanceOf(ExportCancelledException.class);

        assertThat(names()).isEmpty();
        assertThat(events)
                .extracting(ProgressEvent::type)
                .startsWith(ProgressEvent.Type.IMPORT_PROGRESS)
                .endsWith(ProgressEvent.Type.IMPORT_ERROR)
                .doesNotContain(ProgressEvent.Type.EXPORT_PROGRESS, ProgressEvent.Type.EXPORT_ERROR);
    }

    @Test
    void importProject_whoseFolderIsRemovedMeanwhile_doesNotBlameTheArchive() throws IOException {
        ImportRequest request = request(archive("tar")).build();

        assertThatThrownBy(() -> IMPORTER.importProject(request, event -> {
                    if (event.phase() == ProgressEvent.Phase.UNPACKING) {
                        removePlace();
                    }
                }))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_CHANGED)
                .hasMessageContaining("was removed meanwhile")
                .hasMessageContaining(place.resolve(".film.import").toString());
    }

    private void removePlace() {
        try {
            Exec.in(temp).run("rm", "-rf", place.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void importProject_twiceAtOnce_oneWinsAndTheOtherIsRefused() throws IOException {
        List<Throwable> failures = new ArrayList<>();
        ImportRequest request = request(archive("zip")).build();

        IMPORTER.importProject(request, event -> {
            if (failures.isEmpty() && event.phase() == ProgressEvent.Phase.UNPACKING) {
                try {
                    IMPORTER.importProject(request, ProgressListener.NONE);
                } catch (IOException e) {
                    failures.add(e);
                }
            }
        });

        assertThat(failures).singleElement().hasFieldOrPropertyWithValue("reason", Reason.TARGET_BUSY);
        assertThat(failures.get(0)).hasMessageContaining("another import to the same target is running");
        assertThat(names()).containsExactly("film", "film.import");
    }

    @Test
    void importProject_afterOneThatWasKilled_removesWhatThatLeft() throws IOException {
        Path left = Files.createDirectories(place.resolve(".film.import/tree/project/a"));
        Files.writeString(left.resolve("half"), "x");
        Files.writeString(place.resolve(".film.import/lock"), "12345\n");

        run(request(archive("zip")));

        assertThat(names()).containsExactly("film", "film.import");
        assertThat(place.resolve("film.import/export-manifest.json")).exists();
    }

    @Test
    void importProject_ofAClosedFolder_keepsItClosed() throws IOException {
        GitFixture small = GitFixture.init(temp.resolve("small"));
        Path closed = Files.createDirectories(small.folder().resolve("closed/deep"));
        Files.writeString(closed.resolve("take.txt"), "x");
        Files.setAttribute(closed, "unix:mode", 0500);
        Files.setAttribute(closed.getParent(), "unix:mode", 0500);
        Path target = temp.resolve("small.tar");
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(small.folder(), target)
                                .options(ExportOptions.builder().format("tar").build())
                                .build(),
                        ProgressListener.NONE);

        ImportResult result = run(request(target));

        assertThat(Files.getAttribute(result.folder().resolve("closed"), "unix:mode"))
                .isEqualTo(040500);
        assertThat(result.folder().resolve("closed/deep/take.txt")).hasContent("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void importProject_marksCleanFilesForGit_andNoOthers(String format) throws IOException {
        GitFixture small = GitFixture.init(temp.resolve("small"));
        for (String name : List.of("kept.txt", "edited.txt", "sub/deep.txt")) {
            small.file(name, "one\n");
        }
        Files.createSymbolicLink(small.folder().resolve("link"), Path.of("kept.txt"));
        Files.setLastModifiedTime(small.folder().resolve("edited.txt"), FileTime.fromMillis(1_700_000_000_000L));
        Files.setLastModifiedTime(small.folder().resolve("kept.txt"), FileTime.fromMillis(1_700_000_000_000L));
        Files.setLastModifiedTime(small.folder().resolve("sub/deep.txt"), FileTime.fromMillis(1_700_000_000_000L));
        small.commit("First");
        Path edited = small.folder().resolve("edited.txt");
        FileTime time = Files.getLastModifiedTime(edited);
        Files.writeString(edited, "two\n");
        Files.setLastModifiedTime(edited, time);
        Path target = temp.resolve("small." + format);
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(small.folder(), target)
                                .options(ExportOptions.builder().format(format).build())
                                .build(),
                        ProgressListener.NONE);

        Path folder = run(request(target)).folder();

        // git diff-files compares only attributes, and names each file that would have to be read
        assertThat(GitFixture.at(folder).git("diff-files", "--name-only").lines())
                .containsExactly("edited.txt");
        assertThat(GitFixture.at(folder).git("status", "--porcelain")).isEqualTo(" M edited.txt");
        GitFixture.at(folder).git("fsck", "--full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-entries", "--max-bytes", "--max-path-bytes", "--max-manifest-bytes"})
    void importCommand_withALimit_stopsThere_andNamesTheOption(String option) throws IOException {
        CommandLine command = CommandLine.in(place);
        String file = archive("zip").toString();

        assertThat(command.run("import", file, "film", option, "30").exited(1).errors())
                .contains(" permitted", "raise the limit ", " (" + option + ")");
        assertThat(command.run("import", file, "film", option, "0").exited(2).errors())
                .contains("must be 1 or more");
        assertThat(names()).isEmpty();
        command.run("import", file, "film", option, "100000000").exited(0);
    }

    @Test
    void importCommand_withARatio_stopsThere_andNamesTheOption() throws IOException {
        GitFixture empty = GitFixture.init(temp.resolve("empty"));
        try (FileChannel image = FileChannel.open(
                empty.folder().resolve("disk.txt"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            image.write(java.nio.ByteBuffer.allocate(1), 70L << 20);
        }
        CommandLine command = CommandLine.in(place);
        command.run("export", empty.folder().toString(), "-o", "empty.zip").exited(0);

        assertThat(command.run("import", "empty.zip", "film").exited(1).errors())
                .contains("exceeds the permitted 200 bytes per byte", "raise the limit ratio (--max-ratio)");
        command.run("import", "empty.zip", "film", "--max-ratio", "2000").exited(0);
    }

    @Test
    void importCommand_ofAProjectWithDependencies_saysWhatCameAlong() throws IOException {
        Path looks = Files.createDirectories(temp.resolve("looks"));
        Files.writeString(looks.resolve("day.cube"), "LUT");
        GitFixture small = GitFixture.init(temp.resolve("small"));
        Files.createSymbolicLink(small.folder().resolve("day.cube"), looks.resolve("day.cube"));
        CommandLine command = CommandLine.in(place);
        command.run(
                        "export",
                        small.folder().toString(),
                        "-o",
                        "../small.zip",
                        "--dependencies",
                        "--dependency-root",
                        looks.toString())
                .exited(0);

        for (String more : List.of("--dry-run", "--progress=none")) {
            JsonNode json = new ObjectMapper()
                    .readTree(command.run("import", "../small.zip", "film", "--json", more)
                            .exited(0)
                            .text());
            assertThat(json.at("/dependencies/folder").asText())
                    .isEqualTo(place.toRealPath().resolve("film.dependencies").toString());
            assertThat(json.at("/dependencies/files").asLong()).isEqualTo(1);
            assertThat(json.at("/dependencies/bytes").asLong()).isEqualTo(3);
        }
        assertThat(place.resolve("film.dependencies/looks/day.cube")).hasContent("LUT");
        assertThat(command.run("import", "../small.zip", "again").exited(0).text())
                .containsPattern("deps +1 file, 3 bytes, in .*again.dependencies");
    }

    @Test
    void importProject_reportsItsPhase() throws IOException {
        List<ProgressEvent.Phase> real = new ArrayList<>();
        List<ProgressEvent.Phase> dry = new ArrayList<>();

        IMPORTER.importProject(request(archive("tar")).dryRun(true).build(), event -> dry.add(event.phase()));
        IMPORTER.importProject(request(archive("tar")).build(), event -> real.add(event.phase()));

        assertThat(new java.util.LinkedHashSet<>(dry))
                .containsExactly(ProgressEvent.Phase.CHECKING, ProgressEvent.Phase.FINISHED);
        assertThat(new java.util.LinkedHashSet<>(real))
                .containsExactly(
                        ProgressEvent.Phase.CHECKING, ProgressEvent.Phase.UNPACKING, ProgressEvent.Phase.FINISHED);
    }

    @Test
    void importCommand_saysWhatItHasMade() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(CommandLine.in(place)
                        .run("import", archive("zip").toString(), "film", "--json", "--progress", "none")
                        .exited(0)
                        .text());
        assertThat(json.get("folder").asText())
                .isEqualTo(place.toRealPath().resolve("film").toString());
        assertThat(json.get("dependencies").isNull()).isTrue();
        assertThat(json.get("files").asLong()).isPositive();
        assertThat(json.get("dry_run").asBoolean()).isFalse();

        assertThat(CommandLine.in(place)
                        .run("import", archive("zip").toString(), "film")
                        .exited(1)
                        .errors())
                .contains("film exists already");
        assertThat(CommandLine.in(place)
                        .run("import", archive("zip").toString(), "film", "--on-conflict", "merge")
                        .exited(2)
                        .errors())
                .contains("fail or rename");
        assertThat(CommandLine.in(place)
                        .run("import", archive("zip").toString(), "film", "--on-conflict", "rename", "--dry-run")
                        .exited(0)
                        .text())
                .contains("dry run ")
                .contains("film-2");
    }
}
