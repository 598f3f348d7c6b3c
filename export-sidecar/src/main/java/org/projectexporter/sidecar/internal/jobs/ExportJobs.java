package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.projectexporter.ExportOptions;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * All exports of one data folder; thread-safe. They survive the process: what ran when it ended is resumed from its checkpoint when the
 * folder is opened again.
 */
public final class ExportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportJobs.class);
    private static final long LONGEST_CLOSE_MILLIS = 4_500;

    private final SidecarOptions options;
    private final Workspace workspace;
    private final Clock clock;
    private final DataFolder data;
    private final DataLock lock;
    private final JobStore store;
    private final ArchiveNames names;
    private final Quota quota;
    private final JobWork work;
    private final JobThreads threads;
    private final JobTransitions transitions;
    private final JobIndex jobs = new JobIndex();
    private final Retention retention;

    /** Held by whoever fills a place in the queue, so that two cannot take the same one. */
    private final Object places = new Object();

    private volatile boolean closed;

    private ExportJobs(
            SidecarOptions options,
            ProjectExporter exporter,
            Workspace workspace,
            Clock clock,
            DataFolder data,
            DataLock lock)
            throws IOException {
        this.options = options;
        this.workspace = workspace;
        this.clock = clock;
        this.data = data;
        this.lock = lock;
        this.transitions = new JobTransitions(clock, options.retention());
        this.store = new JobStore(data);
        this.names = new ArchiveNames(exporter);
        this.quota = new Quota(List.of(data.exports(), data.uploads(), data.damaged()), options.quotaBytes());
        PrivatePaths paths = PrivatePaths.of(options);
        this.work = new JobWork(
                store,
                workspace,
                quota,
                new ExportStep(exporter, options, names, paths),
                new VerifyStep(exporter, names, paths),
                paths,
                clock);
        this.threads = new JobThreads(options.maxRunning());
        resumeLeft();
        this.retention = new Retention(options.retention(), this::removeExpired);
    }

    /**
     * Locks the data folder, resumes what was running, and removes what belongs to no export.
     *
     * @throws IOException if another process has the folder, or it cannot be written to
     */
    public static ExportJobs open(SidecarOptions options, ProjectExporter exporter, Workspace workspace)
            throws IOException {
        return open(options, exporter, workspace, Clock.systemUTC());
    }

    static ExportJobs open(SidecarOptions options, ProjectExporter exporter, Workspace workspace, Clock clock)
            throws IOException {
        DataFolder data = DataFolder.make(options.data());
        DataLock lock = DataLock.take(data);
        try {
            return new ExportJobs(options, exporter, workspace, clock, data, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** With what another process has left, in the order in which it was asked for. */
    private void resumeLeft() throws IOException {
        List<JobRecord> kept = store.load().stream()
                .sorted(Comparator.comparing(job -> job.view().createdAt()))
                .toList();
        for (JobRecord record : kept) {
            ExportJob job = ExportJob.restore(record, store, transitions);
            JobView view = job.view();
            jobs.add(job);
            if (view.state() == JobState.CANCELLED) {
                store.removeArchive(view.id()); // in case that the process ended before it did
            } else if (!view.state().isFinal() && view.state() != JobState.PAUSED) {
                LOG.info("resuming export {} of {}", view.id(), view.projectId());
                threads.schedule(() -> work.run(job));
            }
        }
        removeExpired();
    }

    /**
     * Queues an export; it survives the process when this returns.
     *
     * @param idempotencyKey of the request; the same key with the same project and options gives the export that the first made
     * @throws JobException UNKNOWN, QUEUE_FULL, QUOTA, KEY_REUSED, STOPPING
     * @throws IllegalArgumentException if there is no such format
     */
    public JobView start(String projectId, ExportOptions exportOptions, Optional<String> idempotencyKey)
            throws JobException, IOException {
        names.require(exportOptions.format());
        synchronized (places) {
            Optional<JobView> earlier = idempotencyKey.flatMap(jobs::withKey);
            if (earlier.isPresent()) {
                return requireSame(earlier.get(), projectId, exportOptions);
            }
            requireOpen();
            if (workspace.find(projectId).isEmpty()) {
                throw new JobException(Reason.UNKNOWN, "there is no project " + projectId + " in the workspace");
            }
            requirePlace();
            quota.requireSome();
            String id = UUID.randomUUID().toString();
            JobView view = new JobViewBuilder(id, projectId, exportOptions, JobTransitions.now(clock)).build();
            ExportJob job = ExportJob.create(view, idempotencyKey, store, transitions);
            jobs.add(job);
            threads.schedule(() -> work.run(job));
            return job.view();
        }
    }

    private static JobView requireSame(JobView earlier, String projectId, ExportOptions exportOptions)
            throws JobException {
        if (earlier.projectId().equals(projectId) && earlier.options().equals(exportOptions)) {
            return earlier;
        }
        throw new JobException(
                Reason.KEY_REUSED,
                "this idempotency key belongs to export " + earlier.id() + " of " + earlier.projectId()
                        + ", which was asked for with other options or of another project; use a new key");
    }

    /** The export as it is now; empty if there is none of that id. */
    public Optional<JobView> find(String id) {
        return jobs.find(id).map(ExportJob::view);
    }

    /** All exports, in no order. */
    public List<JobView> all() {
        return jobs.views();
    }

    /** Exports of a project, newest first. */
    public List<JobView> ofProject(String projectId) {
        return jobs.ofProject(projectId);
    }

    /** Events of an export; empty if there is none of that id. */
    public Optional<EventLog> events(String id) {
        return jobs.find(id).map(ExportJob::events);
    }

    /** Stops a queued or running export at its next checkpoint and keeps what was written. Returns when it has stopped. */
    public JobView pause(String id) throws JobException, IOException {
        requireOpen();
        return jobs.require(id).pause();
    }

    /** Queues a paused or failed but resumable export again. */
    public JobView resume(String id) throws JobException, IOException {
        return queue(id, ExportJob::requeue);
    }

    /** Verifies the archive of a completed export; its state is then VERIFYING, and afterwards what it was, or FAILED. */
    public JobView verify(String id) throws JobException, IOException {
        return queue(id, ExportJob::startVerifying);
    }

    /** Something that makes an export wait for a thread, or refuses. */
    private interface Queueing {
        JobView apply(ExportJob job) throws JobException;
    }

    private JobView queue(String id, Queueing queueing) throws JobException {
        synchronized (places) {
            requireOpen();
            ExportJob job = jobs.require(id);
            JobState before = job.view().state();
            if (before.isFinal()
                    || before == JobState.PAUSED) { // others have a place, and are refused for what they are
                requirePlace();
            }
            JobView view = queueing.apply(job);
            threads.schedule(() -> work.run(job));
            return view;
        }
    }

    /**
     * Cancels an export that is not final and removes what it has made; it is then CANCELLED and is remembered as long as others are. One
     * that is final is removed with its archive and forgotten.
     */
    public void delete(String id) throws JobException, IOException {
        requireOpen();
        ExportJob job = jobs.require(id);
        if (job.cancel()) {
            job.whenFree(() -> store.removeArchive(id));
        } else if (!forget(job)) {
            throw ExportJob.unknown(id); // somebody else has removed it just now
        }
    }

    private boolean forget(ExportJob job) throws IOException {
        if (!job.forget()) {
            return false;
        }
        String id = job.view().id();
        jobs.remove(id);
        store.forget(id);
        job.whenFree(() -> store.removeAll(id));
        return true;
    }

    /**
     * Keeps the archive of a completed export from being removed while it is read.
     *
     * @throws JobException UNKNOWN; WRONG_STATE if there is no archive
     */
    public ArchiveHold hold(String id) throws JobException {
        return jobs.require(id).hold();
    }

    /** What the data folder may hold. */
    public Quota quota() {
        return quota;
    }

    /** The folder in which archives may be put that come in. What is left in it from an earlier process is nobody's. */
    public Path uploads() {
        return data.uploads();
    }

    /** How many run, or are verified. */
    public int running() {
        return jobs.count(JobState.RUNNING) + jobs.count(JobState.VERIFYING);
    }

    /** How many wait. */
    public int queued() {
        return jobs.count(JobState.QUEUED);
    }

    private void requirePlace() throws JobException {
        if (running() + queued() >= (long) options.maxRunning() + options.maxQueued()) {
            throw new JobException(
                    Reason.QUEUE_FULL,
                    options.maxRunning() + " exports run and " + options.maxQueued()
                            + " wait, which is as many as may; try again when one is done");
        }
    }

    private void requireOpen() throws JobException {
        if (closed) {
            throw new JobException(Reason.STOPPING, "the sidecar is being stopped");
        }
    }

    /** Removes what has been kept long enough and is not being read. */
    void removeExpired() {
        Instant now = clock.instant();
        for (ExportJob job : jobs.all()) {
            if (job.isExpired(now)) {
                expire(job);
            }
        }
    }

    private void expire(ExportJob job) {
        String id = job.view().id();
        try {
            if (forget(job)) {
                LOG.info("export {} has been kept for {} and is removed", id, options.retention());
            }
        } catch (IOException e) {
            LOG.warn("cannot remove export {}: {}", id, e.toString());
        }
    }

    /** Stops all at their next checkpoints, within seconds; they are resumed when the folder is opened again. */
    @Override
    public void close() throws IOException {
        synchronized (places) {
            if (closed) {
                return;
            }
            closed = true;
        }
        retention.close();
        jobs.all().forEach(ExportJob::close);
        if (!threads.close(LONGEST_CLOSE_MILLIS)) {
            throw new IOException("an export has not stopped in time; its data folder is free when this process ends");
        }
        lock.close();
    }
}
