package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.ProgressEvent;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Verification;

/**
 * One export: its state and who may change it; thread-safe. A worker thread owns it from {@link #begin} until it
 * reports the outcome; other threads request a stop and wait. {@link JobTransitions} has the states and what leads from
 * one to another.
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
    private final JobTransitions transitions;
    private final Holds holds = new Holds();
    private CancellationToken token = new CancellationToken();
    private Wish wish = Wish.CONTINUE;
    private @Nullable Failure wishedFailure;
    private @Nullable Path awaited;
    private boolean active;
    private long ranNanos;
    private boolean closing;
    private boolean forgotten;

    private ExportJob(PersistedJob kept, JobTransitions transitions) {
        this.kept = kept;
        this.transitions = transitions;
    }

    /** A new export, queued and stored. */
    static ExportJob create(JobView view, Optional<String> key, JobStore store, JobTransitions transitions)
            throws IOException {
        return new ExportJob(PersistedJob.create(view, key, store), transitions);
    }

    /** An export of an earlier process; if it was running, it is queued again. */
    static ExportJob restore(JobRecord record, JobStore store, JobTransitions transitions) {
        JobView now = transitions.restored(record.view());
        PersistedJob kept = now.state().isFinal()
                ? PersistedJob.unchanged(record, now, store)
                : PersistedJob.changed(record, now, store);
        return new ExportJob(kept, transitions);
    }

    JobView view() {
        return kept.view();
    }

    /** The folder that it waits for; empty if that is its project's own. */
    synchronized Optional<Path> awaited() {
        return Optional.ofNullable(awaited);
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
        kept.become(transitions.running(view()));
        return Step.EXPORT;
    }

    /** Its project has this folder now; what was exported of another one is no longer there. */
    synchronized void moved(String folderMark) {
        kept.become(transitions.moved(view(), folderMark));
    }

    /** Publishes progress without storing it. */
    synchronized void progressed(ProgressEvent event, String message) {
        if (!event.type().isLast()) {
            double least =
                    view().state() == JobState.RUNNING ? view().progress().fraction() : 0;
            kept.progressed(JobViewBuilder.of(view())
                    .progress(Progresses.of(event, message, least))
                    .build());
        }
    }

    /** Its archive is finished, or was verified. */
    synchronized void completed(Result result, @Nullable Verification verification) {
        if (wish == Wish.CANCEL) {
            kept.become(transitions.cancelled(view())); // its files are still to be removed
            return;
        }
        kept.become(transitions.completed(view(), result, verification));
        release();
    }

    /** It ended without an intact archive. */
    synchronized void failed(Failure failure, @Nullable Verification verification) {
        if (wish == Wish.CANCEL) {
            kept.become(transitions.cancelled(view())); // its files still have to be removed
            return;
        }
        kept.become(transitions.failed(view(), failure, verification));
        release();
    }

    /**
     * It stopped because its project is gone, which it waits for.
     *
     * @param folder what is gone, if it is not the project's own folder
     */
    synchronized void waits(String message, @Nullable Path folder) {
        if (wish == Wish.CANCEL) {
            kept.become(transitions.cancelled(view())); // its files still have to be removed
            return;
        }
        awaited = folder;
        kept.become(transitions.waiting(view(), message));
        release();
    }

    /** It stopped because of its token. */
    synchronized void stopped() {
        switch (wish) {
            case CANCEL -> kept.become(transitions.cancelled(view())); // its files still have to be removed
            case PAUSE -> {
                kept.become(transitions.paused(view()));
                release();
            }
            case FAIL -> failed(wishedFailure == null ? Failures.cancelled() : wishedFailure, null);
            case STOP, CONTINUE -> release(); // it is stored as running, and resumes when the folder is opened again
        }
    }

    /** Adds the duration of a run; the sum of all runs in this process. */
    synchronized long ran(long nanos) {
        ranNanos += nanos;
        return ranNanos;
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
            kept.become(transitions.paused(view()));
        } else if (view().state() == JobState.RUNNING && active) {
            wish(Wish.PAUSE);
            awaitIdle();
        }
        if (view().state() != JobState.PAUSED) {
            throw wrongState("only a queued or running export can be paused");
        }
        return view();
    }

    /** From PAUSED, WAITING_FOR_PROJECT or FAILED to QUEUED; see {@link ExportJobs#resume}. */
    synchronized JobView requeue(Optional<OnUnreadable> onUnreadable) throws JobException {
        requireThere();
        boolean resumable = view().failure().map(Failure::resumable).orElse(false);
        if (!view().state().isStopped() && !(view().state() == JobState.FAILED && resumable)) {
            throw wrongState("only an export that is paused, waits for its project, or failed and is resumable, can be"
                    + " resumed");
        }
        kept.become(transitions.queued(view(), onUnreadable));
        return view();
    }

    /** From COMPLETED to VERIFYING; see {@link ExportJobs#verify}. */
    synchronized JobView startVerifying() throws JobException {
        requireThere();
        if (!view().state().isCompleted()) {
            throw wrongState("only a completed export can be verified");
        }
        kept.become(transitions.verifying(view()));
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
            kept.become(transitions.cancelled(view()));
        }
        return true;
    }

    /** Cancels it if it is stopped; false if it is not, for example because it was resumed meanwhile. */
    synchronized boolean cancelStopped() {
        if (forgotten || active || !view().state().isStopped()) {
            return false;
        }
        kept.become(transitions.cancelled(view()));
        return true;
    }

    /** See {@link ExportJobs#keep}. */
    synchronized JobView keep(Optional<Instant> until) throws JobException, IOException {
        requireThere();
        if (active || !view().state().isFinal()) {
            throw wrongState("only an export that has ended can be kept longer");
        }
        kept.update(transitions.kept(view(), until));
        return view();
    }

    /** Makes it inaccessible if it is final; false if it is not, or already was. */
    synchronized boolean forget() {
        if (forgotten || active || !view().state().isFinal()) {
            return false;
        }
        forgotten = true;
        return true;
    }

    /** Whether its archive is being read. */
    boolean isHeld() {
        return holds.any();
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
        if (closing && !view().state().isFinal() && !view().state().isStopped()) {
            throw new JobException(Reason.STOPPING, "the server is stopping; try again when it is back");
        }
    }

    private void requireThere() throws JobException {
        if (forgotten) {
            throw JobException.unknownExport(view().id());
        }
    }

    private JobException wrongState(String rule) {
        return new JobException(
                Reason.WRONG_STATE,
                "the export " + view().id() + " is " + view().state().jsonName() + "; " + rule);
    }
}
