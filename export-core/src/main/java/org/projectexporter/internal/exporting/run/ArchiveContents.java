package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.media.MediaOnce;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.files.SealFormat;

/** The plans of an archive's parts, and the ledger of what was written. See {@link ArchivePart} for their order. */
final class ArchiveContents {
    private final ExportContext context;
    private final Journal journal;
    private final PlannedProject project;
    private final Ledger ledger;
    private final MetadataEntries metadata;
    private final boolean resumed;
    private Addendum addendum;
    private @Nullable MediaOnce mediaOnce;

    /**
     * The contents of an archive whose entries in {@code ledger} are already written.
     *
     * @param addendum the addendum that an earlier run wrote or began, if any
     * @param resumed whether an earlier run has written a part of the archive
     */
    ArchiveContents(
            ExportContext context,
            Journal journal,
            PlannedProject project,
            Ledger ledger,
            Addendum addendum,
            boolean resumed) {
        this.context = context;
        this.journal = journal;
        this.project = project;
        this.ledger = ledger;
        this.addendum = addendum;
        this.resumed = resumed;
        this.metadata = new MetadataEntries(context, project, ledger);
    }

    Ledger ledger() {
        return ledger;
    }

    /** What the manifest lists; available once it is written. */
    Findings findings() {
        return metadata.findings();
    }

    /** What the manifest contains, once it is written. */
    ManifestFacts manifestFacts() {
        return metadata.manifestFacts();
    }

    SealedPlan project() {
        return project.plan();
    }

    /** Looks for what has replaced entries that vanished; null if none did. */
    @Nullable
    SealedPlan sealAddendum(VolumeOutput output) throws IOException {
        List<PlannedEntry> vanished = ledger.vanished();
        if (vanished.isEmpty() && journal.lastAddendum() == null) {
            return null;
        }
        Planner planner = project.planner();
        int before = planner.findings().size();
        SealedPlan found = vanished.isEmpty() ? null : planner.addenda(project.plan(), vanished);
        Addendum sealed = new Addendum(vanished.size(), found == null ? 0 : found.checksum(), planner.captured());
        addendum = sealed;
        reportSince(before);
        context.work().syncNames();
        output.whenDurable(() -> journal.addendum(sealed));
        return found;
    }

    private void reportSince(int before) throws IOException {
        List<Finding> all = project.planner().findings();
        for (Finding finding : all.subList(before, all.size())) {
            ledger.report(finding);
        }
    }

    /** Has the sources prove that the archive is whole, and compares databases; the ledger records what differs. */
    void prove() throws IOException {
        int before = project.planner().findings().size();
        project.planner().prove(new ArchivedEntries(project, addendum, objects(), ledger.vanished(), resumed));
        reportSince(before);
        ledger.judgeDatabases(project.planner()::isLeftOut);
    }

    /** The addendum that an earlier run sealed. */
    SealedPlan sealedAddendum() throws IOException {
        return project.planner().sealedAddendum(addendum.plan());
    }

    /** The Git LFS objects that the archive needs although they could have been left out; null if there are none. */
    @Nullable
    SealedPlan objects() throws IOException {
        MediaOnce media = mediaOnce();
        return media == null || media.rest().entries() == 0 ? null : media.rest();
    }

    /** The same, of which an earlier run has written a part. */
    SealedPlan sealedObjects() throws IOException {
        return Objects.requireNonNull(objects(), "no objects");
    }

    /** The script that restores the objects that were left out; null if none were. */
    @Nullable
    SealedPlan restoreScript() throws IOException {
        FromTree left = fromTree();
        return left.isEmpty() ? null : metadata.restoreScript(left);
    }

    /** The same, which an earlier run has begun to write. */
    SealedPlan sealedRestoreScript() throws IOException {
        return Objects.requireNonNull(restoreScript(), "no script");
    }

    /** The Git LFS objects that are in the archive as files of the working tree only. */
    FromTree fromTree() throws IOException {
        MediaOnce media = mediaOnce();
        return media == null ? FromTree.NONE : media.fromTree();
    }

    /** Decides once, when all files of the working tree are written. */
    private @Nullable MediaOnce mediaOnce() throws IOException {
        SealedPlan objects = project.planner().objects();
        if (mediaOnce == null && objects != null) {
            mediaOnce = MediaOnce.decide(objects, ledger, context.work().folder());
        }
        return mediaOnce;
    }

    /** Writes the files of the seal, and records what it has found; null if the seal has no files, or there is none. */
    @Nullable
    SealedPlan seal() throws IOException {
        return project.seal() == null ? null : seal(project.seal(), ledger::report);
    }

    /** The same, of which an earlier run has written a part and recorded what was found. */
    SealedPlan sealedSeal() throws IOException {
        SealFormat.Seal seal = Objects.requireNonNull(project.seal(), "no seal");
        return Objects.requireNonNull(seal(seal, finding -> {}), "an empty seal");
    }

    private @Nullable SealedPlan seal(SealFormat.Seal seal, SealFiles.Reports reports) throws IOException {
        SealFiles files = new SealFiles(
                context.work().folder(), context.request().exportedAt(), project.planner()::isLeftOut, reports);
        seal.finish(ledger::visitSealed, files);
        return files.entries().isEmpty() ? null : files.plan();
    }

    SealedPlan manifest() throws IOException {
        return metadata.manifest(addendum, fromTree());
    }

    SealedPlan checksums() throws IOException {
        return metadata.checksums();
    }

    /** Whether the archive is a bag. */
    boolean isBag() {
        return context.isBag();
    }

    /** The tag files of a bag. */
    SealedPlan bagTags() throws IOException {
        return metadata.bagTags();
    }
}
