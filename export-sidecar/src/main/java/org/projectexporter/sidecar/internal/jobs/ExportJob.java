package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ProgressEvent;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Verification;

/**
 * One export: its states and the transitions between them; thread-safe. A worker thread owns it from {@link #begin}
 * until it reports the outcome; other threads request a stop and wait.
 */
final class ExportJob {
    /** Workers check their token many times a second; only a hanging disk takes longer. */
    private static final long LONGEST_STOP_MILLIS = 30_000;

    /** The task of a worker thread. */
    enum Step {
        EXPORT,
        VERIFY,
        /** It was paused, cancelled or removed while it was queued, or has already been taken. */
        NOTHING
    }

    /** The request to the worker thread; a later constant overrides an earlier one. */
    private enum Wish {
        CONTINUE,
        /** The process ends. */
        STOP,
        PAUSE,
        FAIL,
        CANCEL
    }

    private final PersistedJob kept;
    private final Clock clock;
    private final Duration retention;
    private final Holds holds = new Holds();
    private CancellationToken token = new CancellationToken();
    private Wish wish = Wish.CONTINUE;
    private @Nullable Failure wishedFailure;
    private boolean active;
    private boolean closing;
    private boolean forgotten;

    private ExportJob(PersistedJob kept, Clock clock, Duration retention) {
        this.kept = kept;
        this.clock = clock;
        this.retention = retention;
    }

    /** A new export, queued and stored. */
    static ExportJob create(JobView view, Optional<String> key, JobStore store, Clock clock, Duration retention)
            throws IOException {
        return new ExportJob(PersistedJob.create(view, key, store), clock, retention);
    }

    /** An export of an earlier process; if it was running, it is queued again. */
    static ExportJob restore(JobRecord record, JobStore store, Clock clock, Duration retention) {
        JobView old = record.view();
        JobViewBuilder now = JobViewBuilder.of(old);
        if (old.state().isFinal()) {
            now.expiresAt(old.finishedAt().map(at -> at.plus(retention)).orElse(null));
            return new ExportJob(PersistedJob.unchanged(record, now.build(), store), clock, retention);
        }
        if (old.state() == JobState.RUNNING) {
            now.state(JobState.QUEUED);
        }
        return new ExportJob(PersistedJob.changed(record, now.build(), store), clock, retention);
    }

    JobView view() {
        return kept.view();
    }

    EventLog events() {
        return kept.events();
    }

    Optional<String> key() {
        return kept.key();
    }

    /** The token for the worker thread. */
    synchronized CancellationToken token() {
        return token;
    }

    /** Assigns it to the calling thread. */
    synchronized Step begin() {
        boolean waits = view().state() == JobState.QUEUED || view().state() == JobState.VERIFYING;
        if (active || closing || forgotten || !waits) {
            return Step.NOTHING;
        }
        active = true;
        wish = Wish.CONTINUE;
        token = new CancellationToken();
        if (view().state() == JobState.VERIFYING) {
            return Step.VERIFY;
        }
        become(next().state(JobState.RUNNING).startedAt(view().startedAt().orElse(now(clock))));
        return Step.EXPORT;
    }

    /** Publishes progress without storing it. */
    synchronized void progressed(ProgressEvent event, String message) {
        if (event.type() == ProgressEvent.Type.EXPORT_PROGRESS) {
            double least =
                    view().state() == JobState.RUNNING ? view().progress().fraction() : 0;
            kept.progressed(
                    next().progress(Progresses.of(event, message, least)).build());
        }
    }

    /** Its archive is finished, or was verified. */
    synchronized void completed(Result result, @Nullable Verification verification) {
        boolean warned = result.incomplete() || !result.warnings().isEmpty();
        JobViewBuilder end = next().state(warned ? JobState.COMPLETED_WITH_WARNINGS : JobState.COMPLETED)
                .progress(Progresses.finished(result, "exported"))
                .result(result)
                .failure(null);
        end(end, verification);
    }

    /** It ended without an intact archive. */
    synchronized void failed(Failure failure, @Nullable Verification verification) {
        JobViewBuilder end = next().state(JobState.FAILED)
                .progress(Progresses.still(view().progress(), failure.message()))
                .result(null)
                .failure(failure);
        end(end, verification);
    }

    private void end(JobViewBuilder end, @Nullable Verification verification) {
        if (wish == Wish.CANCEL) {
            becomeCancelled();
            return; // its files still have to be removed
        }
        if (verification != null) {
            end.verification(verification);
        }
        becomeFinal(end);
        release();
    }

    /** It stopped because of its token. */
    synchronized void stopped() {
        switch (wish) {
            case CANCEL -> becomeCancelled(); // its files still have to be removed
            case PAUSE -> {
                becomePaused();
                release();
            }
            case FAIL -> failed(wishedFailure == null ? Failures.cancelled() : wishedFailure, null);
            case STOP, CONTINUE -> release(); // it is stored as running, and resumes when the folder is opened again
        }
    }

    /** The worker thread is done with it. */
    synchronized void release() {
        active = false;
        notifyAll();
    }

    /** Ends it in its current state, from the worker thread. */
    synchronized void stopBecause(Failure failure) {
        wishedFailure = failure;
        wish(Wish.FAIL);
    }

    private void wish(Wish value) {
        if (value.compareTo(wish) > 0) {
            wish = value;
        }
        token.cancel();
    }

    /** See {@link ExportJobs#pause}. */
    synchronized JobView pause() throws JobException, IOException {
        requireThere();
        if (view().state() == JobState.QUEUED) {
            becomePaused();
        } else if (view().state() == JobState.RUNNING && active) {
            wish(Wish.PAUSE);
            awaitIdle();
        }
        if (view().state() != JobState.PAUSED) {
            throw wrongState("only a queued or running export can be paused");
        }
        return view();
    }

    /** From PAUSED or FAILED to QUEUED; see {@link ExportJobs#resume}. */
    synchronized JobView requeue() throws JobException {
        requireThere();
        boolean resumable = view().failure().map(Failure::resumable).orElse(false);
        if (view().state() != JobState.PAUSED && !(view().state() == JobState.FAILED && resumable)) {
            throw wrongState("only an export that is paused, or failed and resumable, can be resumed");
        }
        become(next().state(JobState.QUEUED)
                .progress(Progresses.still(view().progress(), Progresses.WAITING.message()))
                .finishedAt(null)
                .expiresAt(null)
                .failure(null));
        return view();
    }

    /** From COMPLETED to VERIFYING; see {@link ExportJobs#verify}. */
    synchronized JobView startVerifying() throws JobException {
        requireThere();
        if (!view().state().isCompleted()) {
            throw wrongState("only a completed export can be verified");
        }
        become(next().state(JobState.VERIFYING)
                .progress(Progresses.VERIFYING)
                .expiresAt(null)
                .verification(null));
        return view();
    }

    /**
     * Cancels it and waits until no thread works on it.
     *
     * @return false if it was final already
     */
    synchronized boolean cancel() throws JobException, IOException {
        requireThere();
        if (view().state().isFinal() && !active) {
            return false;
        }
        if (active) {
            wish(Wish.CANCEL);
            awaitIdle();
        } else {
            becomeCancelled();
        }
        return true;
    }

    /** Makes it inaccessible if it is final; false if it is not, or already was. */
    synchronized boolean forget() {
        if (forgotten || active || !view().state().isFinal()) {
            return false;
        }
        forgotten = true;
        return true;
    }

    /** Whether it is final, its retention time is over, and its archive is not being read. */
    boolean isExpired(Instant now) {
        return view().expiresAt().map(at -> !at.isAfter(now)).orElse(false) && !holds.any();
    }

    /** Prevents the removal of its archive. */
    synchronized ArchiveHold hold() throws JobException {
        requireThere();
        Result result = view().result().orElse(null);
        if (result == null || !holds.take()) {
            throw wrongState("there is no archive yet");
        }
        return new ArchiveHold(view(), result, holds);
    }

    /** Removes something when the archive is no longer being read. */
    void whenFree(Runnable removal) {
        holds.whenFree(removal);
    }

    /** Stops it in its current state, for the next process. */
    synchronized void close() {
        closing = true;
        if (active) {
            wish(Wish.STOP);
        }
    }

    private void awaitIdle() throws JobException, IOException {
        long end = System.nanoTime() + Duration.ofMillis(LONGEST_STOP_MILLIS).toNanos();
        try {
            while (active) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    throw wrongState("it has not stopped yet; try again later");
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the export was stopping");
        }
        if (closing && !view().state().isFinal() && view().state() != JobState.PAUSED) {
            throw new JobException(Reason.STOPPING, "the sidecar is stopping");
        }
    }

    private void requireThere() throws JobException {
        if (forgotten) {
            throw unknown(view().id());
        }
    }

    static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN, "there is no export " + id);
    }

    private JobException wrongState(String rule) {
        return new JobException(
                Reason.WRONG_STATE,
                "the export " + view().id() + " is " + view().state().jsonName() + "; " + rule);
    }

    private void becomePaused() {
        become(next().state(JobState.PAUSED).progress(Progresses.still(view().progress(), "paused")));
    }

    private void becomeCancelled() {
        becomeFinal(next().state(JobState.CANCELLED)
                .progress(Progresses.still(view().progress(), "cancelled"))
                .result(null)
                .failure(Failures.cancelled()));
    }

    private void becomeFinal(JobViewBuilder next) {
        boolean verified = view().state() == JobState.VERIFYING;
        Instant at = verified ? view().finishedAt().orElse(now(clock)) : now(clock);
        become(next.finishedAt(at).expiresAt(at.plus(retention)));
    }

    private JobViewBuilder next() {
        return JobViewBuilder.of(view());
    }

    private void become(JobViewBuilder next) {
        kept.become(next.build());
    }

    /** The stored form of a state. */
    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
