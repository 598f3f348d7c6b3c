package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

class ExportJobsTest extends StudioTest {
    private static final ExportOptions DEFAULTS = ExportOptions.defaults();

    @Test
    void start_makesTheArchiveThatTheLibraryMakes() throws Exception {
        studio.project("film");
        studio.open();

        JobView queued = studio.start("film");
        JobView done = studio.awaitFinal(queued.id());

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
        assertThat(studio.jobs().find(queued.id())).contains(done);
        assertThat(studio.jobs().ofProject("film")).containsExactly(done);
        assertThat(studio.made(done)).containsExactly("film.zip", "film.zip.manifest.json", "film.zip.sha256");
    }

    @Test
    void result_tellsWhatTheArchiveIs() throws Exception {
        studio.project("film");
        studio.open();

        JobView.Result result = studio.finished("film").result().orElseThrow();

        Path archive = result.volumes().get(0).file();
        assertThat(result.volumes())
                .containsExactly(
                        new JobView.Volume(archive, "film.zip", Files.size(archive), TreeSnapshot.sha256(archive)));
        assertThat(result.archiveBytes()).isEqualTo(Files.size(archive));
        assertThat(result.manifest()).exists();
        assertThat(result.commits()).hasValue(1);
        assertThat(result.files()).isGreaterThan(2);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void result_ofASplitArchive_hasTheDigestOfEachVolume() throws Exception {
        studio.project("film").file("take.mp4", new org.projectexporter.testkit.fixtures.Noise(9).bytes(2_500_000));
        studio.open();

        JobView done = studio.awaitFinal(
                studio.start("film", DEFAULTS.toBuilder().splitSizeMb(1).build())
                        .id());

        for (JobView.Volume volume : done.result().orElseThrow().volumes()) {
            assertThat(volume.sha256()).isEqualTo(TreeSnapshot.sha256(volume.file()));
        }
        assertThat(done.result().orElseThrow().volumes())
                .extracting(JobView.Volume::name)
                .containsExactly("film.zip.001", "film.zip.002", "film.zip.003");
    }

    @Test
    void notes_areNotWarnings() throws Exception {
        studio.project("film");
        new ProcessBuilder("mkfifo", studio.workspace.resolve("film/pipe").toString())
                .start()
                .waitFor();
        studio.open();

        JobView done = studio.awaitFinal(studio.start("film").id());

        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(done.result().orElseThrow().warnings()).isEmpty();
        assertThat(done.result().orElseThrow().notes())
                .singleElement()
                .asString()
                .contains("film/pipe");
    }

    @Test
    void start_ofAnUnknownProjectOrFormat_isRefused() throws Exception {
        studio.project("film");
        studio.open();

        assertRefused(Reason.UNKNOWN, () -> studio.start("other"));
        assertRefused(Reason.UNKNOWN, () -> studio.start("../workspace/film"));
        assertThatThrownBy(() ->
                        studio.start("film", DEFAULTS.toBuilder().format("rar").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rar")
                .hasMessageContaining("zip");
        assertThat(studio.data.resolve("exports")).isEmptyDirectory();
    }

    @Test
    void start_withAKeyThatWasUsed_givesTheExportThatItMade() throws Exception {
        studio.project("film");
        studio.project("other");
        studio.open();

        JobView first = studio.jobs().start("film", DEFAULTS, Priority.NORMAL, Optional.of("a"));
        JobView again = studio.jobs().start("film", DEFAULTS, Priority.NORMAL, Optional.of("a"));
        JobView another = studio.jobs().start("film", DEFAULTS, Priority.NORMAL, Optional.of("b"));

        assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(another.id());
        assertRefused(
                Reason.KEY_REUSED, () -> studio.jobs().start("other", DEFAULTS, Priority.NORMAL, Optional.of("a")));
        ExportOptions different = DEFAULTS.toBuilder().verify(true).build();
        assertRefused(
                Reason.KEY_REUSED, () -> studio.jobs().start("film", different, Priority.NORMAL, Optional.of("a")));
    }

    @Test
    void start_whenAsManyWaitAsMay_isRefused() throws Exception {
        studio.project("film");
        studio.options(studio.options().maxRunning(1).maxQueued(1)).open();

        JobView running = studio.held("film");
        JobView waiting = studio.start("film");
        assertRefused(Reason.QUEUE_FULL, () -> studio.start("film"));
        assertThat(studio.jobs().running()).isEqualTo(1);
        assertThat(studio.jobs().queued()).isEqualTo(1);

        studio.jobs().pause(waiting.id());
        JobView next = studio.start("film");
        assertRefused(Reason.QUEUE_FULL, () -> studio.jobs().resume(waiting.id()));
        studio.gate.open();
        assertThat(studio.awaitFinal(running.id()).state()).isEqualTo(JobState.COMPLETED);
        assertThat(studio.awaitFinal(next.id()).state()).isEqualTo(JobState.COMPLETED);
        assertThat(studio.jobs().find(waiting.id()).orElseThrow().state()).isEqualTo(JobState.PAUSED);
    }

    @Test
    void pauseAndResume_inTheMidstOfALargeFile_giveTheSameArchive() throws Exception {
        studio.open();
        JobView half = studio.halfWritten("film");

        JobView paused = studio.jobs().pause(half.id());
        assertThat(paused.state()).isEqualTo(JobState.PAUSED);
        assertThat(studio.made(paused)).containsExactly(".film.zip.export");
        assertThat(studio.jobs().pause(half.id())).isEqualTo(paused);

        studio.zip.run();
        double before = paused.progress().fraction();
        assertThat(studio.jobs().resume(half.id()).state()).isEqualTo(JobState.QUEUED);
        JobView goingOn = studio.await(half.id(), JobState.RUNNING);
        assertThat(goingOn.progress().fraction()).isGreaterThanOrEqualTo(before);
        JobView done = studio.awaitFinal(half.id());
        assertThat(done.state()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void requests_inAStateThatDoesNotAllowThem_areRefused() throws Exception {
        studio.project("film");
        studio.open();
        JobView running = studio.held("film");
        String id = running.id();

        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().resume(id));
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().verify(id));
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().hold(id));
        studio.gate.open();
        studio.awaitFinal(id);
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().pause(id));
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().resume(id));
        String unknown = UUID.randomUUID().toString();
        assertRefused(Reason.UNKNOWN, () -> studio.jobs().pause(unknown));
        assertRefused(Reason.UNKNOWN, () -> studio.jobs().delete(unknown));
        assertThat(studio.jobs().find(unknown)).isEmpty();
        assertThat(studio.jobs().events(unknown)).isEmpty();
    }

    @Test
    void verify_ofAGoodArchive_findsNothing() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");

        assertThat(studio.jobs().verify(done.id()).state()).isEqualTo(JobState.VERIFYING);
        JobView verified = studio.await(done.id(), view -> view.verification().isPresent());

        assertThat(verified.state()).isEqualTo(JobState.COMPLETED);
        assertThat(verified.verification().orElseThrow().problems()).isEmpty();
        assertThat(verified.result()).isEqualTo(done.result());
        assertThat(verified.finishedAt()).isEqualTo(done.finishedAt());
        assertThat(verified.expiresAt()).isEqualTo(done.expiresAt());
    }

    @Test
    void verify_ofADamagedArchive_fails() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");
        Path archive = done.result().orElseThrow().volumes().get(0).file();
        byte[] bytes = Files.readAllBytes(archive);
        bytes[bytes.length / 2] ^= 1;
        Files.write(archive, bytes);

        studio.jobs().verify(done.id());
        JobView failed = studio.await(done.id(), JobState.FAILED);

        assertThat(failed.failure().orElseThrow().code()).isEqualTo("verification_failed");
        assertThat(failed.failure().orElseThrow().resumable()).isFalse();
        assertThat(failed.verification().orElseThrow().problems()).isNotEmpty();
        assertThat(failed.result()).isEmpty();
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().hold(done.id()));
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().resume(done.id()));
    }

    @Test
    void export_ofAProjectThatIsGone_fails() throws Exception {
        studio.project("film");
        studio.project("other");
        studio.options(studio.options().maxRunning(1)).open();
        JobView running = studio.held("other");
        JobView waiting = studio.start("film");
        DataFolder.remove(studio.workspace.resolve("film"));

        studio.gate.open();
        studio.awaitFinal(running.id());
        JobView failed = studio.awaitFinal(waiting.id());

        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.failure().orElseThrow().code()).isEqualTo("project_gone");
        assertThat(failed.failure().orElseThrow().resumable()).isFalse();
    }

    @Test
    void failure_thatCanBeMended_isResumable() throws Exception {
        studio.project("film");
        studio.options(studio.options().maxRunning(1)).open();
        JobView running = studio.held("film");
        JobView waiting = studio.start("film");
        Path inTheWay = Files.writeString(studio.folder(waiting).resolve("archive/film.zip.sha256"), "mine");

        studio.gate.open();
        studio.awaitFinal(running.id());
        JobView failed = studio.awaitFinal(waiting.id());
        assertThat(failed.failure().orElseThrow().code()).isEqualTo("target");
        assertThat(failed.failure().orElseThrow().resumable()).isTrue();
        assertThat(failed.failure().orElseThrow().message()).doesNotContain(temp.toString());

        Files.delete(inTheWay);
        studio.jobs().resume(waiting.id());
        JobView done = studio.await(waiting.id(), JobState.COMPLETED);
        assertThat(done.failure()).isEmpty();
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void messages_nameNoPathOfThisMachine() throws Exception {
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("look.cube"), "LUT_3D_SIZE 2\n");
        studio.project("film");
        Files.createSymbolicLink(studio.workspace.resolve("film/look.cube"), elsewhere.resolve("look.cube"));
        studio.open();
        ExportOptions options = DEFAULTS.toBuilder().includeDependencies(true).build();

        String id = studio.start("film", options).id();
        JobView done = studio.await(id, view -> {
            assertThat(view.progress().message())
                    .doesNotContain(temp.toString(), temp.getFileName().toString());
            return view.state().isFinal();
        });

        assertThat(done.result().orElseThrow().warnings())
                .isNotEmpty()
                .noneMatch(warning -> warning.contains(temp.getFileName().toString()));
        assertThat(done.result().orElseThrow().incomplete()).isTrue();
        assertThat(done.state()).isEqualTo(JobState.COMPLETED_WITH_WARNINGS);
    }

    @Test
    void dataFolder_isForItsUserAlone() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");

        for (Path folder : new Path[] {
            studio.data,
            studio.data.resolve("exports"),
            studio.folder(done),
            studio.folder(done).resolve("archive")
        }) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .as("%s", folder)
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void open_ofAFolderThatIsTaken_isRefused() throws Exception {
        studio.open();

        assertThatThrownBy(() -> new Studio(temp).open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("this process");
        studio.reopen();
    }
}
