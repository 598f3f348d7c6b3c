package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportLimits;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.internal.layout.ManifestReader;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.internal.reading.verify.ArchiveVerification;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.SeenNames;

/**
 * One deep verification: an archive is verified and, in the same pass, those of its files that the proof needs are
 * unpacked into a scratch folder, by the rules of an import. Then restorers report what is missing. To be run once.
 */
public final class DeepVerification {
    private static final String NOT_FOLLOWED =
            "whether its repositories are whole was not examined, since the archive is damaged";

    private final Plugins<ArchiveFormat> formats;
    private final List<SourceResolver> sources;
    private final Path given;
    private final ImportLimits limits;
    private final RunSettings settings;
    private final ProgressReporter progress;
    private final long startNanos = System.nanoTime();
    private final List<String> afterwards = new ArrayList<>();

    public DeepVerification(
            Plugins<ArchiveFormat> formats,
            List<SourceResolver> sources,
            Path given,
            ImportLimits limits,
            RunSettings settings,
            ProgressReporter progress) {
        this.formats = formats;
        this.sources = List.copyOf(sources);
        this.given = given;
        this.limits = limits;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Verifies everything; the scratch folder is removed in any case.
     *
     * @throws RefusedArchiveException if an import would refuse the archive although it is intact
     */
    public VerifyResult run() throws IOException {
        VerifyResult result;
        try {
            result = verify();
        } catch (RefusedArchiveException e) {
            result = damage(e);
        }
        List<String> notes = new ArrayList<>(result.notes());
        notes.addAll(afterwards);
        return result.toBuilder()
                .notes(notes)
                .duration(Duration.ofNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** What is refused may be damaged, which is then located. */
    private VerifyResult damage(RefusedArchiveException refusal) throws IOException {
        ArchiveVerification archive = new ArchiveVerification(given, formats.all());
        progress.startsVerifying(archive.bytes());
        VerifyResult result = archive.run(progress, settings.cancellation());
        if (result.ok()) {
            throw refusal;
        }
        return damaged(result);
    }

    private static VerifyResult damaged(VerifyResult result) {
        List<String> notes = new ArrayList<>(result.notes());
        notes.add(NOT_FOLLOWED);
        return result.toBuilder().notes(notes).build();
    }

    private VerifyResult verify() throws IOException {
        ArchiveVerification archive = new ArchiveVerification(given, formats.all());
        progress.startsVerifying(archive.bytes());
        Path parent = settings.scratch().orElse(Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
        ScratchFolder scratch = ScratchFolder.in(parent);
        return Afterwards.using(
                scratch,
                () -> verify(archive, scratch),
                e -> afterwards.add("the folder " + scratch.folder() + " could not be removed (" + ErrorText.of(e)
                        + "); remove it"));
    }

    private VerifyResult verify(ArchiveVerification archive, ScratchFolder scratch) throws IOException {
        try (Restorers restorers = new Restorers(sources, (kind, path, what) -> {})) {
            requireSpace(archive, scratch);
            return verify(archive, scratch, restorers);
        } catch (IOException e) {
            throw explained(e, scratch);
        }
    }

    private VerifyResult verify(ArchiveVerification archive, ScratchFolder scratch, Restorers restorers)
            throws IOException {
        SeenNames entries = new SeenNames();
        StagedPaths paths = scratch.paths();
        ScratchTree tree = new ScratchTree(paths, restorers::areInNeedOf);
        try (ImportSink incoming = new ImportSink(restorers, tree, new ArrayList<>())) {
            VerifyResult read = archive.run(incoming, entries, limits, progress, settings.cancellation());
            return read.ok() ? prove(read, incoming, paths, entries, restorers) : damaged(read);
        }
    }

    private VerifyResult prove(
            VerifyResult read, ImportSink incoming, StagedPaths paths, SeenNames entries, Restorers restorers)
            throws IOException {
        ImportManifest manifest = ImportManifest.read(incoming.manifest(), entries);
        Proof proof = new Proof(progress, settings.cancellation());
        progress.startsProving();
        try (SyncQueue syncs = SyncQueue.ofFiles()) {
            ImportedModes modes = new ImportedModes(true, 0);
            restorers.prove(new UnpackedTree(paths, manifest, incoming.rewritten(), entries, syncs, modes), proof);
        }
        return proof.addTo(read);
    }

    /** Checks the free space, if the manifest is available before the whole archive is read. */
    private void requireSpace(ArchiveVerification archive, ScratchFolder scratch) throws IOException {
        long needed = archive.hasManifestEarly() ? neededBytes() : 0;
        long free = Disk.usableBytes(scratch.folder());
        if (needed > free) {
            throw ExportException.builder(
                            Reason.OUT_OF_SPACE,
                            "not enough space in " + scratch.folder().getParent() + ": the repositories have " + needed
                                    + " bytes, " + free + " are free; free up space, or choose another scratch folder")
                    .path(scratch.folder())
                    .space(needed, free)
                    .build();
        }
    }

    /** Bytes of the repositories according to the manifest; if that is damaged, the verification says so. */
    private long neededBytes() throws IOException {
        try {
            String json = new ManifestReader(formats).read(given);
            ImportManifest manifest = ImportManifest.read(json.getBytes(StandardCharsets.UTF_8), new SeenNames());
            return manifest.number("statistics.by_class.git.bytes").orElse(0)
                    + manifest.number("statistics.by_class.git_objects.bytes").orElse(0);
        } catch (ExportException e) {
            return 0;
        }
    }

    private static IOException explained(IOException e, ScratchFolder scratch) {
        return e instanceof ExportException || !SystemError.OUT_OF_SPACE.causes(e)
                ? e
                : ExportException.builder(
                                Reason.OUT_OF_SPACE,
                                "no space is left in " + scratch.folder().getParent() + " (" + ErrorText.of(e)
                                        + "); free up space, or choose another scratch folder")
                        .path(scratch.folder())
                        .cause(e)
                        .build();
    }
}
