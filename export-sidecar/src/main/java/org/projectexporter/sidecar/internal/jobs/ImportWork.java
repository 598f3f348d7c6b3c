package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final String METADATA = ".import";
    private static final String DEPENDENCIES = ".dependencies";

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

    /** Runs the import, if it is still to be run. */
    void run(ImportJob job) {
        if (!job.begin()) {
            return;
        }
        boolean done = false;
        try {
            Path file = archive(job).in(
                    store.archiveFolder(job.view().id()),
                    job.view().order().source().suffix());
            done = job.view().order().preview() ? preview(job, file) : create(job, file);
        } catch (IOException | JobException | RuntimeException | Error e) {
            if (!job.isStopping()) {
                LOG.info("import {} failed", job.view().id(), e);
                done = isOfTheArchive(e);
                job.failed(failure(e));
            }
        } finally {
            store.removeArchive(job.view().id());
            job.release();
            removeUploads(job, done);
        }
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

    /**
     * Removes the uploads that are of no more use.
     *
     * @param done whether the project exists, or can never be created from them
     */
    void removeUploads(ImportJob job, boolean done) {
        ImportView view = job.view();
        ImportSource source = view.order().source();
        if (view.state() == ImportState.CANCELLED || (view.state().isFinal() && (done || source.owned()))) {
            for (String id : source.uploads()) {
                try {
                    uploads.remove(id);
                } catch (IOException e) {
                    LOG.warn("cannot remove all of upload {}: {}", id, e.toString());
                }
            }
        }
    }

    private boolean preview(ImportJob job, Path file) throws IOException {
        ImportOrder order = job.view().order();
        ImportResult found = look(job, file, order.name());
        boolean taken = !nameOf(found).equals(order.name());
        boolean impossible = taken && order.onConflict() == OnConflict.FAIL;
        job.completed(impossible ? null : nameOf(found), result(found, taken));
        return false;
    }

    /** What an import would do, under the first free name. */
    private ImportResult look(ImportJob job, Path file, String name) throws IOException {
        ImportRequest request = ImportRequest.builder(file, workspace.placeFor(name))
                .onConflict(OnConflict.RENAME)
                .dryRun(true)
                .build();
        return importer.importProject(request, settings(job));
    }

    private boolean create(ImportJob job, Path file) throws IOException {
        Optional<String> earlier = job.target();
        if (earlier.isPresent() && isPublished(earlier.get())) {
            finish(job, earlier.get(), look(job, file, earlier.get()));
            return true;
        }
        ImportOrder order = job.view().order();
        for (int i = 1; ; i++) {
            String name = i == 1 ? order.name() : order.name() + "-" + i;
            boolean renames = order.onConflict() == OnConflict.RENAME && i < MOST_NAMES;
            if (renames && isTaken(name) && !earlier.equals(Optional.of(name))) {
                continue;
            }
            earlier.filter(other -> !other.equals(name)).ifPresent(this::removeUnfinished);
            job.creates(name);
            try {
                ImportRequest request =
                        ImportRequest.builder(file, workspace.placeFor(name)).build();
                finish(job, name, importer.importProject(request, settings(job)));
                return true;
            } catch (ExportException e) {
                if (!renames || e.reason() != ExportException.Reason.TARGET_EXISTS) {
                    throw e;
                }
            }
        }
    }

    /** Every folder in the workspace is a project; so the one with the manifest next to it is removed. */
    private void finish(ImportJob job, String name, ImportResult made) throws IOException {
        if (!job.completed(name, result(made, !name.equals(job.view().order().name())))) {
            LOG.info("removing the project {}: its import was cancelled", name);
            removeAll(name);
            job.failed(new ImportView.Failure("cancelled", "cancelled"));
            return;
        }
        tidy(job);
    }

    /** Removes the folders of the importer next to a project that is complete. */
    void tidy(ImportJob job) throws IOException {
        Optional<String> name = job.target();
        if (name.isPresent()) {
            DataFolder.remove(beside(name.get(), "", METADATA));
            DataFolder.remove(beside(name.get(), ".", METADATA));
            job.tidied();
        }
    }

    /** Removes what an import has left that was killed and is not to be run again. */
    void removeUnfinished(String name) {
        try {
            if (!isThere(workspace.placeFor(name))) {
                removeAll(name);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("cannot remove all that an interrupted import of {} has left: {}", name, e.toString());
        }
    }

    private void removeAll(String name) throws IOException {
        Path hidden = beside(name, ".", METADATA);
        Path place = workspace.placeFor(name);
        if (isThere(place)) {
            DataFolder.remove(hidden);
            Files.move(place, hidden); // gone at once, however long its removal takes
        }
        DataFolder.remove(hidden);
        DataFolder.remove(beside(name, "", DEPENDENCIES));
        DataFolder.remove(beside(name, "", METADATA));
    }

    /** The importer names a project's folder last, and this program removes the folder with the manifest afterwards. */
    private boolean isPublished(String name) {
        return isThere(workspace.placeFor(name)) && isThere(beside(name, "", METADATA));
    }

    private boolean isTaken(String name) {
        return isThere(workspace.placeFor(name))
                || isThere(beside(name, "", METADATA))
                || isThere(beside(name, "", DEPENDENCIES));
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
                        .toList());
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
