package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.projectexporter.ProjectImporter;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * Imports into the workspace, one at a time; thread-safe. Each creates a project, or leaves nothing behind. They
 * survive the process: an import whose archive is complete starts over when the folder is opened again.
 */
public final class ImportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);

    /** Each occupies a thread of the server. */
    private static final int MOST_RECEIVED_AT_ONCE = 8;

    private static final int MOST_UNFINISHED = 64;

    /** What has begun comes first: no request can then find it waiting, although its project may already exist. */
    private static final Comparator<ImportRecord> FIRST = Comparator.comparing(
                    (ImportRecord one) -> one.target().isEmpty())
            .thenComparing(one -> one.view().createdAt());

    private static final long STOP_SECONDS = 3;

    private final Workspace workspace;
    private final Clock clock;
    private final Duration retention;
    private final ImportStore store;
    private final Uploads uploads;
    private final ImportSources sources;
    private final ImportWork work;
    private final Semaphore receiving = new Semaphore(MOST_RECEIVED_AT_ONCE);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "sidecar-import");
        made.setDaemon(true);
        return made;
    });
    private final ImportIndex jobs = new ImportIndex();

    /** Held while a place in the queue is taken, so that two requests cannot take the same one. */
    private final Object places = new Object();

    private ImportJobs(SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer)
            throws IOException {
        DataFolder data = exports.data();
        this.workspace = workspace;
        this.clock = exports.clock();
        this.retention = options.storage().retention();
        this.store = new ImportStore(data.imports());
        this.uploads = Uploads.open(data.uploads(), exports.quota(), options.storage(), clock);
        this.sources = new ImportSources(exports, uploads, HandOver.of(options, exports));
        this.work = new ImportWork(workspace, importer, store, sources, PrivatePaths.of(options), uploads);
    }

    /** Starts the interrupted imports of an earlier process over. */
    public static ImportJobs open(
            SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer)
            throws IOException {
        ImportJobs all = new ImportJobs(options, exports, workspace, importer);
        for (ImportRecord one : all.store.load().stream().sorted(FIRST).toList()) {
            all.restore(one);
        }
        exports.storage().covers(all);
        return all;
    }

    private void restore(ImportRecord kept) {
        ImportJob job = ImportJob.restore(kept, store, clock, retention);
        ImportView view = job.view();
        jobs.add(job);
        boolean arrived = uploads.areComplete(view.order().source().uploads());
        if (kept.view().state() == ImportState.RECEIVING && !arrived) {
            job.failed(
                    ImportView.Failure.interruption("the server was stopped while the archive arrived; send it again"));
            work.removeUploads(job.view().order().source());
        } else if (view.projectId().isPresent() && !view.state().isFinal()) {
            work.run(job); // its project exists; only its end is missing
        } else if (!view.state().isFinal()) {
            holdAgain(job);
            thread.execute(() -> work.run(job));
        } else if (job.target().isPresent()) {
            thread.execute(() -> work.run(job)); // it was cancelled, and what it has left is still to be removed
        }
    }

    /** What is no longer there is reported when it is the import's turn. */
    private void holdAgain(ImportJob job) {
        try {
            job.holds(sources.hold(job.view().order().source()));
        } catch (JobException | IOException e) {
            LOG.info("the archive of import {} is gone: {}", job.view().id(), e.getMessage());
        }
    }

    /**
     * Calls a listener at the end of each import from now on, and now for each that ended in an earlier process; it may
     * have been called for these. To be called once, before any request.
     */
    public void onEnd(Consumer<JobEvent> listener) {
        jobs.onEnd(listener);
    }

    /** Incoming archives. */
    public Uploads uploads() {
        return uploads;
    }

    /**
     * The import that was started with an idempotency key; empty if there is none, or no key.
     *
     * @throws JobException KEY_REUSED if it was another order; WRONG_STATE if its archive is still arriving
     */
    public Optional<ImportView> earlier(Optional<String> key, ImportOrder order) throws JobException {
        return jobs.earlier(key, order);
    }

    /**
     * Queues an import; it survives the process when this returns.
     *
     * @param key of the request; the same key with the same order gives the import of the first request
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException UNKNOWN or WRONG_STATE of the export, UNKNOWN_UPLOAD or WRONG_STATE of an upload,
     *     NOT_ALLOWED, QUEUE_FULL, KEY_REUSED, STOPPING
     */
    public ImportView start(ImportOrder order, Optional<String> key) throws JobException, IOException {
        workspace.placeFor(order.name());
        synchronized (places) {
            Optional<ImportView> earlier = jobs.earlier(key, order);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            ImportSources.Archive archive = sources.hold(order.source());
            ImportJob job;
            try {
                job = create(order, key, ImportState.QUEUED);
            } catch (JobException | IOException e) {
                archive.close();
                throw e;
            }
            job.holds(archive);
            return schedule(job);
        }
    }

    /**
     * Receives an archive and imports it. Returns when it is received completely; if that fails, the import has failed.
     *
     * @param order what to import
     * @param key of the request; if it was used before, nothing is received
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException QUOTA, TOO_MANY_UPLOADS, UPLOAD_QUOTA, QUEUE_FULL, KEY_REUSED, STOPPING; WRONG_STATE if it
     *     was cancelled meanwhile
     */
    public ImportView receive(ArrivingArchive archive, ImportOrder order, Optional<String> key)
            throws JobException, IOException {
        workspace.placeFor(order.name());
        if (!receiving.tryAcquire()) {
            throw new JobException(
                    Reason.QUEUE_FULL, MOST_RECEIVED_AT_ONCE + " archives are being received; try again later");
        }
        try {
            ImportJob job;
            String upload;
            synchronized (places) {
                Optional<ImportView> earlier = jobs.earlier(key, order);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
                upload = uploads.create(archive.owner(), archive.length(), "").id();
                job = createFor(upload, order, key);
            }
            receive(job, upload, archive);
            return schedule(job);
        } finally {
            receiving.release();
        }
    }

    private void receive(ImportJob job, String upload, ArrivingArchive archive) throws JobException, IOException {
        boolean received = false;
        try {
            UploadView view = uploads.receive(
                    archive.owner(),
                    upload,
                    UploadData.of(new CancellableBody(archive.body(), job.token())),
                    bytes -> job.progressed(Progresses.received(bytes, Math.max(0, archive.length()))));
            if (!view.isComplete()) {
                throw new JobException(
                        Reason.INCOMPLETE,
                        "the archive ended after " + view.offset() + " of " + archive.length() + " bytes");
            }
            job.received();
            received = true;
        } catch (CancellationException e) {
            throw job.isStopping() ? stopping() : new JobException(Reason.WRONG_STATE, "the import was cancelled");
        } finally {
            if (!received) {
                job.failed(ImportView.Failure.interruption("the archive did not arrive completely"));
                uploads.remove(upload);
            }
        }
    }

    private ImportJob createFor(String upload, ImportOrder order, Optional<String> key)
            throws JobException, IOException {
        ImportSource source = ImportSource.ofBody(upload, order.source().suffix());
        try {
            return create(
                    new ImportOrder(source, order.name(), order.onConflict(), order.preview(), order.relink()),
                    key,
                    ImportState.RECEIVING);
        } catch (JobException | IOException e) {
            uploads.remove(upload);
            throw e;
        }
    }

    private ImportJob create(ImportOrder order, Optional<String> key, ImportState state)
            throws JobException, IOException {
        if (thread.isShutdown()) {
            throw stopping();
        }
        if (jobs.unfinished() >= MOST_UNFINISHED) {
            throw new JobException(Reason.QUEUE_FULL, MOST_UNFINISHED + " imports are in progress; try again later");
        }
        ImportView view = new ImportViewBuilder(UUID.randomUUID().toString(), order, JobTransitions.now(clock))
                .state(state)
                .build();
        ImportJob job = ImportJob.create(view, key, store, clock, retention);
        jobs.add(job);
        return job;
    }

    private ImportView schedule(ImportJob job) throws JobException {
        ImportView view = job.view();
        try {
            thread.execute(() -> work.run(job));
        } catch (RejectedExecutionException e) {
            job.releaseArchive();
            throw stopping(); // the next process runs it
        }
        return view;
    }

    private static JobException stopping() {
        return new JobException(Reason.STOPPING, "the server is stopping; try again when it is back");
    }

    /** The current state of an import; empty if there is no such import. */
    public Optional<ImportView> find(String id) {
        return jobs.find(id).map(ImportJob::view);
    }

    /** The events of an import; empty if there is no such import. */
    public Optional<EventLog> events(String id) {
        return jobs.find(id).map(ImportJob::events);
    }

    /** All imports, in no order. */
    public List<ImportView> all() {
        return jobs.views();
    }

    /**
     * Cancels an import that is not final, which leaves neither a project nor an upload; it is then CANCELLED and
     * remembered like others. A final one is forgotten; its project stays.
     *
     * @throws JobException UNKNOWN_IMPORT; WRONG_STATE if what it has left is still being removed
     */
    public void delete(String id) throws JobException, IOException {
        ImportJob job = jobs.require(id);
        if (job.cancel()) {
            work.removeUploads(job.view().order().source());
        } else if (!forget(job)) {
            throw job.target().isPresent()
                    ? new JobException(Reason.WRONG_STATE, "what it has left is being removed; try again later")
                    : ImportIndex.unknown(id); // another thread has just removed it
        }
    }

    private boolean forget(ImportJob job) {
        String id = job.view().id();
        if (!job.forget()) {
            return false;
        }
        jobs.remove(id);
        store.remove(id);
        return true;
    }

    /** Whether this is an import or an upload. */
    boolean knows(String id) {
        return jobs.find(id).isPresent() || uploads.find(id).isPresent();
    }

    /** What is to be removed at that time. */
    List<Removal> removable(Instant now, Duration uploadAge) {
        List<Removal> all = new ArrayList<>(jobs.removable(now));
        all.addAll(uploads.removable(now, uploadAge));
        return all;
    }

    /** Removes one of them; false if it is gone or in use. */
    boolean remove(Removal removal, Duration uploadAge) throws IOException {
        if (removal.kind() == Removal.Kind.UPLOAD) {
            return uploads.removeAbandoned(removal.id(), uploadAge);
        }
        return jobs.find(removal.id()).map(this::forget).orElse(false);
    }

    /** Stops a running import, which leaves nothing behind and starts over in the next process. */
    @Override
    public void close() {
        jobs.all().forEach(ImportJob::stop);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an import does not stop; the next start removes its files");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
