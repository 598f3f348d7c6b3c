package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Archives that have the media of Git LFS once: in the working tree. */
class MediaOnceTest {
    @TempDir
    Path temp;

    private GitFixture project;

    @BeforeEach
    void requireTools() {
        Tools.require("git", "git-lfs", "bsdtar", "sha256sum");
    }

    private void makeProject() throws IOException {
        project = OnceProject.make(temp).repository();
    }

    private Exported once(String format, String... more) throws IOException {
        List<String> flags = new ArrayList<>(List.of(more));
        flags.addAll(List.of("--lfs-media", "once"));
        return Exported.to(temp.resolve("once"), format, project.folder(), flags.toArray(String[]::new));
    }

    private byte[] bytesOf(String folder, String... more) throws IOException {
        Path archive = Files.createDirectories(temp.resolve(folder)).resolve("film.zip");
        List<String> flags = new ArrayList<>(List.of(more));
        flags.addAll(List.of("--lfs-media", "once"));
        CommandLine.in(temp)
                .with("SOURCE_DATE_EPOCH", "1736935200")
                .export(project.folder(), archive, flags.toArray(String[]::new))
                .exited(0);
        return Files.readAllBytes(archive);
    }

    private Path unpacked(String folder, Path archive, String format) throws IOException {
        Path unpacked = Unpacker.BSDTAR.unpack(archive, format, temp.resolve(folder));
        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
        return unpacked;
    }

    /** Runs the script without Git and Git LFS, from another folder. */
    private void restore(Path unpacked) throws IOException {
        Path programs = Files.createDirectories(temp.resolve("programs"));
        for (String name : List.of("sh", "cp", "mv", "rm", "mkdir", "chmod", "touch", "tr", "sha256sum")) {
            Path link = programs.resolve(name);
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, Tools.find(name).orElseThrow());
            }
        }
        ToolRun run = Exec.in(temp)
                .with("PATH", programs.toString())
                .run(
                        programs.resolve("sh").toString(),
                        unpacked.resolve("RESTORE-LFS.sh").toString());
        assertThat(run.ok().errors()).isEmpty();
    }

    /** Requires that the archive, with its script, gives the same tree as one that has everything. */
    private void assertSameTree(Exported once) throws IOException {
        Exported both = Exported.to(temp.resolve("both"), once.format(), project.folder());
        Path expected = unpacked("of both", both.archive(), both.format()).resolve("film");
        Path unpacked = unpacked("of once", once.archive(), once.format());
        if (Files.exists(unpacked.resolve("RESTORE-LFS.sh"))) {
            restore(unpacked);
        }
        assertThat(TreeDiff.between(expected, unpacked.resolve("film"))
                        .withoutTimes()
                        .differences())
                .isEmpty();
        assertThat(Exec.in(unpacked.resolve("film"))
                        .git("status", "--porcelain")
                        .text())
                .isEqualTo(Exec.in(expected).git("status", "--porcelain").text());
        Exec.in(unpacked.resolve("film")).git("lfs", "fsck").ok();
    }

    private JsonNode exportWith(Runnable whenPlanned) throws IOException {
        Path target = temp.resolve("film.tar");
        AtomicBoolean done = new AtomicBoolean();
        ExportResult result = ProjectExporter.create()
                .export(
                        ExportRequest.builder(project.folder(), target)
                                .options(ExportOptions.builder()
                                        .format("tar")
                                        .lfsMedia(LfsMedia.ONCE)
                                        .build())
                                .build(),
                        event -> {
                            if (event.phase() == ProgressEvent.Phase.WRITING && !done.getAndSet(true)) {
                                whenPlanned.run();
                            }
                        });
        assertThat(ProjectExporter.create()
                        .verify(target, RunSettings.defaults())
                        .ok())
                .isTrue();
        return new ObjectMapper().readTree(result.manifest().toFile());
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void eachObjectThatIsAFileOfTheTree_isLeftOut_andTheScriptRestoresIt(String format) throws IOException {
        makeProject();
        Exported once = once(format);

        JsonNode manifest = once.manifest();
        assertThat(OnceProject.filesFromTree(manifest))
                .containsExactlyInAnyOrder(
                        "film/scenes/again.mp4", // the first of two
                        "film/scenes/it's $(touch harm)\n.mp4",
                        "film/small.mp4",
                        "film/words.srt",
                        "film/looks/look.mp4",
                        "film/scenes/again.mp4", // those of the bare repository
                        "film/scenes/it's $(touch harm)\n.mp4",
                        "film/small.mp4",
                        "film/words.srt");
        assertThat(OnceProject.objectsFromTree(manifest))
                .isSorted()
                .anyMatch(object -> object.startsWith("film/.git/lfs/objects/"))
                .anyMatch(object -> object.startsWith("film/.git/modules/looks/lfs/objects/"))
                .anyMatch(object -> object.startsWith("film/vault/film.git/lfs/objects/"))
                .doesNotContainAnyElementsOf(once.names());
        assertThat(manifest.path("export_version").asText()).isEqualTo("2.0");
        assertThat(manifest.at("/statistics/lfs_objects/files").asInt()).isEqualTo(2); // the first take
        assertThat(manifest.at("/statistics/lfs_from_tree/files").asInt()).isEqualTo(9);
        assertThat(manifest.path("notes").toString()).contains("before any other Git command or edit");
        assertThat(once.run().text()).contains("&& sh RESTORE-LFS.sh", "before any other Git command or edit");
        assertThat(once.names()).endsWith("RESTORE-LFS.sh", "export-manifest.json", "SHA256SUMS");
        assertSameTree(once);
        assertThat(temp.resolve("harm")).doesNotExist();
        CommandLine.in(temp).run("verify", "--deep", once.archive().toString()).exited(0);
    }

    @Test
    void volumes_mentionTheScript_andHoldTheSame() throws IOException {
        makeProject();
        project.file("large.mp4", new Noise(9).bytes(3_000_000)).commit("Large");
        Exported whole = once("zip");
        Exported split = Exported.to(
                temp.resolve("split"), "zip", project.folder(), "--lfs-media", "once", "--split-size-mb", "1");

        String note = Files.readString(split.archive().resolveSibling("film.zip.RESTORE.txt"));
        assertThat(note).containsSubsequence("3. Unpack", "before any Git command or edit", "sh RESTORE-LFS.sh");
        assertThat(split.manifest().path("lfs_from_tree"))
                .isEqualTo(whole.manifest().path("lfs_from_tree"))
                .hasSize(10);
        CommandLine.in(temp).run("verify", split.archive().toString()).exited(0);
    }

    @Test
    void anArchiveWithNothingToRestore_isAnOrdinaryOne() throws IOException {
        project = GitFixture.init(temp.resolve("film"))
                .file("note.txt", "A film.\n")
                .commit("First");

        Exported once = once("zip");

        assertThat(once.names()).doesNotContain("RESTORE-LFS.sh");
        assertThat(once.manifest().path("export_version").asText()).isEqualTo("1.0");
        assertThat(once.manifest().has("lfs_from_tree")).isFalse();
    }

    @Test
    void threadsAndMemory_doNotChangeTheBytes() throws IOException {
        makeProject();
        byte[] one = bytesOf("one", "--threads", "1", "--memory-mb", "16");

        assertThat(Arrays.equals(bytesOf("four", "--threads", "4"), one)).isTrue();
    }

    @Test
    void afterAnExportOfBoth_oneLineSaysHowMuchItWouldSave() throws IOException {
        makeProject();

        ToolRun run = Exported.to(temp.resolve("both"), "zip", project.folder()).run();

        assertThat(run.text().lines().filter(line -> line.contains("--lfs-media once")))
                .singleElement()
                .asString()
                .matches("smaller   with --lfs-media once, by \\d+ kB \\(\\d+ %\\).*");
        assertThat(once("zip").run().text()).doesNotContain("smaller ");
        GitFixture text = GitFixture.init(temp.resolve("text"))
                .lfs("*.mp4")
                .file("plot.bin", new Noise(1).bytes(100_000))
                .file("take.mp4", new Noise(2).bytes(5_000))
                .commit("First");
        assertThat(Exported.to(temp.resolve("other"), "zip", text.folder())
                        .run()
                        .text())
                .doesNotContain("smaller ");
    }

    @Test
    void eachTwin_thatIsEditedBetweenPlanAndRead_isNotTheOnlyCopy() throws IOException {
        makeProject();
        for (String path : List.of("small.mp4", "scenes/again.mp4", "looks/look.mp4", "words.srt")) {
            Path file = project.folder().resolve(path);
            byte[] before = Files.readAllBytes(file);
            byte[] edited = before.clone();
            edited[before.length / 2] ^= 1;

            JsonNode manifest = exportWith(() -> write(file, edited));

            assertThat(OnceProject.filesFromTree(manifest)).as(path).doesNotContain("film/" + path);
            if (path.equals("scenes/again.mp4")) {
                assertThat(OnceProject.filesFromTree(manifest)).contains("film/take.mp4"); // the second path of its oid
            }
            Path unpacked = unpacked("of " + path.replace('/', '-'), temp.resolve("film.tar"), "tar");
            restore(unpacked);
            assertThat(objectsBelow(unpacked.resolve("film"))).isEqualTo(objectsBelow(project.folder()));
            Files.write(file, before);
            for (String name : List.of("film.tar", "film.tar.manifest.json", "film.tar.sha256")) {
                Files.delete(temp.resolve(name));
            }
        }
    }

    private static List<String> objectsBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().contains("/lfs/objects/") && Files.isRegularFile(file))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aTwin_thatIsGoneOrExcluded_isNotTheOnlyCopy() throws IOException {
        makeProject();
        Files.delete(project.folder().resolve("small.mp4"));
        project.git("update-index", "--skip-worktree", "small.mp4");

        Exported once = once("tar", "--exclude", "words.srt");

        assertThat(OnceProject.filesFromTree(once.manifest()))
                .contains("film/scenes/again.mp4")
                .doesNotContain("film/small.mp4");
        assertThat(once.names()).contains("film/" + project.folder().relativize(project.lfsObject(oidOf("small\n"))));
    }

    private static String oidOf(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile("oid", null), text);
        try {
            return TreeSnapshot.sha256(file);
        } finally {
            Files.delete(file);
        }
    }

    /** Git reports none of these files as changed, or their content is not that of the object by design. */
    @Test
    void conversions_extensions_andUnseenEdits_leaveTheObjectInTheArchive() throws IOException {
        project = GitFixture.init(temp.resolve("film")).lfs("*.mp4");
        Files.writeString(
                project.folder().resolve(".gitattributes"),
                "*.srt filter=lfs diff=lfs text eol=crlf\n*.up filter=lfs diff=lfs -text\n*.mp4 filter=lfs -text\n");
        project.git("config", "lfs.extension.upper.clean", "tr a-z A-Z");
        project.git("config", "lfs.extension.upper.smudge", "tr A-Z a-z");
        project.git("config", "lfs.extension.upper.priority", "0");
        project.file("shout.up", "quiet words\n").commit("Extension");
        project.file("lines.srt", "ONE\r\nTWO\r\n")
                .file("assumed.mp4", "ASSUMED\n")
                .file("same.mp4", "SAME\n")
                .commit("Files");
        project.git("update-index", "--assume-unchanged", "assumed.mp4");
        Files.writeString(project.folder().resolve("assumed.mp4"), "EDITED\n");

        Exported once = once("zip");

        // Git converts the ends of lines of the pointer: gitattributes(5), "Interaction between checkin/checkout
        // attributes"
        assertThat(OnceProject.filesFromTree(once.manifest()))
                .containsExactlyInAnyOrder("film/same.mp4", "film/lines.srt");
        assertThat(objectsBelow(project.folder())).hasSize(4);
        assertSameTree(once);
    }

    @Test
    void aCorruptObject_whoseFileIsRight_isWrittenAndReported_asWithBoth_onlyIfItsSizeDiffers() throws IOException {
        makeProject();
        Path small = project.lfsObjectOf("small.mp4");
        Files.setAttribute(small, "unix:mode", 0644);
        Files.writeString(small, "SMALL\n");
        Path words = project.lfsObjectOf("words.srt");
        Files.setAttribute(words, "unix:mode", 0644);
        Files.writeString(words, "truncated");

        Exported once = Exported.exited(4, temp.resolve("once"), "tar", project.folder(), "--lfs-media", "once");

        assertThat(OnceProject.objectsFromTree(once.manifest()))
                .contains("film/" + project.folder().relativize(small))
                .doesNotContain("film/" + project.folder().relativize(words));
        assertThat(once.manifest().path("lfs_corrupt")).hasSize(1);
    }

    @Test
    void progress_neverGoesBack_andEndsAtOne() throws IOException {
        makeProject();
        List<Double> shares = new ArrayList<>();
        Path object = project.folder().resolve("take.mp4");
        byte[] edited = new Noise(77).bytes(90_000);
        AtomicBoolean done = new AtomicBoolean();

        ProjectExporter.create()
                .export(
                        ExportRequest.builder(project.folder(), temp.resolve("film.zip"))
                                .options(ExportOptions.builder()
                                        .lfsMedia(LfsMedia.ONCE)
                                        .build())
                                .build(),
                        event -> {
                            shares.add(event.progress());
                            if (event.phase() == ProgressEvent.Phase.WRITING && !done.getAndSet(true)) {
                                write(object, edited);
                                write(object.resolveSibling("scenes").resolve("again.mp4"), edited);
                            }
                        });

        assertThat(shares).isSorted().endsWith(1.0);
    }
}
