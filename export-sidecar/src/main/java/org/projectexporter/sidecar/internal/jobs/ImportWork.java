package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.ExportException;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** The work of a thread on an import: creates the project, or examines the archive, and reports the outcome. */
final class ImportWork {
    private static final Logger LOG = LoggerFactory.getLogger(ImportWork.class);
    private static final int MOST_NAMES = 10_000;

    private final Workspace workspace;
    private final ProjectImporter importer;
    private final ImportStore store;
    private final ImportSources sources;
    private final PrivatePaths paths;
    private final Uploads uploads;

    ImportWork(
            Workspace workspace,
            ProjectImporter importer,
            ImportStore store,
            ImportSources sources,
            PrivatePaths paths,
            Uploads uploads) {
        this.workspace = workspace;
        this.importer = importer;
        this.store = store;
        this.sources = sources;
        this.paths = paths;
        this.uploads = uploads;
    }

    /** Runs the import, if it is still to be run. If it was cancelled, removes what an earlier process has begun. */
    void run(ImportJob job) {
        if (!job.begin()) {
            job.target()
                    .filter(name -> job.view().state() == ImportState.CANCELLED)
                    .ifPresent(name -> {
                        removeBegun(name);
                        job.cleaned();
                    });
            job.releaseArchive();
            return;
        }
        long begin = System.nanoTime();
        MDC.put("import_id", job.view().id());
        try {
            ImportOutcome outcome = attempt(job);
            store.removeArchive(job.view().id());
            job.releaseArchive();
            if (outcome != null) {
                end(job, outcome);
            }
        } finally {
            job.release();
            if (job.view().state().isFinal()) {
                sources.figures().ended(job.view(), System.nanoTime() - begin);
            }
            MDC.remove("import_id");
        }
    }

    /** Null if it is to start over in the next process. */
    private @Nullable ImportOutcome attempt(ImportJob job) {
        Optional<String> published = job.target().filter(this::isPublished);
        try {
            ImportView view = job.view();
            if (view.projectId().isPresent() && view.result().isPresent()) { // an earlier process has created it
                return created(job, view.projectId().get(), view.result().get());
            }
            Path file = archive(job)
                    .in(store.archiveFolder(view.id()), view.order().source().suffix());
            return view.order().preview() ? preview(job, file) : create(job, file);
        } catch (IOException | JobException | RuntimeException | Error e) {
            if (job.isStopping()) {
                return null;
            }
            published.ifPresent(this::removeProject); // by an earlier process; nobody was notified of it
            LOG.info("import {} failed", job.view().id(), e);
            return ImportOutcome.failed(failure(e), isOfTheArchive(e));
        }
    }

    /** Removes what is of no more use, and then reports the outcome; a cancellation may come meanwhile. */
    private void end(ImportJob job, ImportOutcome outcome) {
        boolean cancelled;
        do {
            cancelled = job.isCancelled();
            if (cancelled && outcome.projectId() != null && !job.view().order().preview()) {
                removeProject(outcome.projectId());
            }
            ImportSource source = job.view().order().source();
            if (cancelled || outcome.done() || source.owned()) {
                removeUploads(source);
            }
        } while (!job.ended(outcome, cancelled));
    }

    private ImportSources.Archive archive(ImportJob job) throws JobException, IOException {
        ImportSources.Archive held = job.archive();
        if (held == null) {
            held = sources.hold(job.view().order().source());
            job.holds(held);
        }
        return held;
    }

    /** Whether the archive can never be imported. After other failures it may be, for example under another name. */
    private static boolean isOfTheArchive(Throwable thrown) {
        return thrown instanceof RefusedArchiveException
                || (thrown instanceof ExportException known
                        && known.reason() == ExportException.Reason.ARCHIVE_DAMAGED);
    }

    void removeUploads(ImportSource source) {
        for (String id : source.uploads()) {
            try {
                uploads.remove(id);
            } catch (IOException e) {
                LOG.warn("cannot remove all of upload {}: {}", id, e.toString());
            }
        }
    }

    private ImportOutcome preview(ImportJob job, Path file) throws IOException {
        ImportOrder order = job.view().order();
        ImportResult found = look(job, file, freeName(order.name()));
        boolean taken = !nameOf(found).equals(order.name());
        boolean impossible = taken && order.onConflict() == OnConflict.FAIL;
        return ImportOutcome.examined(impossible ? null : nameOf(found), result(found, taken));
    }

    private String freeName(String wanted) throws IOException {
        String name = wanted;
        for (int i = 2; i <= MOST_NAMES && (workspace.isTaken(name) || isInTheWay(name)); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    /** What an import would do, under the first free name. */
    private ImportResult look(ImportJob job, Path file, String name) throws IOException {
        ImportRequest request = ImportRequest.builder(file, workspace.placeFor(name))
                .onConflict(OnConflict.RENAME)
                .dryRun(true)
                .build();
        return importer.importProject(request, settings(job));
    }

    private ImportOutcome create(ImportJob job, Path file) throws IOException {
        Optional<String> earlier = job.target();
        ImportOrder order = job.view().order();
        if (earlier.isPresent() && isPublished(earlier.get())) {
            String name = earlier.get();
            return created(job, name, result(look(job, file, name), !name.equals(order.name())));
        }
        for (int i = 1; ; i++) {
            String name = i == 1 ? order.name() : order.name() + "-" + i;
            boolean renames = order.onConflict() == OnConflict.RENAME && i < MOST_NAMES;
            boolean taken = workspace.isTaken(name);
            if (renames && (taken || (isInTheWay(name) && !earlier.equals(Optional.of(name))))) {
                continue;
            }
            if (taken) {
                throw new ExportException(
                        ExportException.Reason.TARGET_EXISTS,
                        "there is already a project " + name + "; use another name, or on_conflict=rename");
            }
            earlier.filter(other -> !other.equals(name)).ifPresent(this::removeUnfinished);
            job.creates(name);
            try {
                ImportRequest request = ImportRequest.builder(file, workspace.placeFor(name))
                        .relink(order.relink())
                        .build();
                ImportResult made = importer.importProject(request, settings(job));
                return created(job, name, result(made, !name.equals(order.name())));
            } catch (ExportException e) {
                if (!renames || e.reason() != ExportException.Reason.TARGET_EXISTS) {
                    throw e;
                }
            }
        }
    }

    /** Every folder in the workspace is a project; so the one with the manifest next to it is removed. */
    private ImportOutcome created(ImportJob job, String name, ImportView.Result made) {
        job.exists(name, made);
        try {
            DataFolder.remove(beside(name, "", ProjectParts.METADATA));
            DataFolder.remove(beside(name, ".", ProjectParts.METADATA));
        } catch (IOException e) {
            LOG.warn("cannot remove what is next to the project {}: {}", name, e.toString());
        }
        return ImportOutcome.created(name, made);
    }

    private void removeProject(String name) {
        LOG.info("removing the project {}: its import was not completed", name);
        try {
            removeAll(name);
        } catch (IOException e) {
            LOG.error("cannot remove the project {} of an import that was not completed", name, e);
        }
    }

    /** Removes what an import has left that was killed, even if its project already has its name. */
    private void removeBegun(String name) {
        if (isPublished(name)) {
            removeProject(name);
        } else {
            removeUnfinished(name);
        }
    }

    /**
     * Removes what an import has left that was killed and is not to be run again. Without its work folder it has left
     * nothing: what is next to the name then belongs to others.
     */
    void removeUnfinished(String name) {
        try {
            if (!isThere(workspace.placeFor(name)) && isThere(beside(name, ".", ProjectParts.METADATA))) {
                removeAll(name);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("cannot remove all that an interrupted import of {} has left: {}", name, e.toString());
        }
    }

    private void removeAll(String name) throws IOException {
        Path hidden = beside(name, ".", ProjectParts.METADATA);
        Path place = workspace.placeFor(name);
        if (isThere(place)) {
            DataFolder.remove(hidden);
            Files.move(place, hidden); // gone at once, however long its removal takes
        }
        DataFolder.remove(hidden);
        DataFolder.remove(beside(name, "", ProjectParts.DEPENDENCIES));
        DataFolder.remove(beside(name, "", ProjectParts.METADATA));
    }

    /** The importer names a project's folder last, and this program removes the folder with the manifest afterwards. */
    private boolean isPublished(String name) {
        return isThere(workspace.placeFor(name)) && isThere(beside(name, "", ProjectParts.METADATA));
    }

    /** Whether the first workspace has something where an import would create a project of that name. */
    private boolean isInTheWay(String name) {
        return isThere(workspace.placeFor(name))
                || isThere(beside(name, "", ProjectParts.METADATA))
                || isThere(beside(name, "", ProjectParts.DEPENDENCIES));
    }

    private Path beside(String name, String prefix, String suffix) {
        Path place = workspace.placeFor(name);
        RawPath other = RawPath.of(prefix + NativeNames.nameOf(place) + suffix);
        return NativeNames.resolve(Objects.requireNonNull(place.getParent()), other);
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String nameOf(ImportResult made) {
        return NativeNames.nameOf(made.folder()).toString();
    }

    private RunSettings settings(ImportJob job) {
        return RunSettings.builder()
                .cancellation(job.token())
                .listener(event -> progressed(job, event))
                .build();
    }

    private void progressed(ImportJob job, ProgressEvent event) {
        if (!event.type().isLast()) {
            double least = job.view().progress().fraction();
            job.progressed(Progresses.of(event, paths.clean(event.message()), least));
        }
    }

    private ImportView.Result result(ImportResult made, boolean nameTaken) {
        return new ImportView.Result(
                made.format(),
                made.files(),
                made.bytes(),
                made.commits(),
                made.lfsObjects(),
                nameTaken,
                made.notes().stream()
                        .map(note -> new ImportView.Note(note.kind(), note.path(), paths.clean(note.what())))
                        .toList(),
                RelinkedJson.inWorkspace(made));
    }

    private ImportView.Failure failure(Throwable thrown) {
        if (thrown instanceof RefusedArchiveException refused) {
            String defect = refused.defect().name().toLowerCase(Locale.ROOT);
            return new ImportView.Failure(
                    "refused_archive", defect + ": " + paths.clean(String.valueOf(refused.getMessage())));
        }
        if (thrown instanceof JobException unavailable) {
            return new ImportView.Failure("archive_gone", String.valueOf(unavailable.getMessage()));
        }
        JobView.Failure failure = new Failures(paths).of(thrown, false);
        return new ImportView.Failure(failure.code(), failure.message());
    }
}
