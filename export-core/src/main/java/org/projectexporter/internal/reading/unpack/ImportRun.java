package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportLimits;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.internal.layout.ManifestReader;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.reading.admission.Budget;
import org.projectexporter.internal.reading.verify.ArchiveVerification;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;

/** One import, from its request to its result. To be run once. */
public final class ImportRun {
    private final Plugins<ArchiveFormat> formats;
    private final List<SourceResolver> sources;
    private final ImportRequest request;
    private final ProgressReporter progress;
    private final CancellationToken cancellation;
    private final long startNanos = System.nanoTime();
    private final List<ImportNote> notes = new ArrayList<>();
    private final ImportReports reports;
    /** What failed after everything was imported. */
    private final List<ImportNote> afterwards = new ArrayList<>();

    /** All entries of the archive, once it has been read. */
    private final SeenNames entries = new SeenNames();

    public ImportRun(
            Plugins<ArchiveFormat> formats,
            List<SourceResolver> sources,
            ImportRequest request,
            ProgressReporter progress,
            CancellationToken cancellation) {
        this.formats = formats;
        this.sources = List.copyOf(sources);
        this.request = request;
        this.progress = progress;
        this.cancellation = cancellation;
        this.reports = new ImportReports(request, cancellation, notes);
    }

    /** Runs the import. If it fails, nothing has changed. */
    public ImportResult run() throws IOException {
        try {
            progress.startsChecking(0);
            ArchiveVerification archive = new ArchiveVerification(request.archive(), formats.all());
            ImportResult result = request.dryRun() ? look(archive) : unpack(archive);
            progress.finished((request.dryRun() ? "checked " : "imported to ") + result.folder());
            return result;
        } catch (OutOfMemoryError e) {
            MemoryException failure = LackOfMemory.explained("the parts of this archive that are examined together", e);
            progress.failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (IOException e) {
            IOException failure = explained(e);
            progress.failed(String.valueOf(failure.getMessage()));
            throw failure;
        } catch (RuntimeException | Error e) {
            progress.failed(ErrorText.of(e));
            throw e;
        }
    }

    private IOException explained(IOException e) {
        return e instanceof ExportException || !SystemError.OUT_OF_SPACE.causes(e)
                ? e
                : ExportException.builder(
                                Reason.OUT_OF_SPACE,
                                "no space is left for " + request.folder() + " (" + ErrorText.of(e)
                                        + "); nothing was imported; free up space, then import again")
                        .path(request.folder())
                        .cause(e)
                        .build();
    }

    /** Checks what is known without reading the whole archive. */
    private ImportLimits preflight(ArchiveVerification archive, ImportTarget target) throws IOException {
        long free = Disk.usableBytes(Objects.requireNonNull(target.project().getParent()));
        if (archive.hasManifestEarly()) {
            String json = new ManifestReader(formats).read(request.archive());
            ImportManifest manifest = ImportManifest.read(json.getBytes(StandardCharsets.UTF_8), entries);
            long bytes = manifest.number("statistics.total_size_bytes").orElse(0)
                    + manifest.number("statistics.lfs_from_tree.bytes").orElse(0);
            if (!request.dryRun() && bytes > free) {
                throw ExportException.builder(
                                Reason.OUT_OF_SPACE,
                                "not enough space in " + target.project().getParent() + ": the project has " + bytes
                                        + " bytes, " + free + " are free; free up space, or choose another target")
                        .path(target.project())
                        .space(bytes, free)
                        .build();
            }
        }
        ImportLimits asked = request.limits();
        return request.dryRun()
                ? asked
                : asked.toBuilder()
                        .bytes(Math.max(1, Math.min(asked.bytes(), free)))
                        .build();
    }

    private ImportResult look(ArchiveVerification archive) throws IOException {
        ImportTarget target = ImportTarget.find(request.folder(), request.onConflict());
        ImportLimits limits = preflight(archive, target);
        try (Restorers restorers = new Restorers(sources, reports);
                ImportSink incoming = new ImportSink(restorers, Tree.NONE, notes)) {
            VerifyResult read = readAll(archive, incoming, limits);
            ImportManifest manifest = ImportManifest.read(incoming.manifest(), entries);
            objectsFromTree(incoming, restorers, budget(limits, archive, read)).check();
            linkAgain(incoming, (path, same) -> {});
            restorers.finishDry();
            return result(read, incoming, manifest, archive, target);
        }
    }

    /** Takes the requested name first, which removes what a killed import into it has left. */
    private ImportResult unpack(ArchiveVerification archive) throws IOException {
        StagingFolder staging = StagingFolder.open(ImportTarget.wanted(request.folder()));
        RawPath name = NativeNames.nameOf(staging.folder());
        ImportResult result = Afterwards.using(
                staging,
                () -> unpackAndPublish(archive, staging),
                e -> noteAfterwards(
                        name, "this folder next to it could not be removed (" + ErrorText.of(e) + "); remove it"));
        return finished(result);
    }

    /** Adds a note that can no longer change the result. */
    private void noteAfterwards(RawPath path, String what) {
        afterwards.add(new ImportNote(ImportNote.Kind.NOTE, path.toString(), "everything was imported, but " + what));
    }

    private ImportResult unpackAndPublish(ArchiveVerification archive, StagingFolder staging) throws IOException {
        ImportTarget target = ImportTarget.find(request.folder(), request.onConflict());
        ImportLimits limits = preflight(archive, target);
        DeferredEntries late = new DeferredEntries(staging.file("late"));
        return Afterwards.using(
                late,
                () -> {
                    FileSystemTraits disk = staging.probe();
                    Place place = new Place(target, staging, disk, late);
                    Restorers restorers = new Restorers(sources, DiskContext.of(disk, reports));
                    return Afterwards.using(
                            restorers, () -> unpackShared(archive, limits, place, restorers), this::noteUnclosed);
                },
                this::noteUnclosed);
    }

    /** Where an archive is unpacked and goes, and what is kept for the end. */
    private record Place(ImportTarget target, StagingFolder staging, FileSystemTraits disk, DeferredEntries late) {}

    private ImportResult unpackShared(
            ArchiveVerification archive, ImportLimits limits, Place place, Restorers restorers) throws IOException {
        ArchiveSnapshot snapshot = ArchiveSnapshot.take(archive, place.staging.file("snapshot"));
        return Afterwards.using(
                snapshot, () -> unpackAndPublish(archive, limits, place, restorers, snapshot), this::noteUnclosed);
    }

    private void noteUnclosed(Exception e) {
        noteAfterwards(
                NativeNames.nameOf(request.folder()), "some resources could not be closed (" + ErrorText.of(e) + ")");
    }

    private ImportResult finished(ImportResult result) {
        List<ImportNote> all = new ArrayList<>(result.notes());
        all.addAll(afterwards);
        return result.toBuilder()
                .notes(all)
                .duration(Duration.ofNanos(System.nanoTime() - startNanos))
                .build();
    }

    private ImportResult unpackAndPublish(
            ArchiveVerification archive,
            ImportLimits limits,
            Place place,
            Restorers restorers,
            ArchiveSnapshot snapshot)
            throws IOException {
        StagingFolder staging = place.staging;
        ImportTarget target = place.target;
        StagedPaths paths = new StagedPaths(
                        staging.project(), staging.dependencies(), staging.metadata(), notes, place.disk.names())
                .movingTo(target);
        ImportedModes modes = new ImportedModes(request.preserveModes(), staging.umask());
        try (DiskTree tree = new DiskTree(paths, place.late, modes, place.disk, staging.file("probe"), snapshot);
                ImportSink incoming = new ImportSink(restorers, tree, notes)) {
            VerifyResult read = readAll(archive, incoming, limits);
            ImportManifest manifest = ImportManifest.read(incoming.manifest(), entries);
            tree.awaitFiles();
            objectsFromTree(incoming, restorers, budget(limits, archive, read))
                    .copy((object, from, then) -> tree.addCopy(object, from, cancellation, then));
            tree.settle();
            linkAgain(incoming, (path, same) -> tree.linkAgain(path, same, staging.file("link")));
            tree.makeLinks();
            restorers.finish(tree.restored(manifest, incoming.rewritten(), entries));
            tree.moveLinks(manifest, restorers, target.project(), notes);
            tree.finish();
            cancellation.throwIfCancelled();
            staging.publish(target);
            finishTops(tree, target);
            notes.addAll(tree.notes());
            return result(read, incoming, manifest, archive, target);
        }
    }

    /** Everything is published by now, and nothing undoes it any more. */
    private void finishTops(DiskTree tree, ImportTarget target) {
        try {
            tree.finishTops(target);
        } catch (IOException e) {
            note(
                    ImportNote.Kind.NOTE,
                    NativeNames.nameOf(target.project()),
                    "the folder could not be given its own mode: " + ErrorText.why(e));
        }
    }

    private VerifyResult readAll(ArchiveVerification archive, ImportSink incoming, ImportLimits limits)
            throws IOException {
        if (request.dryRun()) {
            progress.startsChecking(archive.bytes());
        } else {
            progress.startsUnpacking(archive.bytes());
        }
        VerifyResult result = archive.run(incoming, entries, limits, progress, cancellation);
        if (!result.ok()) {
            throw new ExportException(
                    Reason.ARCHIVE_DAMAGED,
                    "the archive is damaged: "
                            + result.problems().get(0)
                            + (result.problems().size() == 1
                                    ? ""
                                    : " (and " + (result.problems().size() - 1) + " more, which 'verify' lists)")
                            + "; nothing was imported");
        }
        archive.repackedNote()
                .ifPresent(what -> note(ImportNote.Kind.NOTE, NativeNames.nameOf(request.archive()), what));
        return result;
    }

    private ObjectsFromTree objectsFromTree(ImportSink incoming, Restorers restorers, Budget budget) {
        return new ObjectsFromTree(incoming.manifest(), entries, restorers, budget);
    }

    private static Budget budget(ImportLimits limits, ArchiveVerification archive, VerifyResult read) {
        return Budget.after(limits, archive.bytes(), read.files(), read.bytes());
    }

    /**
     * Restores hard links: in a zip each name of a hard-linked file is a separate file, and the manifest lists them.
     */
    private void linkAgain(ImportSink incoming, ClaimedLinks.Visitor links) throws IOException {
        new ClaimedLinks(incoming.manifest(), entries).visit((path, same) -> {
            cancellation.throwIfCancelled();
            links.link(path, same);
        });
    }

    private void note(ImportNote.Kind kind, RawPath path, String what) {
        reports.report(kind, path, what);
    }

    private ImportResult result(
            VerifyResult read,
            ImportSink incoming,
            ImportManifest manifest,
            ArchiveVerification archive,
            ImportTarget target) {
        List<ImportNote> sorted = new ArrayList<>(notes);
        sorted.sort(Comparator.comparing(ImportNote::kind));
        long fromTree = manifest.number("statistics.lfs_from_tree.files").orElse(0);
        return ImportResult.builder(
                        target.project(), target.metadata(), archive.format().name())
                .files(manifest.number("statistics.total_files").orElse(read.files()) + fromTree)
                .bytes(manifest.number("statistics.total_size_bytes").orElse(read.bytes())
                        + manifest.number("statistics.lfs_from_tree.bytes").orElse(0))
                .commits(manifest.number("statistics.git_commits"))
                .lfsObjects(manifest.number("statistics.lfs_objects.files").orElse(0) + fromTree)
                .dependencies(dependencies(incoming, manifest, target))
                .notes(sorted)
                .relinked(reports.relinked())
                .dryRun(request.dryRun())
                .duration(Duration.ofNanos(System.nanoTime() - startNanos))
                .build();
    }

    private static Optional<ImportResult.Dependencies> dependencies(
            ImportSink incoming, ImportManifest manifest, ImportTarget target) {
        return incoming.hasDependencies()
                ? Optional.of(new ImportResult.Dependencies(
                        target.dependencies(),
                        manifest.number("statistics.dependencies.files").orElse(0),
                        manifest.number("statistics.dependencies.bytes").orElse(0)))
                : Optional.empty();
    }
}
