package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** An export that stops within a large file, and is resumed after the project has changed. */
class ResumeOfChangedProjectTest {
    private static final int LARGE_BYTES = 6_000_000;

    @TempDir
    Path temp;

    private Path project;
    private Path target;

    private static Breakable undisturbed() {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
    }

    /** Exports until the archive has {@code bytes} bytes, most of which are covered by a checkpoint. */
    private void stopAt(String format, long bytes) throws IOException {
        target = Files.createDirectories(temp.resolve("out")).resolve("film." + format);
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= bytes) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(project, target, Breakable.options(format, false)))
                .isInstanceOf(ExportStoppedException.class);
    }

    private ExportResult resume() throws IOException {
        return undisturbed().resume(target).orElseThrow();
    }

    private Path unpacked(String format) throws IOException {
        Path unpacked = Unpacker.BSDTAR.unpack(target, format, temp.resolve("unpacked"));
        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
        return unpacked.resolve("film");
    }

    /** The archive of an export that starts now. */
    private byte[] madeNow(String format) throws IOException {
        Path other = Files.createDirectories(temp.resolve("now")).resolve("film." + format);
        undisturbed().export(project, other, Breakable.options(format, false));
        return Files.readAllBytes(other);
    }

    /** Small files, then a large one, the last of the archive, which is open when the export stops. */
    private Path stopWithinALargeFile(String format) throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        for (int i = 0; i < 20; i++) {
            Files.write(project.resolve("note" + i), new Noise(i).bytes(5_000));
        }
        Path large = Files.write(project.resolve("z-shot.mp4"), new Noise(99).bytes(LARGE_BYTES * 2));
        stopAt(format, LARGE_BYTES * 3 / 2);
        return large;
    }

    @Test
    void aFileThatIsMediaByItsFirstBytesAlone_isCountedAsMedia_thoughTheRunThatResumesBeginsWithinIt()
            throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        Files.write(project.resolve("z-shot"), new Noise(99).bytes("\0\0\0\u0018ftypmp42", LARGE_BYTES * 2));
        stopAt("tar", LARGE_BYTES * 3 / 2);

        resume();

        assertThat(Files.readAllBytes(target)).isEqualTo(madeNow("tar"));
        assertThat(Files.readString(target.resolveSibling("film.tar.manifest.json")))
                .containsSubsequence("\"media\"", "\"files\" : 1", "\"text\"", "\"files\" : 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void anEditWithinThePartThatWasWritten_cutsTheArchiveBackToTheFilesStart(String format) throws IOException {
        Path large = stopWithinALargeFile(format);
        FileTime before = Files.getLastModifiedTime(large);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.seek(100_000);
            file.write(1);
        }
        Files.setLastModifiedTime(large, before); // so that the time alone shows no change

        resume();

        assertThat(unpacked(format).resolve("z-shot.mp4")).hasSameBinaryContentAs(large);
        assertThat(Files.readAllBytes(target)).isEqualTo(madeNow(format));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aFileThatGrew_isExportedInItsCurrentState(String format) throws IOException {
        Path large = stopWithinALargeFile(format);
        Files.write(large, new byte[5000], StandardOpenOption.APPEND);

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        assertThat(unpacked(format).resolve("z-shot.mp4")).hasSameBinaryContentAs(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aFileThatShrank_isExportedInItsCurrentState(String format) throws IOException {
        Path large = stopWithinALargeFile(format);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(LARGE_BYTES / 2);
        }

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        assertThat(unpacked(format).resolve("z-shot.mp4")).hasSameBinaryContentAs(large);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aFileThatIsGone_isListed(String format) throws IOException {
        Files.delete(stopWithinALargeFile(format));

        ExportResult result = resume();

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("film/z-shot.mp4: vanished"));
        assertThat(unpacked(format).resolve("z-shot.mp4")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aFileThatWasOnlyTouched_keepsItsContentAndTakesItsNewTime(String format) throws IOException {
        Path large = stopWithinALargeFile(format);
        Files.setLastModifiedTime(large, FileTime.from(Instant.parse("2025-02-02T02:02:02Z")));

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        assertThat(unpacked(format).resolve("z-shot.mp4")).hasSameBinaryContentAs(large);
        assertThat(Files.getLastModifiedTime(unpackedShot()).toInstant())
                .isEqualTo(Instant.parse("2025-02-02T02:02:02Z"));
    }

    private Path unpackedShot() {
        return temp.resolve("unpacked/film/z-shot.mp4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void filesBeforeAndAfterTheStop_areThoseOfTheirTurn_andNewOnesAreNotInThePlan(String format) throws IOException {
        Path large = stopWithinALargeFile(format);
        Files.writeString(project.resolve("note3"), "another note\n"); // it is already in the archive
        Files.writeString(project.resolve("zz-new"), "new\n");

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        Path film = unpacked(format);
        assertThat(film.resolve("note3")).hasBinaryContent(new Noise(3).bytes(5_000));
        assertThat(film.resolve("zz-new")).doesNotExist();
        assertThat(film.resolve("z-shot.mp4")).hasSameBinaryContentAs(large);
    }

    /** Objects come first in the archive; the packs that replace them are in the addendum. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aRepositoryRepackedWithANewCommit_isCompleteAsPlanned(String format) throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        GitFixture film = GitFixture.init(project);
        for (int i = 0; i < 6; i++) {
            film.file("take" + i, new Noise(i).bytes(2_000_000)).commit("Take " + i);
        }
        String head = film.git("rev-parse", "HEAD");
        stopAt(format, LARGE_BYTES);
        film.file("late", "late\n").commit("Late").git("gc", "-q", "--prune=now");

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        assertThat(result.notes()).anyMatch(note -> note.contains("repacked"));
        Path restored = unpacked(format);
        assertThat(Exec.in(restored).git("rev-parse", "HEAD").text().strip()).isEqualTo(head);
        assertThat(Exec.in(restored).git("fsck", "--full", "--strict").errors()).doesNotContain("missing", "error");
        assertThat(Exec.in(restored).git("log", "--oneline").lines()).hasSize(6);
    }

    /** As before, but stopped again within the addendum. */
    @Test
    void aStopWithinTheAddendum_isResumedToo() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        GitFixture film = GitFixture.init(project);
        for (int i = 0; i < 6; i++) {
            film.file("take" + i, new Noise(i).bytes(2_000_000)).commit("Take " + i);
        }
        stopAt("tar", LARGE_BYTES);
        film.git("gc", "-q", "--prune=now");
        long planned = 22_000_000; // what is left of the plan ends before; then comes the pack
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= planned) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.resume(target)).isInstanceOf(ExportStoppedException.class);

        ExportResult result = resume();

        assertThat(result.incomplete()).isFalse();
        assertThat(result.notes()).anyMatch(note -> note.contains("repacked"));
        assertThat(Exec.in(unpacked("tar")).git("fsck", "--full").errors()).doesNotContain("missing", "error");
    }
}
