package org.projectexporter.internal.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.projectexporter.ExportResult;
import org.projectexporter.internal.digest.Sha256;
import org.projectexporter.internal.engine.Assembler;
import org.projectexporter.internal.engine.Ledger;
import org.projectexporter.internal.engine.Sha256Sums;
import org.projectexporter.internal.manifest.ManifestFacts;
import org.projectexporter.internal.manifest.ManifestWriter;
import org.projectexporter.internal.manifest.MetadataNames;
import org.projectexporter.internal.manifest.ProjectId;
import org.projectexporter.internal.output.ArchiveFile;
import org.projectexporter.internal.output.Target;
import org.projectexporter.internal.output.WorkFolder;
import org.projectexporter.internal.plan.Planner;
import org.projectexporter.internal.plan.SealedPlan;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.WriterContext;

/** The part of an export that has a sealed plan: writes the archive with its manifest and gives it its name. */
final class Writing {
    private static final int MODE = 0644;

    private final Setup setup;
    private final Path project;
    private final RawPath name;
    private final Target target;
    private final WorkFolder work;
    private final Planner planner;
    private final SealedPlan plan;
    private final Ledger ledger;
    private final Findings findings = new Findings();

    Writing(Setup setup, Path project, RawPath name, Target target, WorkFolder work, Planner planner, SealedPlan plan)
            throws IOException {
        this.setup = setup;
        this.project = project;
        this.name = name;
        this.target = target;
        this.work = work;
        this.planner = planner;
        this.plan = plan;
        this.ledger = new Ledger(work.newSpool("sha256sums"));
    }

    ExportResult write(long startNanos) throws IOException {
        Path file = work.file("archive");
        long archiveBytes;
        String sha256;
        Ledger.Count total;
        try (ArchiveFile archive = new ArchiveFile(file)) {
            total = writeEntries(archive);
            archive.sync();
            archiveBytes = archive.position();
            sha256 = archive.sha256();
        }
        Path checksums = work.write("sha256", checksums(sha256));
        setup.request().cancellation().throwIfCancelled();
        target.publish(file, manifestFile(), checksums);
        return new ExportResult(
                target.archive(),
                List.of(target.archive()),
                archiveBytes,
                total.bytes(),
                total.files(),
                planner.facts().commits(),
                target.manifest(),
                target.checksums(),
                planner.leftOut().files(),
                findings.warnings(),
                findings.unexpected(),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }

    private Path manifestFile() {
        return work.file("manifest.json");
    }

    private byte[] checksums(String sha256) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        lines.writeBytes(Sha256Sums.line(sha256, NativeNames.nameOf(target.archive())));
        lines.writeBytes(Sha256Sums.line(sha256(manifestFile()), NativeNames.nameOf(target.manifest())));
        return lines.toByteArray();
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes all entries; the count is that of the project's files. */
    private Ledger.Count writeEntries(ArchiveFile archive) throws IOException {
        try (ArchiveWriter writer = setup.format().openWriter(archive, context())) {
            Assembler assembler = new Assembler(
                    setup.format(),
                    writer,
                    planner.captures(),
                    setup.request().options(),
                    setup.settings(),
                    setup.progress(),
                    setup.request().cancellation());
            assembler.write(plan, ledger);
            writeAddenda(assembler);
            Ledger.Count total = ledger.total();
            writeMetadata(assembler);
            writer.finish();
            return total;
        }
    }

    private WriterContext context() {
        return new WriterContext() {
            @Override
            public int compressionLevel() {
                return setup.request().options().compressionLevel();
            }

            @Override
            public Spool newSpool(String spoolName) throws IOException {
                return work.newSpool("format-" + spoolName);
            }
        };
    }

    private void writeAddenda(Assembler assembler) throws IOException {
        List<PlannedEntry> vanished = ledger.vanished();
        if (vanished.isEmpty()) {
            return;
        }
        SealedPlan addendum = planner.addenda(plan, vanished);
        long objects = ledger.count(EntryRole.GIT_OBJECT).files();
        assembler.write(addendum, ledger);
        List<PlannedEntry> again =
                ledger.vanished().subList(vanished.size(), ledger.vanished().size());
        boolean replaced = ledger.count(EntryRole.GIT_OBJECT).files() > objects;
        for (PlannedEntry entry : vanished) {
            if (entry.role() == EntryRole.GIT_OBJECT && replaced) {
                findings.add(Finding.of(
                        Finding.Kind.NOTE,
                        entry.path(),
                        "was repacked meanwhile; what took its place is in the archive"));
            } else if (entry.type() != EntryType.HARD_LINK) {
                reportVanished(entry);
            }
        }
        again.forEach(this::reportVanished);
    }

    private void reportVanished(PlannedEntry entry) {
        findings.add(Finding.of(Finding.Kind.VANISHED, entry.path(), "vanished before it was read"));
    }

    /** The manifest, then SHA256SUMS with the manifest's line in it. */
    private void writeMetadata(Assembler assembler) throws IOException {
        findings.addAll(planner.findings());
        findings.addAll(ledger.findings());
        findings.addPatterns(planner.leftOut().counts());
        String projectId = setup.request()
                .projectId()
                .orElseGet(() -> ProjectId.find(project, planner.facts().rootCommits(), name));
        ManifestWriter.write(
                new ManifestFacts(
                        projectId,
                        setup.exportedAt(),
                        setup.request().options(),
                        name,
                        plan,
                        ledger,
                        planner.facts(),
                        planner.leftOut(),
                        findings.all()),
                manifestFile());
        work.sync(manifestFile());
        assembler.write(metadata(MetadataNames.MANIFEST, manifestFile()), ledger);
        Path sums = work.fileOf(ledger.sums());
        assembler.write(metadata(MetadataNames.SHA256SUMS, sums), new Ledger(work.newSpool("unused")));
    }

    private SealedPlan metadata(RawPath path, Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(setup.exportedAt()));
        PlannedEntry entry = PlannedEntry.file(
                path,
                EntryRole.METADATA,
                Files.size(file),
                setup.exportedAt(),
                MODE,
                new Content.OfFile(file),
                StorageHint.COMPRESS);
        return SealedPlan.of(work.file("plan-" + path), entry);
    }
}
