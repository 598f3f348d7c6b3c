package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, ImportJob> jobs = new ConcurrentHashMap<>();
    private volatile EndWatch ends = new EndWatch(event -> {});

    private ImportJobs(SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer)
            throws IOException {
        DataFolder data = exports.data();
        this.workspace = workspace;
        this.clock = exports.clock();
        this.retention = options.storage().retention();
        this.store = new ImportStore(data.imports());
        this.uploads =
                Uploads.open(data.uploads(), exports.quota(), options.storage().uploads(), clock);
        this.sources = new ImportSources(exports, uploads, HandOver.of(options, exports));
        this.work = new ImportWork(workspace, importer, store, sources, PrivatePaths.of(options), uploads);
    }

    /** Starts the interrupted imports of an earlier process over. */
    public static ImportJobs open(
            SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer)
            throws IOException {
        ImportJobs all = new ImportJobs(options, exports, workspace, importer);
        List<ImportRecord> kept = all.store.load().stream()
                .sorted(Comparator.comparing(one -> one.view().createdAt()))
                .toList();
        for (ImportRecord one : kept) {
            all.restore(one);
        }
        exports.storage().covers(all);
        return all;
    }

    private void restore(ImportRecord kept) {
        ImportJob job = ImportJob.restore(kept, store, clock, retention);
        ImportView view = job.view();
        jobs.put(view.id(), job);
        if (kept.view().state() == ImportState.RECEIVING && !hasAll(view.order().source())) {
            job.failed(new ImportView.Failure(
                    "interrupted", "the server was stopped while the archive arrived; send it again"));
            work.removeUploads(job.view().order().source());
        } else if (!view.state().isFinal()) {
            holdAgain(job);
            thread.execute(() -> work.run(job));
        }
    }

    private boolean hasAll(ImportSource source) {
        return source.uploads().stream()
                .allMatch(id -> uploads.find(id).map(UploadView::isComplete).orElse(false));
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
        EndWatch watch = new EndWatch(listener);
        ends = watch;
        jobs.values().forEach(job -> watch.watchFromLast(job.events()));
    }

    /** Incoming archives. */
    public Uploads uploads() {
        return uploads;
    }

    /**
     * Queues an import; it survives the process when this returns.
     *
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException UNKNOWN or WRONG_STATE of the export, UNKNOWN_UPLOAD or WRONG_STATE of an upload,
     *     NOT_ALLOWED, QUEUE_FULL, STOPPING
     */
    public ImportView start(ImportOrder order) throws JobException, IOException {
        workspace.placeFor(order.name());
        ImportSources.Archive archive = sources.hold(order.source());
        ImportJob job;
        try {
            job = create(order, ImportState.QUEUED);
        } catch (JobException | IOException e) {
            archive.close();
            throw e;
        }
        job.holds(archive);
        return schedule(job);
    }

    /**
     * Receives an archive and imports it. Returns when it is received completely; if that fails, the import has failed.
     *
     * @param length of the archive; negative if unknown
     * @param order what to import; its source has the suffix of the format only
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException QUOTA, QUEUE_FULL, STOPPING; WRONG_STATE if it was cancelled meanwhile
     */
    public ImportView receive(InputStream body, long length, ImportOrder order) throws JobException, IOException {
        workspace.placeFor(order.name());
        if (!receiving.tryAcquire()) {
            throw new JobException(
                    Reason.QUEUE_FULL, MOST_RECEIVED_AT_ONCE + " archives are being received; try again later");
        }
        try {
            String upload = uploads.create(length, "").id();
            ImportSource source = ImportSource.ofBody(upload, order.source().suffix());
            ImportJob job =
                    createFor(upload, new ImportOrder(source, order.name(), order.onConflict(), order.preview()));
            receive(job, upload, body, length);
            return schedule(job);
        } finally {
            receiving.release();
        }
    }

    private void receive(ImportJob job, String upload, InputStream body, long length) throws JobException, IOException {
        boolean received = false;
        try {
            UploadView view = uploads.receive(
                    upload,
                    UploadData.of(new CancellableBody(body, job.token())),
                    bytes -> job.progressed(Progresses.received(bytes, Math.max(0, length))));
            if (!view.isComplete()) {
                throw new JobException(
                        Reason.INCOMPLETE, "the archive ended after " + view.offset() + " of " + length + " bytes");
            }
            job.received();
            received = true;
        } catch (CancellationException e) {
            throw job.isStopping() ? stopping() : new JobException(Reason.WRONG_STATE, "the import was cancelled");
        } finally {
            if (!received) {
                job.failed(new ImportView.Failure("interrupted", "the archive did not arrive completely"));
                uploads.remove(upload);
            }
        }
    }

    private ImportJob createFor(String upload, ImportOrder order) throws JobException, IOException {
        try {
            return create(order, ImportState.RECEIVING);
        } catch (JobException | IOException e) {
            uploads.remove(upload);
            throw e;
        }
    }

    private ImportJob create(ImportOrder order, ImportState state) throws JobException, IOException {
        if (thread.isShutdown()) {
            throw stopping();
        }
        long unfinished = jobs.values().stream()
                .filter(job -> !job.view().state().isFinal())
                .count();
        if (unfinished >= MOST_UNFINISHED) {
            throw new JobException(Reason.QUEUE_FULL, MOST_UNFINISHED + " imports are in progress; try again later");
        }
        String id = UUID.randomUUID().toString();
        ImportView view = new ImportViewBuilder(id, order, JobTransitions.now(clock))
                .state(state)
                .build();
        ImportJob job = ImportJob.create(view, store, clock, retention);
        jobs.put(id, job);
        ends.watch(job.events());
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
        return Optional.ofNullable(jobs.get(id)).map(ImportJob::view);
    }

    /** The events of an import; empty if there is no such import. */
    public Optional<EventLog> events(String id) {
        return Optional.ofNullable(jobs.get(id)).map(ImportJob::events);
    }

    /** All imports, newest first. */
    public List<ImportView> all() {
        return jobs.values().stream()
                .map(ImportJob::view)
                .sorted(Comparator.comparing(ImportView::createdAt)
                        .thenComparing(ImportView::id)
                        .reversed())
                .toList();
    }

    /**
     * Cancels an import that is not final, which leaves neither a project nor an upload; it is then CANCELLED and
     * remembered like others. A final one is forgotten; its project stays.
     *
     * @throws JobException UNKNOWN_IMPORT
     */
    public void delete(String id) throws JobException, IOException {
        ImportJob job = jobs.get(id);
        if (job == null) {
            throw unknown(id);
        }
        boolean waits = job.view().state() == ImportState.QUEUED;
        Optional<String> begun = job.target().filter(name -> waits);
        if (job.cancel()) {
            work.removeUploads(job.view().order().source());
            begun.ifPresent(work::removeUnfinished);
        } else if (!forget(job)) {
            throw unknown(id); // another thread has just removed it
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

    private static JobException unknown(String id) {
        return new JobException(Reason.UNKNOWN_IMPORT, "there is no import " + id);
    }

    /** Whether this is an import or an upload. */
    boolean knows(String id) {
        return jobs.containsKey(id) || uploads.find(id).isPresent();
    }

    /** What is to be removed at that time. */
    List<Removal> removable(Instant now) {
        List<Removal> all = new ArrayList<>();
        for (ImportView view : all()) {
            if (view.expiresAt().filter(at -> !at.isAfter(now)).isPresent()) {
                Optional<String> name = Optional.of(view.order().name());
                all.add(new Removal(Removal.Kind.IMPORT, view.id(), name, 0, Removal.Reason.AGE, false));
            }
        }
        for (UploadView upload : uploads.all()) {
            if (!upload.inUse() && !upload.expiresAt().isAfter(now)) {
                all.add(new Removal(
                        Removal.Kind.UPLOAD,
                        upload.id(),
                        Optional.empty(),
                        upload.offset(),
                        Removal.Reason.ABANDONED,
                        false));
            }
        }
        return all;
    }

    /** Removes one of them; false if it is gone or in use. */
    boolean remove(Removal removal) throws IOException {
        if (removal.kind() == Removal.Kind.UPLOAD) {
            return uploads.removeAbandoned(removal.id());
        }
        ImportJob job = jobs.get(removal.id());
        return job != null && forget(job);
    }

    /** Stops a running import, which leaves nothing behind and starts over in the next process. */
    @Override
    public void close() {
        jobs.values().forEach(ImportJob::stop);
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
