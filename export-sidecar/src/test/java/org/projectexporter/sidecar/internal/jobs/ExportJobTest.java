package org.projectexporter.sidecar.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.StorageLimits;

/** What is asked of an export at the very moment in which it ends; the test is the thread that works on it. */
class ExportJobTest {
    private static final String ID = "0d5b6a52-7a3c-4e0e-9d57-0d1f3f3c8b11";

    @TempDir
    Path temp;

    private ExportJob job;

    @BeforeEach
    void begin() throws IOException {
        JobStore store = new JobStore(DataFolder.make(temp.resolve("data")));
        JobView view = new JobViewBuilder(
                        ID, new JobView.Project("film", "film", ""), ExportOptions.defaults(), Instant.EPOCH)
                .build();
        job = ExportJob.create(
                view, Optional.empty(), store, new JobTransitions(Clock.systemUTC(), StorageLimits.defaults()));
        assertThat(job.begin()).isEqualTo(ExportJob.Step.EXPORT);
    }

    private static JobView.Result result() {
        return new JobView.Result(
                List.of(),
                Path.of("film.manifest.json"),
                Optional.empty(),
                1,
                1,
                1,
                OptionalLong.empty(),
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private interface Request {
        Object run() throws Exception;
    }

    /** Asks from another thread, and returns when the one that works on it has been told. */
    private CompletableFuture<Object> ask(Request request) throws InterruptedException {
        CompletableFuture<Object> answer = CompletableFuture.supplyAsync(() -> {
            try {
                return request.run();
            } catch (JobException e) {
                return e.reason();
            } catch (Exception e) {
                return e;
            }
        });
        CancellationToken token = job.token();
        while (!token.isCancelled()) {
            Thread.sleep(1);
        }
        return answer;
    }

    @Test
    void begin_ofOneThatIsWorkedOn_isNotGiven() {
        assertThat(job.begin()).isEqualTo(ExportJob.Step.NOTHING);
    }

    @Test
    void pause_whenTheArchiveJustGotItsName_isRefused() throws Exception {
        CompletableFuture<Object> pause = ask(job::pause);
        job.completed(result(), null);

        assertThat(pause.get()).isEqualTo(JobException.Reason.WRONG_STATE);
        assertThat(job.view().state()).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void cancel_whenTheArchiveJustGotItsName_cancels() throws Exception {
        CompletableFuture<Object> cancel = ask(job::cancel);
        job.completed(result(), null);

        assertThat(job.view().state()).isEqualTo(JobState.CANCELLED);
        assertThat(job.view().result()).isEmpty();
        assertThat(cancel).as("its files are still there").isNotDone();
        job.release();
        assertThat(cancel.get()).isEqualTo(true);
    }

    @Test
    void cancel_afterPause_wins_whicheverCameFirst() throws Exception {
        CompletableFuture<Object> pause = ask(job::pause);
        CompletableFuture<Object> cancel = CompletableFuture.supplyAsync(() -> {
            try {
                return job.cancel();
            } catch (JobException | IOException e) {
                return e;
            }
        });
        Thread.sleep(50); // either both have asked, or the second finds it paused
        job.stopped();
        job.release();

        assertThat(cancel.get()).isEqualTo(true);
        assertThat(job.view().state()).isEqualTo(JobState.CANCELLED);
        assertThat(pause.get()).isInstanceOfAny(JobException.Reason.class, JobView.class);
    }

    @Test
    void stop_leavesItAsItWas_andRefusesWhatWasAsked() throws Exception {
        job.close();
        job.stopped();

        assertThat(job.view().state()).isEqualTo(JobState.RUNNING);
        assertThat(job.begin()).isEqualTo(ExportJob.Step.NOTHING);
    }

    @Test
    void pause_whileTheProcessStops_isKept() throws Exception {
        CompletableFuture<Object> pause = ask(job::pause);
        job.close();
        job.stopped();

        assertThat(pause.get()).isInstanceOfSatisfying(JobView.class, view -> assertThat(view.state())
                .isEqualTo(JobState.PAUSED));
    }

    @Test
    void requeue_ofAFailureThatIsNotResumable_isRefused() throws Exception {
        job.failed(new JobView.Failure("source", "no", false), null);

        assertThatThrownBy(() -> job.requeue(Optional.empty())).isInstanceOf(JobException.class);
        assertThat(job.forget()).isTrue();
        assertThat(job.forget()).isFalse();
        assertThatThrownBy(() -> job.requeue(Optional.empty())).hasMessageContaining("there is no export");
    }
}
