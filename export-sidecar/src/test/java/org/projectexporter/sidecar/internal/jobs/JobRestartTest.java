package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/** What the next process makes of what one has left. */
class JobRestartTest extends StudioTest {
    private static final ExportOptions DEFAULTS = ExportOptions.defaults();

    private JobRecord kept(JobView job) throws IOException {
        Path folder = studio.folder(job);
        return JobFile.decode(Files.readAllBytes(folder.resolve("job.json")), folder.resolve("archive"));
    }

    /** Makes it look as if the process had died while the export was in that state. */
    private void keepAs(JobState state, JobView job) throws IOException {
        JobViewBuilder view =
                JobViewBuilder.of(job).state(state).finishedAt(null).expiresAt(null);
        if (state != JobState.VERIFYING) {
            view.result(null);
        }
        JobRecord record = kept(job);
        Files.write(
                studio.folder(job).resolve("job.json"),
                JobFile.encode(new JobRecord(
                        view.build(), record.idempotencyKey(), record.lastEvent(), record.reservedEvents())));
    }

    @Test
    void close_inTheMiddleOfALargeFile_stopsSoon_andTheExportResumes() throws Exception {
        studio.open();
        JobView half = studio.halfWritten("film");
        long before = System.nanoTime();
        studio.jobs().close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(studio.made(half)).containsExactly(".film.zip.export");

        studio.zip.run();
        studio.open();
        JobView going = studio.await(half.id(), view -> view.progress().bytesDone() > 0);
        assertThat(going.progress().fraction()).isGreaterThan(0.25);
        JobView done = studio.awaitFinal(half.id());

        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(done.startedAt()).isEqualTo(half.startedAt());
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void exportBegunByAnotherVersion_fails_andThatVersionCanResumeIt() throws Exception {
        studio.open();
        JobView half = studio.halfWritten("film");
        studio.jobs().close();
        Path request = studio.folder(half).resolve("archive/.film.zip.export/request");
        byte[] ours = Files.readAllBytes(request);
        Files.writeString(request, "PEXPREQ\2" + "as an older version wrote it");

        studio.open();
        JobView failed = studio.awaitFinal(half.id());

        assertThat(failed.failure()).get().satisfies(failure -> {
            assertThat(failure.code()).isEqualTo("other_version");
            assertThat(failure.resumable()).isTrue();
            assertThat(failure.message()).contains("an older version", "resume the export with that version");
        });
        Files.write(request, ours);
        studio.zip.run();
        studio.jobs().resume(half.id());
        JobView done = studio.await(half.id(), JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    @Tag("long")
    void close_atFullSpeed_stopsSoon_whileItWritesAndWhileItVerifies() throws Exception {
        GitFixture.init(studio.workspace.resolve("film")).file("take.mp4", new Noise(5).bytes(600_000_000));
        studio.open();
        String id =
                studio.start("film", DEFAULTS.toBuilder().verify(true).build()).id();
        for (String phase : new String[] {"planning", "writing", "verifying"}) {
            studio.await(id, view -> view.progress().phase().equals(phase));
            Thread.sleep(30);
            long before = System.nanoTime();
            studio.jobs().close();
            Duration took = Duration.ofNanos(System.nanoTime() - before);
            System.out.println("stopped while " + phase + " within " + took.toMillis() + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(4));
            assertThat(studio.jobs().find(id).orElseThrow().state()).as(phase).isEqualTo(JobState.RUNNING);
            studio.open();
        }
        JobView done = studio.awaitFinal(id);
        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void whatWaitedOrPlanned_resumesByItself_andWhatWasPausedStays() throws Exception {
        studio.project("film");
        studio.options(studio.options().maxRunning(1)).open();
        JobView running = studio.held("film");
        JobView waiting = studio.start("film");
        JobView paused = studio.start("film");
        studio.jobs().pause(paused.id());

        studio.reopen();
        assertThat(studio.jobs().find(paused.id()).orElseThrow().state()).isEqualTo(JobState.PAUSED);
        studio.gate.open();

        for (JobView job : new JobView[] {running, waiting}) {
            JobView done = studio.awaitFinal(job.id());
            assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
            assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
        }
        studio.jobs().resume(paused.id());
        assertThat(studio.awaitFinal(paused.id()).state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void finalStates_areKeptAsTheyWere() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");
        JobView held = studio.held("film");
        studio.jobs().delete(held.id());
        JobView cancelled = studio.jobs().find(held.id()).orElseThrow();

        studio.reopen();

        assertThat(studio.jobs().find(done.id())).contains(done);
        JobView restored = studio.jobs().find(held.id()).orElseThrow();
        assertThat(restored.state()).isEqualTo(JobState.CANCELLED);
        assertThat(restored.failure()).isEqualTo(cancelled.failure());
        assertThat(studio.jobs().ofProject("film"))
                .extracting(JobView::id)
                .containsExactlyInAnyOrder(done.id(), held.id());
    }

    @Test
    void eventNumbers_neverFall() throws Exception {
        studio.open();
        JobView running = studio.writing("film", 20_000_000);
        long before = studio.jobs().events(running.id()).orElseThrow().lastNumber();
        for (int i = 0; i < 3; i++) {
            studio.reopen();
            long after = studio.jobs().events(running.id()).orElseThrow().lastNumber();
            assertThat(after).isGreaterThan(before);
            before = after;
        }
        studio.zip.run();
        JobView done = studio.awaitFinal(running.id());
        long end = studio.jobs().events(running.id()).orElseThrow().lastNumber();

        studio.reopen();
        EventLog events = studio.jobs().events(running.id()).orElseThrow();
        CompletableFuture<JobEvent> told = new CompletableFuture<>();
        events.next(before, told::complete);
        assertThat(events.lastNumber()).isEqualTo(end);
        assertThat(told.get()).isEqualTo(new JobEvent(end, JobEvent.Type.EXPORT_COMPLETE, done));
    }

    @Test
    void eventNumbers_areReservedBeforeTheyAreTold() throws Exception {
        studio.open();
        JobView half = studio.writing("film", 20_000_000);

        long told = studio.jobs().events(half.id()).orElseThrow().lastNumber();
        assertThat(told).isGreaterThan(2);
        assertThat(kept(half).reservedEvents()).isGreaterThanOrEqualTo(told);
    }

    @Test
    void aVerificationThatWasCut_isDoneAgain() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");
        studio.jobs().close();
        keepAs(JobState.VERIFYING, done);

        studio.open();
        JobView verified = studio.await(done.id(), JobState.COMPLETED);

        assertThat(verified.verification().orElseThrow().problems()).isEmpty();
        assertThat(verified.result()).isEqualTo(done.result());
    }

    @Test
    void anArchiveThatHasItsName_isFoundByTheNextProcess() throws Exception {
        studio.project("film");
        studio.open();
        JobView done = studio.finished("film");
        studio.jobs().close();
        keepAs(JobState.RUNNING, done);

        studio.open();
        JobView found = studio.awaitFinal(done.id());

        assertThat(found.state()).as("%s", found.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(found.result()).isEqualTo(done.result());
    }

    @Test
    void aRunThatDiedInItsFirstMoment_isStartedOver() throws Exception {
        studio.project("film");
        studio.open();
        JobView running = studio.held("film");
        studio.jobs().close();
        Path work = studio.folder(running).resolve("archive/.film.zip.export");
        assertThat(work).isDirectory();
        DataFolder.remove(work.resolve("request"));

        studio.gate.open();
        studio.open();
        JobView done = studio.awaitFinal(running.id());

        assertThat(done.state()).as("%s", done.failure()).isEqualTo(JobState.COMPLETED);
        assertThat(Studio.archive(done)).isEqualTo(studio.reference(done));
    }

    @Test
    void keys_areKnownToTheNextProcess() throws Exception {
        studio.project("film");
        studio.open();
        JobView first = studio.jobs().start("film", DEFAULTS, Priority.NORMAL, Optional.of("key"));

        studio.reopen();

        assertThat(studio.jobs()
                        .start("film", DEFAULTS, Priority.NORMAL, Optional.of("key"))
                        .id())
                .isEqualTo(first.id());
    }

    @Test
    void unknownFiles_areRemovedOrMovedAside_andHinderNothing() throws Exception {
        studio.project("film");
        studio.open();
        JobView good = studio.finished("film");
        JobView bad = studio.finished("film");
        JobView newer = studio.finished("film");
        studio.jobs().close();
        Path exports = studio.data.resolve("exports");
        Path orphan = Files.createDirectories(exports.resolve(UUID.randomUUID() + "/archive"));
        Files.writeString(orphan.resolve("film.zip"), "half");
        Files.createDirectories(exports.resolve("notes"));
        Files.writeString(exports.resolve("notes/file"), "mine");
        Files.writeString(exports.resolve("file"), "mine");
        Files.createSymbolicLink(exports.resolve(UUID.randomUUID().toString()), studio.workspace);
        byte[] job = Files.readAllBytes(studio.folder(bad).resolve("job.json"));
        job[job.length / 2] ^= 1;
        Files.write(studio.folder(bad).resolve("job.json"), job);
        String text = Files.readString(studio.folder(newer).resolve("job.json"));
        Files.writeString(studio.folder(newer).resolve("job.json"), text.replace("\"version\":1", "\"version\":9"));
        Files.write(studio.folder(good).resolve("job.json.new"), "half".getBytes(StandardCharsets.UTF_8));

        studio.open();

        assertThat(studio.jobs().ofProject("film")).containsExactly(good);
        assertThat(orphan.getParent()).doesNotExist();
        assertThat(studio.folder(good).resolve("job.json.new")).doesNotExist();
        assertThat(studio.data.resolve("damaged/" + bad.id() + "/archive/film.zip"))
                .exists();
        assertThat(studio.data.resolve("damaged/notes/file")).exists();
        assertThat(studio.data.resolve("damaged/file")).exists();
        assertThat(studio.folder(newer)).exists();
        assertThat(studio.workspace.resolve("film")).exists();
        assertThat(studio.start("film").state()).isEqualTo(JobState.QUEUED);
    }

    /** The clock shows a time at which it is not to be removed yet. */
    @Test
    void aFinishedExportOfTheFirstBuild_isKept_withItsArchive() throws Exception {
        studio.clock(new MovableClock(Instant.parse("2026-11-20T11:00:00Z")));
        studio.project("film");
        studio.open();
        studio.jobs().close();
        Path folder = studio.data.resolve("exports/" + FirstJobFile.ID);
        Path archive = Files.createDirectories(folder.resolve("archive")).resolve("film.zip");
        Files.writeString(archive, "archive");
        Files.writeString(archive.resolveSibling("film.zip.manifest.json"), "{}");
        Files.write(folder.resolve("job.json"), FirstJobFile.bytes());

        studio.open();

        JobView found = studio.jobs().find(FirstJobFile.ID).orElseThrow();
        assertThat(found.state()).isEqualTo(JobState.COMPLETED);
        assertThat(found.result().orElseThrow().volumes().get(0).file()).isEqualTo(archive);
        assertThat(archive).hasContent("archive");
    }

    @Test
    void filesOfACancelledExport_areRemovedByTheNextProcess() throws Exception {
        studio.project("film");
        studio.open();
        JobView held = studio.held("film");
        studio.jobs().delete(held.id());
        Files.createDirectories(studio.folder(held).resolve("archive/.film.zip.export"));

        studio.reopen();

        assertThat(studio.made(held)).isEmpty();
    }

    @Test
    void afterClose_requestsAreRefused() throws Exception {
        studio.project("film");
        studio.open();
        ExportJobs jobs = studio.jobs();
        String id = studio.held("film").id();
        CompletableFuture<Object> pause = CompletableFuture.supplyAsync(() -> {
            try {
                return jobs.pause(id).state();
            } catch (JobException e) {
                return e.reason();
            } catch (IOException e) {
                return e;
            }
        });
        jobs.close();

        assertThat(pause.get()).isIn(JobState.PAUSED, Reason.STOPPING);
        try {
            jobs.start("film", DEFAULTS, Priority.NORMAL, Optional.empty());
            throw new AssertionError("it was taken");
        } catch (JobException e) {
            assertThat(e.reason()).isEqualTo(Reason.STOPPING);
        }
        jobs.close();
    }
}
