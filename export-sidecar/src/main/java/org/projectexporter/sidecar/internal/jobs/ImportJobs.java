package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.projectexporter.CancellationToken;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ImportResult;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;
import org.projectexporter.spi.NativeNames;

/**
 * Imports into the workspace, one at a time; thread-safe. Each creates a project, or leaves nothing behind. Unlike
 * exports they do not resume after a crash: the client must send the archive again.
 */
public final class ImportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);
    private static final int MOST_REMEMBERED = 1000;
    private static final int MOST_AT_ONCE = 8;
    private static final long STOP_SECONDS = 3;

    private final ExportJobs exports;
    private final Workspace workspace;
    private final ProjectImporter importer;
    private final PrivatePaths paths;
    private final ImportUploads uploads;
    private final CancellationToken stop = new CancellationToken();
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> new Thread(task, "import"));
    private final Map<String, ImportView> views = new LinkedHashMap<>();
    private volatile Consumer<ImportView> ends = view -> {};

    private ImportJobs(SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer) {
        this.exports = exports;
        this.workspace = workspace;
        this.importer = importer;
        this.paths = PrivatePaths.of(options);
        this.uploads = new ImportUploads(exports.uploads(), exports.quota());
    }

    /** Removes the remains of earlier processes' imports, which are reported as failed. */
    public static ImportJobs open(
            SidecarOptions options, ExportJobs exports, Workspace workspace, ProjectImporter importer)
            throws IOException {
        ImportJobs jobs = new ImportJobs(options, exports, workspace, importer);
        for (ImportUploads.Interrupted interrupted : jobs.uploads.sweep()) {
            jobs.tellInterrupted(interrupted);
        }
        return jobs;
    }

    private void tellInterrupted(ImportUploads.Interrupted interrupted) throws IOException {
        String name = interrupted.name();
        try {
            DataFolder.remove(workspace.placeFor(name).resolveSibling("." + name + ".import"));
        } catch (IllegalArgumentException e) {
            return; // the crash happened before its name was stored, and hence before the client got an answer
        }
        put(ImportView.running(interrupted.id(), name)
                .failed("interrupted", "the server was stopped during the import; send the archive again"));
    }

    /**
     * Imports the archive of an export.
     *
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException UNKNOWN or WRONG_STATE of the export, QUEUE_FULL
     */
    public ImportView importExport(String exportId, String name, OnConflict onConflict)
            throws JobException, IOException {
        Path place = workspace.placeFor(name);
        ArchiveHold hold = exports.hold(exportId);
        String id;
        try {
            id = begin(name);
        } catch (JobException | IOException e) {
            hold.close();
            throw e;
        }
        Path archive = hold.result().volumes().get(0).file();
        return schedule(id, request(archive, place, onConflict), hold::close);
    }

    /**
     * Receives an archive and imports it. Returns when it is received completely.
     *
     * @param length of the archive; negative if unknown
     * @param suffix of its format, with its dot; empty to detect it from the first bytes
     * @throws IllegalArgumentException if no project can have the name
     * @throws JobException QUOTA, QUEUE_FULL
     */
    public ImportView importUpload(InputStream body, long length, String suffix, String name, OnConflict onConflict)
            throws JobException, IOException {
        Path place = workspace.placeFor(name);
        String id = begin(name);
        Path archive;
        try {
            archive = uploads.receive(id, body, length, suffix);
        } catch (JobException | IOException | RuntimeException e) {
            forget(id);
            throw e;
        }
        return schedule(id, request(archive, place, onConflict), () -> {});
    }

    /** The current state of an import; empty if there is no such import. */
    public Optional<ImportView> find(String id) {
        synchronized (views) {
            return Optional.ofNullable(views.get(id));
        }
    }

    /** Calls a listener at the end of each import from now on, and now for those that the last process interrupted. */
    public void onEnd(Consumer<ImportView> listener) {
        List<ImportView> ended;
        synchronized (views) {
            ends = listener;
            ended = List.copyOf(views.values());
        }
        ended.forEach(listener);
    }

    private String begin(String name) throws JobException, IOException {
        if (!free.tryAcquire()) {
            throw new JobException(Reason.QUEUE_FULL, MOST_AT_ONCE + " imports are in progress; try again later");
        }
        String id = UUID.randomUUID().toString();
        try {
            uploads.begin(id, name);
        } catch (IOException e) {
            free.release();
            throw e;
        }
        put(ImportView.running(id, name));
        return id;
    }

    private void forget(String id) {
        synchronized (views) {
            views.remove(id);
        }
        end(id);
    }

    private void end(String id) {
        try {
            uploads.end(id);
        } catch (IOException e) {
            LOG.warn("cannot remove the upload of import {}; the next start will", id, e);
        } finally {
            free.release();
        }
    }

    private void put(ImportView view) {
        synchronized (views) {
            views.put(view.id(), view);
            if (views.size() > MOST_REMEMBERED) {
                views.remove(views.keySet().iterator().next());
            }
        }
    }

    private ImportRequest request(Path archive, Path place, OnConflict onConflict) {
        return ImportRequest.builder(archive, place).onConflict(onConflict).build();
    }

    private ImportView schedule(String id, ImportRequest request, Runnable release) throws JobException {
        ImportView view = find(id).orElseThrow();
        try {
            thread.execute(() -> run(view, request, release));
        } catch (RejectedExecutionException e) {
            release.run();
            forget(id);
            throw new JobException(Reason.STOPPING, "the server is stopping; try again when it is back");
        }
        return view;
    }

    private void run(ImportView view, ImportRequest request, Runnable release) {
        ImportView ended;
        try {
            ended = completed(
                    view,
                    importer.importProject(
                            request, RunSettings.builder().cancellation(stop).build()));
        } catch (IOException | RuntimeException e) {
            LOG.info("import {} failed", view.id(), e);
            ended = failed(view, e);
        } finally {
            release.run();
        }
        end(view.id());
        put(ended);
        ends.accept(ended);
    }

    /** Removes the importer's files next to the project: every folder in the workspace is a project. */
    private static ImportView completed(ImportView view, ImportResult made) throws IOException {
        DataFolder.remove(made.metadata());
        ImportView.Result result = new ImportView.Result(
                made.files(),
                made.bytes(),
                made.commits(),
                made.lfsObjects(),
                made.notes().stream()
                        .map(note -> note.path() + ": " + note.what())
                        .toList());
        return view.completed(NativeNames.nameOf(made.folder()).toString(), result);
    }

    private ImportView failed(ImportView view, Exception thrown) {
        if (thrown instanceof RefusedArchiveException refused) {
            String defect = refused.defect().name().toLowerCase(Locale.ROOT);
            return view.failed("refused_archive", defect + ": " + paths.clean(String.valueOf(refused.getMessage())));
        }
        JobView.Failure failure = new Failures(paths).of(thrown, false);
        return view.failed(failure.code(), failure.message());
    }

    /** Stops a running import, which leaves nothing behind. */
    @Override
    public void close() {
        stop.cancel();
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
