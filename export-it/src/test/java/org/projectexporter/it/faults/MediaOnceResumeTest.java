package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.OnceProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/** Exports with media once that stop at any point, and are resumed, also after the files were edited. */
class MediaOnceResumeTest {
    private static final int TAKE_BYTES = 1_200_000;
    private static final int STEP_BYTES = 150_000;

    @TempDir
    Path temp;

    private GitFixture film;

    /** Two takes that are files of the tree, one that was edited, and an older one. */
    @BeforeEach
    void makeProject() throws IOException {
        Tools.require("git", "git-lfs");
        film = GitFixture.init(temp.resolve("film"))
                .lfs("*.mp4")
                .file("a.mp4", new Noise(1).bytes(TAKE_BYTES))
                .file("b.mp4", new Noise(2).bytes(TAKE_BYTES))
                .file("c.mp4", new Noise(3).bytes(TAKE_BYTES))
                .commit("First")
                .file("b.mp4", new Noise(4).bytes(TAKE_BYTES))
                .commit("Second");
        Files.write(film.folder().resolve("c.mp4"), new Noise(5).bytes(TAKE_BYTES));
    }

    private static Breakable stoppingAt(long bytes) {
        return new Breakable(
                (kind, position) -> {
                    if (position >= bytes) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
    }

    private static Breakable undisturbed() {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
    }

    private static ExportOptions options(String format) {
        return ExportOptions.builder()
                .format(format)
                .compressionLevel(1)
                .lfsMedia(LfsMedia.ONCE)
                .build();
    }

    private Path target(String folder, String format) throws IOException {
        return Files.createDirectories(temp.resolve(folder)).resolve("film." + format);
    }

    private void stopAt(Path target, String format, long bytes) {
        assertThatThrownBy(() -> stoppingAt(bytes).export(film.folder(), target, options(format)))
                .isInstanceOf(ExportStoppedException.class);
    }

    private static JsonNode manifest(Path archive) throws IOException {
        assertThat(ProjectExporter.create()
                        .verify(archive, RunSettings.defaults())
                        .problems())
                .isEmpty();
        return new ObjectMapper()
                .readTree(archive.resolveSibling(archive.getFileName() + ".manifest.json")
                        .toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void resume_afterAStopAnywhere_givesTheSameBytes(String format) throws IOException {
        Path whole = target("whole", format);
        undisturbed().export(film.folder(), whole, options(format));
        byte[] expected = Files.readAllBytes(whole);
        assertThat(OnceProject.filesFromTree(manifest(whole))).containsExactlyInAnyOrder("film/a.mp4", "film/b.mp4");
        assertThat(expected.length).isGreaterThan(5 * TAKE_BYTES); // three files and two objects

        int stops = 0;
        for (long at = STEP_BYTES; at < expected.length; at += STEP_BYTES, stops++) {
            Path target = target("stop" + at, format);
            stopAt(target, format, at);
            undisturbed().resume(target);
            assertThat(Arrays.equals(Files.readAllBytes(target), expected))
                    .as("stopped at " + at)
                    .isTrue();
        }
        assertThat(stops).isGreaterThan(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void eachTwin_thatIsEditedAfterAStopWithinIt_isNotTheOnlyCopy(String format) throws IOException {
        for (String name : List.of("a.mp4", "b.mp4")) {
            long at = name.equals("a.mp4") ? TAKE_BYTES * 3 / 4 : TAKE_BYTES * 7 / 4;
            Path target = target("edited " + name, format);
            stopAt(target, format, at);
            Path file = film.folder().resolve(name);
            byte[] before = Files.readAllBytes(file);
            Files.write(file, new Noise(99).bytes(TAKE_BYTES));

            undisturbed().resume(target);

            assertThat(OnceProject.filesFromTree(manifest(target)))
                    .as(name)
                    .doesNotContain("film/" + name)
                    .hasSize(1);
            Files.write(file, before);
        }
    }

    /** What is in the archive counts, not what is in the project by now. */
    @Test
    void aTwin_thatIsEditedAfterItWasWritten_isStillTheOneInTheArchive() throws IOException {
        Path target = target("out", "tar");
        stopAt(target, "tar", TAKE_BYTES * 4L);
        Files.write(film.folder().resolve("a.mp4"), new Noise(99).bytes(TAKE_BYTES));

        undisturbed().resume(target);

        assertThat(OnceProject.filesFromTree(manifest(target))).containsExactlyInAnyOrder("film/a.mp4", "film/b.mp4");
    }

    @Test
    void anObject_thatIsGoneWhenItsTurnComes_isReported() throws IOException {
        Path target = target("out", "tar");
        stopAt(target, "tar", TAKE_BYTES * 2L);
        Files.delete(film.lfsObject(film.git("show", "HEAD:c.mp4")
                .lines()
                .filter(line -> line.startsWith("oid sha256:"))
                .findFirst()
                .orElseThrow()
                .substring("oid sha256:".length())));

        assertThat(undisturbed().resume(target).orElseThrow().incomplete()).isTrue();

        assertThat(manifest(target).path("changed_while_exporting").toString()).contains("/lfs/objects/");
    }
}
