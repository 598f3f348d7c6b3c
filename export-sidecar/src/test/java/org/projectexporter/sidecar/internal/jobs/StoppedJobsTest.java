package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/** Exports that are stopped for good, or while others ask something of them. */
class StoppedJobsTest extends StudioTest {
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
}
