package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.testkit.Noise;

/** A project whose disk is gone, before a resume or in the middle of an export, is waited for. */
class ProjectGoneTest {
    private static final int TAKE_BYTES = 1_000_000;
    private static final int TAKES = 8;

    @TempDir
    Path temp;

    private Path project;
    private Path elsewhere;
    private Path target;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        elsewhere = temp.resolve("elsewhere");
        target = Files.createDirectories(temp.resolve("out")).resolve("film.tar");
        for (int i = 0; i < TAKES; i++) {
            Files.write(project.resolve("take" + i), new Noise(i).bytes(TAKE_BYTES));
        }
    }

    private void stop() {
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= 2 * TAKE_BYTES) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(project, target, Breakable.options("tar", false)))
                .isInstanceOf(ExportStoppedException.class);
    }

    private static Breakable undisturbed() {
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER);
    }

    private void assertWaits() {
        assertThatThrownBy(() -> undisturbed().resume(target))
                .isInstanceOf(ExportStoppedException.class)
                .hasFieldOrPropertyWithValue("reason", Reason.SOURCE_GONE)
                .hasMessageContaining(project.toString())
                .hasMessageContaining("bring it back, then resume");
    }

    private byte[] resumed() throws IOException {
        ExportResult result = undisturbed().resume(target).orElseThrow();
        assertThat(result.incomplete()).as("%s", result.warnings()).isFalse();
        return Files.readAllBytes(target);
    }

    private byte[] madeInOneGo() throws IOException {
        Path other = Files.createDirectories(temp.resolve("reference")).resolve("film.tar");
        undisturbed().export(project, other, Breakable.options("tar", false));
        return Files.readAllBytes(other);
    }

    @Test
    void gone_theResumeWaits_andThenGivesTheSameBytes() throws IOException {
        stop();
        Files.move(project, elsewhere);
        assertWaits();
        Files.move(elsewhere, project);

        assertThat(resumed()).isEqualTo(madeInOneGo());
    }

    @Test
    void anEmptyMountPoint_isNotTheProject() throws IOException {
        stop();
        Files.move(project, elsewhere);
        Files.createDirectory(project);
        assertWaits();
        Files.delete(project);
        Files.move(elsewhere, project);

        assertThat(resumed()).isEqualTo(madeInOneGo());
    }

    @Test
    void anotherDiskUnderTheSameName_isNotTheProject() throws IOException {
        stop();
        Files.move(project, elsewhere);
        Files.createDirectory(project);
        for (int i = 0; i < TAKES; i++) {
            Files.write(project.resolve("take" + i), new Noise(50 + i).bytes(100));
        }

        assertWaits();

        assertThat(target).doesNotExist();
    }

    @Test
    void someFilesThatAreGone_areListed_asBefore() throws IOException {
        stop();
        Files.delete(project.resolve("take6"));
        Files.delete(project.resolve("take7"));

        ExportResult result = undisturbed().resume(target).orElseThrow();

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings())
                .containsExactly("film/take6: vanished before it was read", "film/take7: vanished before it was read");
    }

    @Test
    void goneInTheMiddle_theExportStops_andCanBeResumed() throws IOException {
        AtomicBoolean gone = new AtomicBoolean();
        Breakable unmounting = new Breakable(
                (kind, position) -> {
                    if (position >= TAKE_BYTES && !gone.getAndSet(true)) {
                        Files.move(project, elsewhere);
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);

        assertThatThrownBy(() -> unmounting.export(project, target, Breakable.options("tar", false)))
                .hasFieldOrPropertyWithValue("reason", Reason.SOURCE_GONE);

        Files.move(elsewhere, project);
        assertThat(resumed()).isEqualTo(madeInOneGo());
    }
}
