package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.projectexporter.CancellationToken;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * One import: its state, stored before it is published, and its events; thread-safe. A worker thread owns it from
 * {@link #begin} until it reports the outcome.
 */
final class ImportJob {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJob.class);

    /** Workers check their token many times a second; only a hanging disk takes longer. */
    private static final long LONGEST_STOP_MILLIS = 30_000;

    /** More events than there can be between two changes of state, so that numbers never repeat after a crash. */
    private static final long EVENTS_BETWEEN = 1L << 32;

    private static final ImportView.Failure CANCELLED = new ImportView.Failure("cancelled", "the import was cancelled");

    private final Optional<String> key;
    private final ImportStore store;
    private final Clock clock;
    private final Duration retention;
    private final EventLog events = new EventLog();
    private final CancellationToken token = new CancellationToken();
    private volatile ImportView view;
    private Optional<String> target;
    private long lastEvent;
    private boolean active;
    private boolean cancelled;
    private boolean forgotten;
    private ImportSources.@Nullable Archive archive;

    private ImportJob(ImportRecord kept, ImportStore store, Clock clock, Duration retention) {
        this.store = store;
        this.clock = clock;
        this.retention = retention;
        this.key = kept.idempotencyKey();
        this.view = kept.view();
        this.target = kept.target();
        this.lastEvent = kept.lastEvent();
        events.append(new JobEvent(lastEvent, view.state().event(), view));
    }

    /** A new import; durable when this returns. */
    static ImportJob create(ImportView view, Optional<String> key, ImportStore store, Clock clock, Duration retention)
            throws IOException {
        ImportRecord first = new ImportRecord(view, key, 1, Optional.empty());
        store.create(first);
        return new ImportJob(first, store, clock, retention);
    }

    /** An import of an earlier process; if it was running, it is queued again, and starts over. */
    static ImportJob restore(ImportRecord kept, ImportStore store, Clock clock, Duration retention) {
        if (kept.view().state().isFinal()) {
            return new ImportJob(kept, store, clock, retention);
        }
        ImportView queued = ImportViewBuilder.of(kept.view())
                .state(ImportState.QUEUED)
                .progress(Progresses.IMPORT_WAITING)
                .build();
        return new ImportJob(
                new ImportRecord(queued, kept.idempotencyKey(), kept.lastEvent() + EVENTS_BETWEEN, kept.target()),
                store,
                clock,
                retention);
    }

    ImportView view() {
        return view;
    }

    /** The idempotency key of the request that created it. */
    Optional<String> key() {
        return key;
    }

    EventLog events() {
        return events;
    }

    CancellationToken token() {
        return token;
    }

    /** The project id that it creates; of a cancelled one, what is still to be removed. */
    synchronized Optional<String> target() {
        return target;
    }

    /** Its archive, which it releases when it has ended. */
    synchronized void holds(ImportSources.Archive held) {
        archive = held;
    }

    /** Its archive, if that is held already. */
    synchronized ImportSources.@Nullable Archive archive() {
        return archive;
    }

    /**
     * Its archive has arrived.
     *
     * @throws CancellationException if it was cancelled meanwhile
     */
    synchronized void received() {
        if (view.state().isFinal()) {
            throw new CancellationException();
        }
        become(ImportViewBuilder.of(view)
                .state(ImportState.QUEUED)
                .progress(Progresses.IMPORT_WAITING)
                .build());
    }

    /** Assigns it to the calling thread; false if it was cancelled meanwhile. */
    synchronized boolean begin() {
        if (active || view.state() != ImportState.QUEUED || token.isCancelled()) {
            return false;
        }
        active = true;
        become(ImportViewBuilder.of(view)
                .state(ImportState.RUNNING)
                .startedAt(view.startedAt().orElse(JobTransitions.now(clock)))
                .build());
        return true;
    }

    /** Records which project it is about to create, so that the next process recognises it. */
    synchronized void creates(String projectId) {
        target = Optional.of(projectId);
        keep();
    }

    /** Publishes progress without storing it. */
    synchronized void progressed(JobView.Progress progress) {
        if (!view.state().isFinal()) {
            publish(ImportViewBuilder.of(view).progress(progress).build());
        }
    }

    /** Its project exists; what is next to it is still to be removed. Stored, for the next process. */
    synchronized void exists(String projectId, ImportView.Result result) {
        publish(ImportViewBuilder.of(view).projectId(projectId).result(result).build());
        keep();
    }

    /** Whether it was cancelled. */
    synchronized boolean isCancelled() {
        return cancelled;
    }

    /**
     * Publishes how it has ended.
     *
     * @param asCancelled whether it ends as cancelled, whatever the outcome is
     * @return false if it was cancelled just now
     */
    synchronized boolean ended(ImportOutcome outcome, boolean asCancelled) {
        if (cancelled != asCancelled) {
            return false;
        }
        ImportView.Result result = outcome.result();
        if (cancelled || result == null) {
            ImportView.Failure failure = outcome.failure();
            failed(failure == null ? CANCELLED : failure);
            return true;
        }
        target = Optional.empty();
        end(ImportViewBuilder.of(view)
                .state(ImportState.COMPLETED)
                .projectId(outcome.projectId())
                .progress(Progresses.importFinished(
                        view.progress(), result.files(), view.order().preview()))
                .result(result));
        return true;
    }

    /**
     * Nothing was imported. Does nothing if it has ended already. If it is cancelled before its turn, what an earlier
     * process has begun is still to be removed, by the thread whose turn it will be.
     */
    synchronized void failed(ImportView.Failure failure) {
        if (view.state().isFinal()) {
            return;
        }
        if (!cancelled || active) {
            target = Optional.empty();
        }
        end(ImportViewBuilder.of(view)
                .state(cancelled ? ImportState.CANCELLED : ImportState.FAILED)
                .progress(Progresses.still(view.progress(), cancelled ? "cancelled" : failure.message()))
                .projectId(null)
                .result(null)
                .error(cancelled ? null : failure));
    }

    private void end(ImportViewBuilder last) {
        Instant now = JobTransitions.now(clock);
        become(last.finishedAt(now).expiresAt(now.plus(retention)).build());
    }

    /** Its archive may be removed again. */
    void releaseArchive() {
        ImportSources.Archive held;
        synchronized (this) {
            held = archive;
            archive = null;
        }
        if (held != null) {
            held.close();
        }
    }

    /** The worker thread is done with it. */
    synchronized void release() {
        active = false;
        notifyAll();
    }

    /**
     * Cancels it and waits until no thread works on it.
     *
     * @return false if it was final already
     */
    boolean cancel() throws JobException, IOException {
        synchronized (this) {
            if (view.state().isFinal()) {
                return false;
            }
            cancelled = true;
            token.cancel();
            if (active) {
                awaitIdle();
            } else {
                failed(CANCELLED);
            }
        }
        releaseArchive();
        return true;
    }

    /** What a cancelled one has left is removed. */
    synchronized void cleaned() {
        target = Optional.empty();
        keep();
    }

    private void awaitIdle() throws JobException, IOException {
        long end = System.nanoTime() + Duration.ofMillis(LONGEST_STOP_MILLIS).toNanos();
        try {
            while (active) {
                long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    throw new JobException(Reason.WRONG_STATE, "it has not stopped yet; try again later");
                }
                wait(millis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the import was stopping");
        }
    }

    /** Makes it inaccessible if it is final and has left nothing; false if it is not, or already was. */
    synchronized boolean forget() {
        if (forgotten || active || !view.state().isFinal() || target.isPresent()) {
            return false;
        }
        forgotten = true;
        return true;
    }

    /** Stops it in its current state, for the next process. */
    void stop() {
        token.cancel();
    }

    /** Whether it was asked to stop for the next process, and not cancelled. */
    synchronized boolean isStopping() {
        return token.isCancelled() && !cancelled;
    }

    private void become(ImportView next) {
        publish(next);
        LOG.info(
                "import {} of {} is {}",
                next.id(),
                next.order().name(),
                next.state().jsonName());
    }

    /** Stored before it is published, unless only its progress is new. */
    private void publish(ImportView next) {
        boolean changed = next.state() != view.state();
        lastEvent++;
        view = next;
        if (changed) {
            keep();
        }
        events.append(new JobEvent(lastEvent, next.state().event(), next));
    }

    private void keep() {
        try {
            store.write(new ImportRecord(view, key, lastEvent, target));
        } catch (IOException e) {
            LOG.error("cannot store the state of import {}", view.id(), e);
        }
    }
}
