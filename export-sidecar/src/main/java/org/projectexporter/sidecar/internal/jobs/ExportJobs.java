package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * All exports of one data folder; thread-safe. They survive the process: exports that were running resume from their
 * checkpoints when the folder is opened again.
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
    private final ExportRemoval removal;
    private final StorageJob storage;
    private final Retention retention;
    private final ReturnWatch returns;

    /** Held while a place in the queue is taken, so that two requests cannot take the same one. */
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
        this.transitions = new JobTransitions(clock, options.storage());
        this.store = new JobStore(data);
        this.names = new ArchiveNames(exporter);
        this.quota = new Quota(
                List.of(data.exports(), data.uploads(), data.damaged(), data.imports()),
                options.storage().quotaBytes());
        PrivatePaths paths = PrivatePaths.of(options);
        this.work = new JobWork(
                store,
                workspace,
                quota,
                new ExportStep(exporter, options, names),
                new VerifyStep(exporter, names, paths),
                paths,
                clock);
        this.threads = new JobThreads(options.maxRunning());
        this.removal = new ExportRemoval(jobs, store);
        this.storage = new StorageJob(options.storage(), data, jobs, quota, clock, removal::removeOld);
        load();
        this.retention = new Retention(options.storage().retention(), storage::runQuietly);
        this.returns = new ReturnWatch(workspace, jobs::all, this::resumeReturned);
    }

    /**
     * Locks the data folder, resumes running exports, and removes leftovers.
     *
     * @throws IOException if another process uses the folder, or it is not writable
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

    /** Loads the exports of an earlier process, in the order in which they are to run. */
    private void load() throws IOException {
        List<JobRecord> kept = store.load().stream()
                .sorted(Comparator.comparing((JobRecord job) -> job.view().priority())
                        .thenComparing(job -> job.view().createdAt()))
                .toList();
        for (JobRecord record : kept) {
            ExportJob job = ExportJob.restore(record, store, transitions);
            JobView view = job.view();
            jobs.add(job);
            if (view.state() == JobState.CANCELLED) {
                store.removeArchive(view.id()); // in case the process died before that
            } else if (!view.state().isFinal() && view.state() != JobState.PAUSED) {
                LOG.info("resuming export {} of {}", view.id(), view.projectId());
                threads.schedule(view.priority(), () -> work.run(job));
            }
        }
        storage.runQuietly();
    }

    /**
     * Queues an export; it survives the process when this returns.
     *
     * @param priority of the export among those that are queued
     * @param idempotencyKey of the request; the same key with the same project and options gives the export of the
     *     first request
     * @throws JobException UNKNOWN, QUEUE_FULL, QUOTA, KEY_REUSED, STOPPING
     * @throws IllegalArgumentException if there is no such format
     */
    public JobView start(
            String projectId, ExportOptions exportOptions, Priority priority, Optional<String> idempotencyKey)
            throws JobException, IOException {
        names.require(exportOptions.format());
        synchronized (places) {
            Optional<JobView> earlier = jobs.earlier(idempotencyKey, projectId, exportOptions);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            requireOpen();
            Optional<JobView.Project> project = workspace.project(projectId).map(JobView.Project::of);
            if (project.isEmpty()) {
                throw new JobException(Reason.UNKNOWN, "there is no project " + projectId);
            }
            jobs.requirePlace(options);
            quota.requireSome();
            String id = UUID.randomUUID().toString();
            JobView view = new JobViewBuilder(id, project.get(), exportOptions, JobTransitions.now(clock))
                    .priority(priority)
                    .build();
            ExportJob job = ExportJob.create(view, idempotencyKey, store, transitions);
            jobs.add(job);
            threads.schedule(priority, () -> work.run(job));
            return job.view();
        }
    }

    /** The current state of an export; empty if there is no such export. */
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

    /**
     * Calls a listener at the end of each export from now on, and now for those that have ended: it may have missed
     * that, if the process died. An export that is resumed or verified ends again. Called once, before the first start.
     */
    public void onEnd(Consumer<JobEvent> listener) {
        jobs.onEnd(listener);
    }

    /** The events of an export; empty if there is no such export. */
    public Optional<EventLog> events(String id) {
        return jobs.find(id).map(ExportJob::events);
    }

    /** Stops a queued or running export at its next checkpoint and keeps its files. Returns when it has stopped. */
    public JobView pause(String id) throws JobException, IOException {
        requireOpen();
        return jobs.require(id).pause();
    }

    /** Queues an export again that is paused, waits for its project, or failed and is resumable. */
    public JobView resume(String id) throws JobException, IOException {
        return resume(id, Optional.empty());
    }

    /** The same, with another way to treat files that cannot be read from now on. */
    public JobView resume(String id, Optional<OnUnreadable> onUnreadable) throws JobException, IOException {
        return queue(id, job -> job.requeue(onUnreadable));
    }

    /** Resumes an export whose project may be back; if it is not, the export waits on. */
    private void resumeReturned(String id) {
        try {
            resume(id);
        } catch (JobException | IOException e) {
            LOG.info("export {} is not resumed now: {}", id, e.getMessage());
        }
    }

    /** Looks once whether projects are back that exports wait for. */
    void lookForProjects() {
        returns.look();
    }

    /**
     * Verifies the archive of a completed export; its state is then VERIFYING, and afterwards the previous one, or
     * FAILED.
     */
    public JobView verify(String id) throws JobException, IOException {
        return queue(id, ExportJob::startVerifying);
    }

    /** An operation that queues an export, or throws. */
    private interface Queueing {
        JobView apply(ExportJob job) throws JobException;
    }

    private JobView queue(String id, Queueing queueing) throws JobException {
        synchronized (places) {
            requireOpen();
            ExportJob job = jobs.require(id);
            JobState before = job.view().state();
            if (before.isFinal()
                    || before.isStopped()) { // others have a place, and are rejected because of their state
                jobs.requirePlace(options);
            }
            JobView view = queueing.apply(job);
            threads.schedule(view.priority(), () -> work.run(job));
            return view;
        }
    }

    /**
     * Cancels an export that is not final and removes its files; it is then CANCELLED and remembered like others. A
     * final one is removed with its archive and forgotten.
     */
    public void delete(String id) throws JobException, IOException {
        requireOpen();
        removal.delete(id);
    }

    /**
     * Keeps a final export until then, if its retention time ends before; other limits still apply.
     *
     * @param until empty for the retention time alone
     * @throws JobException UNKNOWN, WRONG_STATE
     * @throws IllegalArgumentException if it is over, or later than exports may be kept
     */
    public JobView keep(String id, Optional<Instant> until) throws JobException, IOException {
        requireOpen();
        return jobs.require(id).keep(until);
    }

    /**
     * Prevents the removal of a completed export's archive while it is read.
     *
     * @throws JobException UNKNOWN; WRONG_STATE if there is no archive
     */
    public ArchiveHold hold(String id) throws JobException {
        return jobs.require(id).hold();
    }

    /** See {@link JobThreads#whenIdle}. */
    public void whenIdle(Runnable action) {
        threads.whenIdle(action);
    }

    /** The disk space that the data folder may use. */
    public Quota quota() {
        return quota;
    }

    /** Where everything is stored. */
    DataFolder data() {
        return data;
    }

    Clock clock() {
        return clock;
    }

    /** How long exports and imports ran, and why they failed. */
    public RunFigures figures() {
        return work.figures();
    }

    /** The number of exports that are running or being verified. */
    public int running() {
        return jobs.running();
    }

    /** The number of queued exports. */
    public int queued() {
        return jobs.count(JobState.QUEUED);
    }

    private void requireOpen() throws JobException {
        if (closed) {
            throw new JobException(Reason.STOPPING, "the server is stopping; try again when it is back");
        }
    }

    /** What removes exports that are no longer to be kept. */
    public StorageJob storage() {
        return storage;
    }

    /** Stops all exports at their next checkpoints, within seconds; they resume when the folder is opened again. */
    @Override
    public void close() throws IOException {
        synchronized (places) {
            if (closed) {
                return;
            }
            closed = true;
        }
        retention.close();
        returns.close();
        jobs.all().forEach(ExportJob::close);
        if (!threads.close(LONGEST_CLOSE_MILLIS)) {
            throw new IOException(
                    "an export has not stopped in time; the data folder stays locked until this process ends");
        }
        lock.close();
    }
}
