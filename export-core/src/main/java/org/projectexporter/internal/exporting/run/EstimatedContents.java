package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.internal.exporting.engine.ContentClass;
import org.projectexporter.internal.exporting.engine.ExpectedEntries;
import org.projectexporter.internal.exporting.engine.FileClasses;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.estimate.ArchiveEstimate;
import org.projectexporter.internal.exporting.exclude.CachePaths;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.manifest.ManifestWriter;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.media.MediaOnce;
import org.projectexporter.internal.exporting.output.FileSpool;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.layout.BagFormat;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.layout.RestoreScript;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** Passes what an archive is expected to contain to the estimate of its size: the plan, and the archive's own files. */
final class EstimatedContents {
    private static final int MODE = 0644;

    private final PlanRequest planned;
    private final SealedPlan plan;
    private final @Nullable MediaOnce media;
    private final ArchiveEstimate archive;
    private final Codecs codecs;
    private final CancellationToken cancellation;
    private final ClassTally tally = new ClassTally();
    private double bytesOfNeededObjects;

    /** @param media the objects that are not in the plan; null if all are in it */
    EstimatedContents(
            PlanRequest planned,
            SealedPlan plan,
            @Nullable MediaOnce media,
            ArchiveEstimate archive,
            Codecs codecs,
            CancellationToken cancellation) {
        this.planned = planned;
        this.plan = plan;
        this.media = media;
        this.archive = archive;
        this.codecs = codecs;
        this.cancellation = cancellation;
    }

    private interface Visitor {
        void visit(PlannedEntry entry) throws IOException;
    }

    /** Passes all entries, in the order of the archive and as the format has them. */
    private void forEach(Visitor visitor) throws IOException {
        forEach(plan, visitor);
        if (media != null) {
            forEach(media.rest(), visitor);
        }
    }

    private void forEach(SealedPlan part, Visitor visitor) throws IOException {
        boolean keepsLinks = codecs.format().keepsHardLinks();
        try (SealedPlan.Reader entries = part.open()) {
            for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                cancellation.throwIfCancelled();
                visitor.visit(entry.type() == EntryType.HARD_LINK && !keepsLinks ? entry.asFile() : entry);
            }
        }
    }

    /** Measures samples of all entries. */
    void measure() throws IOException {
        forEach(archive::count);
        archive.startChoosing();
        forEach(archive::choose);
        archive.measure();
    }

    /**
     * Adds all entries, and then the seal, the manifest and the checksums.
     *
     * @param seal of the archive, if any
     * @return what the export's user would read
     */
    Findings add(EstimateFolder folder, PlanFacts facts, Instant exportedAt, SealFormat.@Nullable Seal seal)
            throws IOException {
        try (FileSpool spool = new FileSpool(folder.file(Ledger.SPOOL), Ledger.KIND, FileMark.EMPTY)) {
            Ledger ledger = new Ledger(spool, planned.name(), CachePaths.of(planned.options(), planned.name()));
            addEntries(ledger, seal);
            Findings findings = Findings.of(facts, ledger, Addendum.NONE, fromTree());
            if (!fromTree().isEmpty()) {
                Path script = folder.file("restore-lfs");
                writeScript(script);
                add(MetadataNames.RESTORE_LFS, script, exportedAt);
            }
            if (seal != null) {
                addSeal(seal, ledger, folder, exportedAt);
            }
            Path manifest = folder.file("manifest");
            ManifestFacts.Found found = new ManifestFacts.Found(plan, ledger, fromTree(), facts, findings.all());
            ManifestWriter.write(
                    new ManifestFacts(
                            exportedAt,
                            planned.options(),
                            planned.name(),
                            codecs.usesOtherEngine() ? Optional.of(codecs.deflate()) : Optional.empty(),
                            found),
                    manifest);
            add(MetadataNames.MANIFEST, manifest, exportedAt);
            Path sums = folder.file("sums");
            ledger.sums().write(sums);
            add(MetadataNames.SHA256SUMS, sums, exportedAt);
            if (codecs.format() instanceof BagFormat) {
                for (BagFiles.Tag tag : BagFiles.write(ledger, exportedAt, folder.folder())) {
                    add(tag.path(), tag.file(), exportedAt);
                }
            }
            return findings;
        }
    }

    private void addEntries(Ledger ledger, SealFormat.@Nullable Seal seal) throws IOException {
        ExpectedEntries entries = new ExpectedEntries(ledger, seal);
        FileClasses classes = new FileClasses(planned.name(), CachePaths.of(planned.options(), planned.name()));
        forEach(entry -> {
            ContentClass content = archive.classOf(entry);
            archive.add(entry);
            entries.add(entry, content, archive.mayCompress(entry));
            if (entry.type() == EntryType.FILE || entry.type() == EntryType.HARD_LINK) {
                tally.add(classes.of(entry, content), entry.path(), entry.size());
                bytesOfNeededObjects += entry.role() == EntryRole.LARGE_OBJECT ? archive.archivedBytes(entry) : 0;
            }
        });
    }

    /** What it finds is not reported, since nothing was read. */
    private void addSeal(SealFormat.Seal seal, Ledger ledger, EstimateFolder folder, Instant exportedAt)
            throws IOException {
        SealFiles files = new SealFiles(folder.folder(), exportedAt, path -> false, finding -> {});
        seal.finish(ledger::visitSealed, files);
        for (PlannedEntry entry : files.entries()) {
            if (entry.content() instanceof Content.OfFile file) {
                add(entry.path(), file.path(), exportedAt);
            }
        }
    }

    private void writeScript(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(RestoreScript.head(planned.name()));
            fromTree().visit(object -> out.write(RestoreScript.line(object)));
            out.write(RestoreScript.end(fromTree().count()));
        }
    }

    private void add(RawPath path, Path file, Instant time) throws IOException {
        archive.addMetadata(
                ArchiveEntry.builder(path, EntryType.FILE)
                        .size(Files.size(file))
                        .mtime(time)
                        .mode(MODE)
                        .compress(true)
                        .build(),
                file);
    }

    private FromTree fromTree() {
        return media == null ? FromTree.NONE : media.fromTree();
    }

    /** The files by class. */
    ClassTally tally() {
        return tally;
    }

    /** About how many bytes of the archive the large objects take that are files of the working tree as well. */
    double bytesOfNeededObjects() {
        return bytesOfNeededObjects;
    }

    /** The large objects that are in the archive as files of the working tree only. */
    List<Excluded> leftOutObjects() {
        return fromTree().isEmpty()
                ? List.of()
                : List.of(new Excluded(
                        "lfs_media_once",
                        "objects of Git LFS that are in the archive as files of the working tree",
                        fromTree().count(),
                        fromTree().bytes(),
                        List.of()));
    }
}
