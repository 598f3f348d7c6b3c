package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.manifest.ManifestWriter;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.layout.RestoreScript;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** The entries at the end of an archive: the manifest and SHA256SUMS, the script and the tag files that some have. */
final class MetadataEntries {
    private static final int MODE = 0644;

    private final StoredRequest request;
    private final WorkFolder work;
    private final PlannedProject project;
    private final Ledger ledger;
    private final Codecs codecs;
    private Findings findings = Findings.NONE;
    private @Nullable ManifestFacts facts;

    MetadataEntries(ExportContext context, PlannedProject project, Ledger ledger) {
        this.request = context.request();
        this.codecs = context.codecs();
        this.work = context.work();
        this.project = project;
        this.ledger = ledger;
    }

    /** What the manifest lists; available once it is written. */
    Findings findings() {
        return findings;
    }

    /** What the manifest contains, once it is written. */
    ManifestFacts manifestFacts() {
        return Objects.requireNonNull(facts, "no manifest yet");
    }

    /** Writes the manifest of the ledger's contents, as a plan with this one entry. */
    SealedPlan manifest(Addendum addendum, FromTree fromTree) throws IOException {
        findings = Findings.of(project.facts(), ledger, addendum, fromTree);
        Path file = work.file(FinishedFiles.MANIFEST);
        ManifestFacts contents = new ManifestFacts(
                request.exportedAt(),
                request.options(),
                request.name(),
                codecs.usesOtherEngine() ? Optional.of(codecs.deflate()) : Optional.empty(),
                new ManifestFacts.Found(project.plan(), ledger, fromTree, project.facts(), findings.all()));
        ManifestWriter.write(contents, file);
        facts = contents;
        work.sync(file);
        return entry(MetadataNames.MANIFEST, file);
    }

    /** Writes the script that restores objects, as a plan with this one entry. */
    SealedPlan restoreScript(FromTree fromTree) throws IOException {
        Path file = work.file("restore-lfs");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(RestoreScript.head(request.name()));
            fromTree.visit(object -> out.write(RestoreScript.line(object)));
            out.write(RestoreScript.end(fromTree.count()));
        }
        return entry(MetadataNames.RESTORE_LFS, file);
    }

    /** Writes the checksums of the ledger's contents, as a plan with this one entry. */
    SealedPlan checksums() throws IOException {
        Path file = work.file("sums");
        ledger.sums().write(file);
        return entry(MetadataNames.SHA256SUMS, file);
    }

    /** Writes the tag files of a bag whose payload is the ledger's contents, as a plan with these entries. */
    SealedPlan bagTags() throws IOException {
        List<PlannedEntry> entries = new ArrayList<>();
        for (BagFiles.Tag tag : BagFiles.write(ledger, request.exportedAt(), work.folder())) {
            entries.add(planned(tag.path(), tag.file()));
        }
        return SealedPlan.of(work.file("plan-bag"), entries);
    }

    private SealedPlan entry(RawPath path, Path file) throws IOException {
        return SealedPlan.of(work.file("plan-" + path), planned(path, file));
    }

    private PlannedEntry planned(RawPath path, Path file) throws IOException {
        Instant time = request.exportedAt();
        setTime(file, time);
        Content content = new Content.OfFile(file);
        return PlannedEntry.file(path, EntryRole.METADATA, Files.size(file), time, MODE, content, StorageHint.COMPRESS);
    }

    /**
     * Gives the file a time that a resumed export will give it again, so that it need not be read from its start. The
     * entry has its time from the plan, whatever the file system of the target makes of this one.
     */
    private static void setTime(Path file, Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            // only speed depends on it
        }
    }
}
