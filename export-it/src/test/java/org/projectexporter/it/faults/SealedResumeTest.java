package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.MhlFolder;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Noise;

/** Exports with a seal that stop at any point, and are resumed. */
class SealedResumeTest {
    private static final int TAKE_BYTES = 700_000;
    private static final long STEP_BYTES = 130_000;
    private static final int MANY = 3_000;

    @TempDir
    Path temp;

    private Path film;

    /** A project with a history, which has a renamed and a changed file, and a seal that is larger than a checkpoint. */
    @BeforeEach
    void makeProject() throws IOException {
        film = Files.createDirectories(temp.resolve("film"));
        Files.write(film.resolve("a.mov"), new Noise(1).bytes(TAKE_BYTES));
        Files.write(film.resolve("b.mov"), new Noise(2).bytes(TAKE_BYTES));
        Path frames = Files.createDirectories(film.resolve("frames"));
        for (int i = 0; i < MANY; i++) {
            Files.writeString(frames.resolve("frame." + i + ".exr"), "frame " + i);
        }
        Path first = target("first", "tar");
        undisturbed().export(film, first, options("tar"));
        Path unpacked = Unpacker.GNU_TAR.unpack(first, "tar", temp.resolve("first/unpacked"));
        Files.move(unpacked.resolve("film/ascmhl"), film.resolve("ascmhl"));
        Files.move(film.resolve("a.mov"), film.resolve("c.mov"));
        Files.writeString(frames.resolve("frame.7.exr"), "another frame");
    }

    private static Breakable undisturbed() {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
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

    private static ExportOptions options(String format) {
        return options(format, "mhl");
    }

    private static ExportOptions options(String format, String seal) {
        return ExportOptions.builder()
                .format(format)
                .compressionLevel(0)
                .compressMedia(true)
                .seal(seal)
                .build();
    }

    private Path target(String folder, String format) throws IOException {
        return Files.createDirectories(temp.resolve(folder)).resolve("film." + format);
    }

    /** The time of the folder remains, so that the next export has the same bytes. */
    private void move(Path from, Path to) throws IOException {
        FileTime time = Files.getLastModifiedTime(film);
        Files.move(from, to);
        Files.setLastModifiedTime(film, time);
    }

    @ParameterizedTest
    @CsvSource({"zip,false", "tar,false", "tar,true"})
    void resume_afterAStop_givesTheSameBytes_evenIfTheHistoryIsGone(String format, boolean withoutHistory)
            throws IOException {
        Whole whole = whole(format);
        long length = whole.bytes().length;
        long seal = new String(whole.bytes(), StandardCharsets.ISO_8859_1).lastIndexOf("<processinfo>");
        assertThat(seal).as("the seal is in the second half").isGreaterThan(length / 2);

        requireSame(
                whole,
                withoutHistory,
                List.of(
                        length / 10,
                        length / 3,
                        seal + whole.sealBytes() / 2,
                        seal + whole.sealBytes(),
                        length - 2_000));
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"zip,false", "tar,false", "tar,true"})
    void resume_afterAStopAnywhere_givesTheSameBytes_evenIfTheHistoryIsGone(String format, boolean withoutHistory)
            throws IOException {
        Whole whole = whole(format);
        List<Long> stops = LongStream.iterate(STEP_BYTES, at -> at < whole.bytes().length, at -> at + STEP_BYTES)
                .boxed()
                .toList();

        requireSame(whole, withoutHistory, stops);

        assertThat(stops).hasSizeGreaterThan(15);
    }

    /** An archive that was written at once. */
    private record Whole(String format, byte[] bytes, long sealBytes) {}

    private Whole whole(String format) throws IOException {
        Path whole = target("whole", format);
        undisturbed().export(film, whole, options(format));
        MhlFolder history = MhlFolder.in(Unpacker.BSDTAR
                .unpack(whole, format, temp.resolve("whole/unpacked"))
                .resolve("film"));
        history.requireChain();
        assertThat(MhlFolder.files(history.last()))
                .contains("c.mov: xxh64 original <- a.mov", "frames/frame.7.exr: xxh64 failed");
        long seal = Files.size(history.folder().resolve(history.manifests().get(1)));
        assertThat(seal).as("larger than the distance of checkpoints").isGreaterThan(600_000);
        return new Whole(format, Files.readAllBytes(whole), seal);
    }

    private void requireSame(Whole whole, boolean withoutHistory, List<Long> stops) throws IOException {
        Path aside = temp.resolve("aside");
        for (long at : stops) {
            Path target = target("stop" + at, whole.format());
            assertThatThrownBy(() -> stoppingAt(at).export(film, target, options(whole.format())))
                    .isInstanceOf(ExportStoppedException.class);
            if (withoutHistory) {
                move(film.resolve("ascmhl"), aside);
            }
            undisturbed().resume(target);
            if (withoutHistory) {
                move(aside, film.resolve("ascmhl"));
            }
            assertThat(Arrays.equals(Files.readAllBytes(target), whole.bytes()))
                    .as("stopped at " + at)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void bag_resumedAfterAStopAnywhere_hasTheSameBytes(String format) throws IOException {
        Path whole = target("whole", format);
        undisturbed().export(film, whole, options(format, "bagit"));
        byte[] expected = Files.readAllBytes(whole);

        int stops = 0;
        for (long at = STEP_BYTES; at < expected.length; at += STEP_BYTES, stops++) {
            Path target = target("stop" + at, format);
            long stop = at;
            assertThatThrownBy(() -> stoppingAt(stop).export(film, target, options(format, "bagit")))
                    .isInstanceOf(ExportStoppedException.class);
            undisturbed().resume(target);
            assertThat(Arrays.equals(Files.readAllBytes(target), expected))
                    .as("stopped at " + at)
                    .isTrue();
        }
        assertThat(stops).isGreaterThan(15);
    }
}
