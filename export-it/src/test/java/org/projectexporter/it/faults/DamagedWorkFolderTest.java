package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.GitFixture;

/**
 * A work folder in which something changed while the export was stopped: a resume gives the same bytes as without the
 * change, or refuses and names what changed. It never succeeds with a different archive.
 *
 * <p>{@code -Dflips=N} flips N bytes of each file (4 by default), {@code -Dflips.seed=N} chooses others.
 */
class DamagedWorkFolderTest {
    private static final int FLIPS = Integer.getInteger("flips", 4);
    private static final long SEED = Long.getLong("flips.seed", 1);
    private static final int HEADER_BYTES = 16;
    private static final int LARGE_BYTES = 600_000;

    @TempDir
    Path temp;

    private Path project;
    private Path out;
    private Path target;
    private OutFolder reference;
    private final Map<String, byte[]> stopped = new TreeMap<>();
    private int refused;
    private int same;

    /** Where an export stops: after a number of bytes of the archive, or before a rename. */
    private void makeStopped(String format, boolean split, double stopAt) throws IOException {
        project = CrashProject.make(temp.resolve("film"), LARGE_BYTES);
        GitFixture.init(project).commit("First cut");
        out = Files.createDirectories(temp.toRealPath().resolve("out"));
        target = out.resolve("film." + format);
        ExportOptions options = Breakable.options(format, split);
        long bytes =
                exporter(DiskSteps.ALL_PASS).export(project, target, options).archiveBytes();
        reference = OutFolder.of(out);
        OutFolder.clear(out);
        Breakable stopping = exporter((kind, position) -> {
            boolean named = kind == DiskSteps.Kind.NAME && stopAt >= 1;
            if (named || (stopAt < 1 && position > bytes * stopAt)) {
                throw new IOException("stop here");
            }
        });
        assertThatThrownBy(() -> stopping.export(project, target, options)).isInstanceOf(ExportStoppedException.class);
        try (var files = Files.list(workFolder())) {
            for (Path file : files.toList()) {
                stopped.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
    }

    private static Breakable exporter(DiskSteps steps) {
        return new Breakable(steps, CheckpointStore.IN_WORK_FOLDER);
    }

    private Path workFolder() {
        return out.resolve("." + target.getFileName() + ".export");
    }

    private void restore() throws IOException {
        OutFolder.clear(out);
        Files.createDirectory(workFolder());
        for (Map.Entry<String, byte[]> file : stopped.entrySet()) {
            Files.write(workFolder().resolve(file.getKey()), file.getValue());
        }
    }

    @ParameterizedTest(name = "{0}, split: {1}, stopped at {2}")
    @CsvSource({"zip, false, 0.6", "zip, true, 1", "tar, true, 0.7", "tar.gz, false, 0.98"})
    void resume_afterAnyByteWasFlipped_givesTheSameBytes_orRefusesByName(String format, boolean split, double stopAt)
            throws IOException {
        makeStopped(format, split, stopAt);
        flipEach(FLIPS);
    }

    @Tag("long")
    @Tag("longest")
    @ParameterizedTest(name = "{0}, split: {1}, stopped at {2}")
    @CsvSource({
        "zip, false, 0.05", "zip, false, 0.3", "zip, false, 0.95", "zip, false, 1", "zip, true, 0.5", "zip, true, 1",
        "zip, true, 0.9", "tar, false, 0.5", "tar, false, 1", "tar, true, 0.98", "tar.gz, true, 0.5",
                "tar.gz, false, 0.6",
        "tar.zst, false, 0.98", "tar.zst, false, 0.4", "tar.zst, true, 0.8", "tar.zst, true, 1"
    })
    void resume_afterAnyOfManyBytesWasFlipped_givesTheSameBytes_orRefusesByName(
            String format, boolean split, double stopAt) throws IOException {
        makeStopped(format, split, stopAt);
        flipEach(15 * FLIPS);
    }

    private void flipEach(int flips) throws IOException {
        for (Map.Entry<String, byte[]> file : stopped.entrySet()) {
            Random random = new Random(SEED * 31 + file.getKey().hashCode());
            for (int i = 0; i < Math.min(flips, file.getValue().length); i++) {
                int at = random.nextInt(file.getValue().length);
                int bit = random.nextInt(8);
                restore();
                byte[] flipped = file.getValue().clone();
                flipped[at] ^= (byte) (1 << bit);
                Files.write(workFolder().resolve(file.getKey()), flipped);
                resume(file.getKey() + " flipped at " + at + ", bit " + bit);
            }
        }
        System.out.println("refused " + refused + ", the same " + same + " of " + stopped.keySet());
        assertThat(refused).as("flips that were refused").isPositive();
        assertThat(same).as("flips that did not matter").isPositive();
    }

    private void resume(String story) throws IOException {
        try {
            assertThat(exporter(DiskSteps.ALL_PASS).resume(target)).as(story).isPresent();
            same++;
            reference.assertSameAs(out, story);
        } catch (ExportException e) {
            refused++;
            assertThat(e).as(story).isNotInstanceOf(ExportStoppedException.class);
            assertThat(e)
                    .as(story)
                    .hasMessageContaining(workFolder().toString())
                    .hasMessageContaining("discard");
            reference.assertNothingBearsTheNameTooEarly(target, story);
            assertThat(ProjectExporter.create().discard(target)).as(story).isTrue();
            assertThat(OutFolder.of(out).sha256()).as(story).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}, split: {1}, stopped at {2}")
    @CsvSource({"zip, true, 0.9", "tar.gz, false, 1"})
    void resume_afterAnyFileWasCutOrRemoved_givesTheSameBytes_orRefusesByName(
            String format, boolean split, double stopAt) throws IOException {
        makeStopped(format, split, stopAt);
        List<String> names = new ArrayList<>(stopped.keySet());
        for (String name : names) {
            byte[] whole = stopped.get(name);
            restore();
            Files.write(workFolder().resolve(name), Arrays.copyOf(whole, whole.length / 2));
            resumeOrNothingThere(name + " cut to half");
            if (!name.equals("lock")) {
                restore();
                Files.delete(workFolder().resolve(name));
                resumeOrNothingThere(name + " removed");
            }
        }
        assertThat(refused).isPositive();
    }

    /** Without a request there is no resumable export. */
    private void resumeOrNothingThere(String story) throws IOException {
        if (Files.exists(workFolder().resolve("request"))) {
            resume(story);
        } else {
            assertThatThrownBy(() -> exporter(DiskSteps.ALL_PASS).resume(target))
                    .as(story)
                    .hasMessageContaining("nothing to resume");
        }
    }

    /** Found by fuzzing: the record is intact, but refers to a part of the archive that does not exist. */
    @Test
    void resume_withARecordThatSaysWhatCannotBe_isRefusedByName() throws IOException {
        makeStopped("tar", false, 0.6);
        restore();
        byte[] id = Arrays.copyOfRange(stopped.get("request"), HEADER_BYTES, HEADER_BYTES + 16);
        try (Journal journal = Journal.of(CheckpointStore.IN_WORK_FOLDER.open(workFolder(), id))) {
            Checkpoint last = journal.lastCheckpoint();
            RestartPoint nowhere = new RestartPoint(
                    99, 0, last.position(), last.start().writer(), last.start().spools());
            journal.checkpoint(new Checkpoint(nowhere, null, last.position(), last.tail(), last.volumes(), List.of()));
        }

        resume("part 99");

        assertThat(refused).isOne();
    }
}
