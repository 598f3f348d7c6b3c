package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.testkit.TreeSnapshot;

class ExportJobsTest {
    private static final ExportOptions DEFAULTS = ExportOptions.defaults();

    @TempDir
    Path temp;

    private Studio studio;

    @BeforeEach
    void openStudio() throws IOException {
        studio = new Studio(temp);
    }

    @AfterEach
    void closeStudio() throws IOException {
        studio.close();
    }

    private static void assertRefused(Reason reason, ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(JobException.class, e -> assertThat(e.reason())
                .isEqualTo(reason));
    }

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
        studio.project("film").file("take.mp4", new org.projectexporter.testkit.Noise(9).bytes(2_500_000));
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
    void start_withWarnings_endsWithWarnings() throws Exception {
        studio.project("film");
        new ProcessBuilder("mkfifo", studio.workspace.resolve("film/pipe").toString())
                .start()
                .waitFor();
        studio.open();

        JobView done = studio.awaitFinal(studio.start("film").id());

        assertThat(done.state()).isEqualTo(JobState.COMPLETED_WITH_WARNINGS);
        assertThat(done.result().orElseThrow().warnings())
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

        JobView first = studio.jobs().start("film", DEFAULTS, Optional.of("a"));
        JobView again = studio.jobs().start("film", DEFAULTS, Optional.of("a"));
        JobView another = studio.jobs().start("film", DEFAULTS, Optional.of("b"));

        assertThat(again.id()).isEqualTo(first.id()).isNotEqualTo(another.id());
        assertRefused(Reason.KEY_REUSED, () -> studio.jobs().start("other", DEFAULTS, Optional.of("a")));
        ExportOptions different = DEFAULTS.toBuilder().verify(true).build();
        assertRefused(Reason.KEY_REUSED, () -> studio.jobs().start("film", different, Optional.of("a")));
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
    void delete_ofOneThatWaits_cancelsIt() throws Exception {
        studio.project("film");
        studio.open();
        JobView running = studio.held("film");
        JobView waiting = studio.start("film");

        studio.jobs().delete(waiting.id());

        JobView cancelled = studio.jobs().find(waiting.id()).orElseThrow();
        assertThat(cancelled.state()).isEqualTo(JobState.CANCELLED);
        assertThat(cancelled.failure().orElseThrow().code()).isEqualTo("cancelled");
        studio.gate.open();
        assertThat(studio.awaitFinal(running.id()).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void delete_ofOneThatRuns_removesWhatItHasMade() throws Exception {
        studio.open();
        JobView half = studio.writing("film", 20_000_000);

        studio.jobs().delete(half.id());

        assertThat(studio.jobs().find(half.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(studio.made(half)).isEmpty();
        studio.jobs().delete(half.id());
        assertThat(studio.jobs().find(half.id())).isEmpty();
        assertThat(studio.folder(half)).doesNotExist();
    }

    @Test
    void delete_ofOneThatIsPaused_removesWhatItHasMade() throws Exception {
        studio.open();
        JobView half = studio.writing("film", 20_000_000);
        studio.jobs().pause(half.id());

        studio.jobs().delete(half.id());

        assertThat(studio.jobs().find(half.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(studio.made(half)).isEmpty();
        assertRefused(Reason.WRONG_STATE, () -> studio.jobs().resume(half.id()));
    }

    @Test
    void delete_andPause_atOnce_endCancelled() throws Exception {
        studio.project("film");
        studio.open();
        for (int i = 0; i < 5; i++) {
            String id = studio.held("film").id();

            CompletableFuture<Object> pause = outcome(() -> studio.jobs().pause(id));
            CompletableFuture<Object> delete = outcome(() -> delete(id));

            assertThat(delete.get()).isEqualTo("deleted");
            assertThat(pause.get()).isInstanceOfAny(Reason.class, JobView.class).isNotEqualTo(Reason.UNKNOWN);
            assertThat(studio.jobs().find(id).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void delete_ofOneThatIsFinal_byTwoAtOnce_isDoneByOne() throws Exception {
        studio.project("film");
        studio.open();
        for (int i = 0; i < 5; i++) {
            String id = studio.finished("film").id();
            CompletableFuture<Object> first = outcome(() -> delete(id));
            CompletableFuture<Object> second = outcome(() -> delete(id));

            assertThat(new Object[] {first.get(), second.get()}).containsExactlyInAnyOrder("deleted", Reason.UNKNOWN);
        }
        assertThat(studio.data.resolve("exports")).isEmptyDirectory();
    }

    private Object delete(String id) throws Exception {
        studio.jobs().delete(id);
        return "deleted";
    }

    private interface Request {
        Object run() throws Exception;
    }

    /** What it gives, or the reason why it was refused. */
    private static CompletableFuture<Object> outcome(Request request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return request.run();
            } catch (JobException e) {
                return e.reason();
            } catch (Exception e) {
                return e;
            }
        });
    }

    @Test
    void pauses_atAnyMoment_endPausedOrCompleted() throws Exception {
        studio.project("film");
        studio.open();
        for (int millis = 0; millis < 60; millis += 6) {
            JobView job = studio.start("film");
            Thread.sleep(millis);
            Object outcome = outcome(() -> studio.jobs().pause(job.id())).get();
            JobState state = studio.jobs().find(job.id()).orElseThrow().state();
            if (outcome instanceof JobView paused) {
                assertThat(paused.state()).isEqualTo(JobState.PAUSED);
                studio.jobs().resume(job.id());
            } else {
                assertThat(outcome).isEqualTo(Reason.WRONG_STATE);
                assertThat(state).isEqualTo(JobState.COMPLETED);
            }
            JobView done = studio.awaitFinal(job.id());
            assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        }
    }

    @Test
    void delete_whileTheArchiveIsRead_leavesItUntilThen() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");
        Path archive = done.result().orElseThrow().volumes().get(0).file();

        try (ArchiveHold hold = studio.jobs().hold(done.id())) {
            studio.jobs().delete(done.id());
            assertThat(studio.jobs().find(done.id())).isEmpty();
            assertThat(hold.result().volumes().get(0).file()).exists();
            assertRefused(Reason.UNKNOWN, () -> studio.jobs().hold(done.id()));
        }
        assertThat(archive).doesNotExist();
        assertThat(studio.folder(done)).doesNotExist();
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
