package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
 * One export: the states that it goes through, who may move it on, and in which order that is told; thread-safe. A change is kept by
 * the store before anybody hears of it. The thread that works on it has it from {@link #begin} until it says how it ended; whoever
 * wants it to stop asks, and waits.
 */
final class ExportJob {
    private static final Logger LOG = LoggerFactory.getLogger(ExportJob.class);

    /** So many events can be told between two writes of the job's file. */
    private static final long EVENTS_AT_ONCE = 1000;

    /** What obeys a token looks at it many times a second; only a disk that hangs takes longer. */
    private static final long LONGEST_STOP_MILLIS = 30_000;

    /** What a thread is to do with an export. */
    enum Step {
        EXPORT,
        VERIFY,
        /** It was paused, cancelled or removed while it waited, or has been taken already. */
        NOTHING
    }

    /** What was asked of the thread that works on it; a later constant beats an earlier one. */
    private enum Wish {
        GO_ON,
        /** The process ends. */
        STOP,
        PAUSE,
        FAIL,
        CANCEL
    }

    private final JobStore store;
    private final Clock clock;
    private final Duration retention;
    private final Optional<String> key;
    private final EventLog events = new EventLog();
    private final Holds holds = new Holds();
    private volatile JobView view;
    private long lastEvent;
    private long reservedEvents;
    private CancellationToken token = new CancellationToken();
    private Wish wish = Wish.GO_ON;
    private @Nullable Failure wishedFailure;
    private boolean active;
    private boolean closing;
    private boolean forgotten;

    private ExportJob(JobRecord record, JobStore store, Clock clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        this.retention = retention;
        this.key = record.idempotencyKey();
        this.lastEvent = record.lastEvent();
        this.reservedEvents = record.reservedEvents();
        this.view = record.view();
    }

    /** A new one, which waits for its turn, and is kept. */
    static ExportJob create(JobView view, Optional<String> key, JobStore store, Clock clock, Duration retention)
            throws IOException {
        ExportJob job = new ExportJob(new JobRecord(view, key, 1, EVENTS_AT_ONCE), store, clock, retention);
        store.create(job.record());
        job.events.append(new JobEvent(1, type(view.state()), view));
        return job;
    }

    /** One that another process has left; what ran then waits now. */
    static ExportJob restore(JobRecord kept, JobStore store, Clock clock, Duration retention) {
        ExportJob job = new ExportJob(kept, store, clock, retention);
        JobView old = kept.view();
        if (old.state().isFinal()) {
            job.view = JobViewBuilder.of(old).expiresAt(job.expiry(old)).build();
            job.events.append(new JobEvent(kept.lastEvent(), type(old.state()), job.view));
            return job;
        }
        job.lastEvent = kept.reservedEvents();
        boolean ran = old.state() == JobState.RUNNING;
        job.become(JobViewBuilder.of(old).state(ran ? JobState.QUEUED : old.state()));
        return job;
    }

    private @Nullable Instant expiry(JobView finished) {
        return finished.finishedAt().map(at -> at.plus(retention)).orElse(null);
    }

    JobView view() {
        return view;
    }

    EventLog events() {
        return events;
    }

    Optional<String> key() {
        return key;
    }

    /** What the thread that works on it has to obey. */
    synchronized CancellationToken token() {
        return token;
    }

    /** Gives it to the calling thread. */
    synchronized Step begin() {
        boolean waits = view.state() == JobState.QUEUED || view.state() == JobState.VERIFYING;
        if (active || closing || forgotten || !waits) {
            return Step.NOTHING;
        }
        active = true;
        wish = Wish.GO_ON;
        token = new CancellationToken();
        if (view.state() == JobState.VERIFYING) {
            return Step.VERIFY;
        }
        become(JobViewBuilder.of(view)
                .state(JobState.RUNNING)
                .startedAt(view.startedAt().orElse(now())));
        return Step.EXPORT;
    }

    /** It goes on: told to readers, not kept. */
    synchronized void progressed(ProgressEvent event, String message) {
        if (event.type() != ProgressEvent.Type.EXPORT_PROGRESS || !hasNumbers()) {
            return;
        }
        double least = view.state() == JobState.RUNNING ? view.progress().fraction() : 0;
        tell(JobViewBuilder.of(view)
                .progress(Progresses.of(event, message, least))
                .build());
    }

    /** Whether events can be told that will not be told again after a crash. */
    private boolean hasNumbers() {
        if (lastEvent < reservedEvents) {
            return true;
        }
        reservedEvents = lastEvent + EVENTS_AT_ONCE;
        return keep();
    }

    /** Its archive is there, or was found to be whole. */
    synchronized void completed(Result result, @Nullable Verification verification) {
        if (wish == Wish.CANCEL) {
            becomeCancelled();
            return; // its files are still to be removed
        }
        boolean warned = result.incomplete() || !result.warnings().isEmpty();
        JobViewBuilder next = JobViewBuilder.of(view)
                .state(warned ? JobState.COMPLETED_WITH_WARNINGS : JobState.COMPLETED)
                .progress(Progresses.finished(result, "exported"))
                .result(result)
                .failure(null);
        if (verification != null) {
            next.verification(verification);
        }
        becomeFinal(next);
        release();
    }

    /** It ended without an archive that is whole. */
    synchronized void failed(Failure failure, @Nullable Verification verification) {
        if (wish == Wish.CANCEL) {
            becomeCancelled();
            return; // its files are still to be removed
        }
        JobViewBuilder next = JobViewBuilder.of(view)
                .state(JobState.FAILED)
                .progress(Progresses.still(view.progress(), failure.message()))
                .result(null)
                .failure(failure);
        if (verification != null) {
            next.verification(verification);
        }
        becomeFinal(next);
        release();
    }

    /** It obeyed its token. */
    synchronized void stopped() {
        switch (wish) {
            case CANCEL -> becomeCancelled(); // its files are still to be removed
            case PAUSE -> {
                becomePaused();
                release();
            }
            case FAIL -> failed(wishedFailure == null ? Failures.cancelled() : wishedFailure, null);
            case STOP, GO_ON -> release(); // it is kept as running, and goes on when the folder is opened again
        }
    }

    /** The thread has nothing to do with it any more. */
    synchronized void release() {
        active = false;
        notifyAll();
    }

    /** Ends it where it is, from the thread that works on it. */
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
        if (view.state() == JobState.QUEUED) {
            becomePaused();
        } else if (view.state() == JobState.RUNNING && active) {
            wish(Wish.PAUSE);
            awaitIdle();
        }
        if (view.state() != JobState.PAUSED) {
            throw wrongState("only one that waits or runs can be paused");
        }
        return view;
    }

    /** From PAUSED or FAILED to QUEUED; see {@link ExportJobs#resume}. */
    synchronized JobView requeue() throws JobException {
        requireThere();
        boolean resumable = view.failure().map(Failure::resumable).orElse(false);
        if (view.state() != JobState.PAUSED && !(view.state() == JobState.FAILED && resumable)) {
            throw wrongState("only one that is paused, or has failed and is resumable, can be resumed");
        }
        become(JobViewBuilder.of(view)
                .state(JobState.QUEUED)
                .progress(Progresses.still(view.progress(), Progresses.WAITING.message()))
                .finishedAt(null)
                .expiresAt(null)
                .failure(null));
        return view;
    }

    /** From COMPLETED to VERIFYING; see {@link ExportJobs#verify}. */
    synchronized JobView startVerifying() throws JobException {
        requireThere();
        if (!view.state().isCompleted()) {
            throw wrongState("only one that is completed can be verified");
        }
        become(JobViewBuilder.of(view)
                .state(JobState.VERIFYING)
                .progress(Progresses.VERIFYING)
                .expiresAt(null)
                .verification(null));
        return view;
    }

    /**
     * Cancels it and waits until nobody works on it.
     *
     * @return false if it was final already
     */
    synchronized boolean cancel() throws JobException, IOException {
        requireThere();
        if (view.state().isFinal() && !active) {
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

    /** Takes it out of everybody's reach if it is final; false if it is not, or has been taken. */
    synchronized boolean forget() {
        if (forgotten || active || !view.state().isFinal()) {
            return false;
        }
        forgotten = true;
        return true;
    }

    /** Whether it is final, for longer than it is to be kept, and nobody reads its archive. */
    boolean isExpired(Instant now) {
        return view.expiresAt().map(at -> !at.isAfter(now)).orElse(false) && !holds.any();
    }

    /** Keeps its archive from being removed. */
    synchronized ArchiveHold hold() throws JobException {
        requireThere();
        Result result = view.result().orElse(null);
        if (result == null || !holds.take()) {
            throw wrongState("there is no archive yet");
        }
        return new ArchiveHold(view, result, holds);
    }

    /** Removes something when nobody reads the archive. */
    void whenFree(Runnable removal) {
        holds.whenFree(removal);
    }

    /** Asks it to stop and to stay as it is for the next process. */
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
                    throw wrongState("it was asked to stop, and has not yet; ask again later");
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the export stopped");
        }
        if (closing && !view.state().isFinal() && view.state() != JobState.PAUSED) {
            throw new JobException(Reason.STOPPING, "the sidecar is being stopped");
        }
    }

    private void requireThere() throws JobException {
        if (forgotten) {
            throw unknown(view.id());
        }
    }

    static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN, "there is no export " + id);
    }

    private JobException wrongState(String rule) {
        return new JobException(
                Reason.WRONG_STATE,
                "the export " + view.id() + " is " + view.state().jsonName() + "; " + rule);
    }

    private void becomePaused() {
        become(JobViewBuilder.of(view).state(JobState.PAUSED).progress(Progresses.still(view.progress(), "paused")));
    }

    private void becomeCancelled() {
        becomeFinal(JobViewBuilder.of(view)
                .state(JobState.CANCELLED)
                .progress(Progresses.still(view.progress(), "cancelled"))
                .result(null)
                .failure(Failures.cancelled()));
    }

    private void becomeFinal(JobViewBuilder next) {
        boolean verified = view.state() == JobState.VERIFYING;
        Instant at = verified ? view.finishedAt().orElse(now()) : now();
        become(next.finishedAt(at).expiresAt(at.plus(retention)));
    }

    /** Its next state, kept and told. */
    private void become(JobViewBuilder next) {
        JobView changed = next.build();
        lastEvent++;
        reservedEvents = lastEvent + EVENTS_AT_ONCE;
        keep(new JobRecord(changed, key, lastEvent, reservedEvents));
        view = changed;
        events.append(new JobEvent(lastEvent, type(changed.state()), changed));
        LOG.info(
                "export {} of {} is {}",
                changed.id(),
                changed.projectId(),
                changed.state().jsonName());
    }

    private void tell(JobView changed) {
        view = changed;
        lastEvent++;
        events.append(new JobEvent(lastEvent, type(changed.state()), changed));
    }

    private synchronized JobRecord record() {
        return new JobRecord(view, key, lastEvent, reservedEvents);
    }

    private boolean keep() {
        return keep(record());
    }

    /** The export goes on where its file cannot be written; after a crash it would then begin from what was kept before. */
    private boolean keep(JobRecord record) {
        try {
            store.write(record);
            return true;
        } catch (IOException e) {
            LOG.warn("cannot keep what became of export {}: {}", record.view().id(), e.toString());
            return false;
        }
    }

    private static JobEvent.Type type(JobState state) {
        if (state.isCompleted()) {
            return JobEvent.Type.EXPORT_COMPLETE;
        }
        return state.isFinal() ? JobEvent.Type.EXPORT_ERROR : JobEvent.Type.EXPORT_PROGRESS;
    }

    private Instant now() {
        return now(clock);
    }

    /** What is kept of a moment. */
    static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
