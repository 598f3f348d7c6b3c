package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.VerificationFailedException;
import org.projectexporter.VerifyProblem;
import org.projectexporter.internal.exporting.engine.Assembler;
import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.engine.Continuation;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.manifest.ManifestFacts;
import org.projectexporter.internal.exporting.manifest.ManifestWriter;
import org.projectexporter.internal.exporting.output.LeftVolumes;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.reading.verify.Verification;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.WriterContext;

/**
 * The part of an export that has a sealed plan: writes the archive with its manifest, part by part, from the last checkpoint on if
 * there is one.
 */
final class ArchiveWriting {
    /** The archive's parts, in their order, as checkpoints number them. */
    private static final int PLAN = 0;

    private static final int ADDENDUM = 1;
    private static final int MANIFEST = 2;
    private static final int SUMS = 3;

    private static final int MODE = 0644;

    private final ExportEnvironment setup;
    private final StoredRequest request;
    private final ArchiveFormat format;
    private final Target target;
    private final WorkFolder work;
    private final Journal journal;
    private final Planner planner;
    private final SealedPlan plan;
    private final PlanFacts facts;
    private Ledger ledger;
    private final @Nullable Checkpoint checkpoint;
    private final Findings findings = new Findings();
    private Addendum addendum = Addendum.NONE;

    ArchiveWriting(
            ExportEnvironment setup,
            StoredRequest request,
            ArchiveFormat format,
            Target target,
            WorkFolder work,
            Journal journal,
            Planner planner,
            SealedPlan plan,
            PlanFacts facts)
            throws IOException {
        this.setup = setup;
        this.request = request;
        this.format = format;
        this.target = target;
        this.work = work;
        this.journal = journal;
        this.planner = planner;
        this.plan = plan;
        this.facts = facts;
        this.checkpoint = format.restores() ? journal.lastCheckpoint() : null;
        this.ledger = openLedger(checkpoint);
    }

    /** With what it knew at the checkpoint. */
    private Ledger openLedger(@Nullable Checkpoint from) throws IOException {
        if (from != null) {
            work.keepSpools(from.spools());
        }
        Spool spool = work.newSpool(Ledger.SPOOL, Ledger.KIND);
        return sensible(() -> new Ledger(spool, request.name()));
    }

    Commit write() throws IOException {
        VolumeOutput.Finished archive = checkpoint == null ? writeFromTheBeginning() : resume(checkpoint);
        setup.cancellation().throwIfCancelled();
        if (request.options().verify()) {
            verify(archive);
        }
        return new CommitBuilder(request, target, work, setup.cancellation()).commit(archive, ledger, facts, findings);
    }

    private void verify(VolumeOutput.Finished archive) throws IOException {
        setup.progress().startsVerifying(archive.bytes());
        List<VerifyProblem> problems =
                Verification.run(format, archive.files(), archive.sha256(), setup.progress(), setup.cancellation());
        if (!problems.isEmpty()) {
            throw new VerificationFailedException(
                    "what lies on the disk is not what was written there (" + problems.get(0) + "); " + target.archive()
                            + " was not made. Look at the disk, then export anew",
                    problems);
        }
    }

    private Workers workers() {
        return new Workers(
                work, request.options().compressionLevel(), setup.engine().readers(), setup.workBytes());
    }

    private VolumeOutput.Finished writeFromTheBeginning() throws IOException {
        try (Workers workers = workers();
                VolumeOutput output = VolumeOutput.create(
                        work.folder(), request.volumeBytes(), setup.output(), journal::patch, setup.cancellation());
                ArchiveWriter writer = format.openWriter(output, workers)) {
            Checkpointer checkpoints = new Checkpointer(output, work, journal, setup.checkpointBytes());
            return writeParts(output, writer, checkpoints, PLAN, plan, Assembler.Start.FIRST);
        }
    }

    private VolumeOutput.Finished resume(Checkpoint from) throws IOException {
        LeftVolumes left = new LeftVolumes(work.folder(), request.volumeBytes(), from, journal.sums());
        sensible(() -> {
            left.putBack(journal.patches());
            return left;
        });
        return goOn(from, left);
    }

    /** From the checkpoint on; from the last moment between two entries if its file is not what it was. */
    private VolumeOutput.Finished goOn(Checkpoint from, LeftVolumes left) throws IOException {
        RestartPoint start = from.start();
        OpenFile open = from.open();
        int first = open == null ? start.part() : open.part();
        SealedPlan part = sensible(() -> partAt(first));
        Continuation continuation =
                open == null ? null : sensible(() -> continuation(open, part)).orElse(null);
        if (open != null && continuation == null) {
            Checkpoint back = sensible(left::atStart);
            journal.checkpoint(back); // before anything is cut off, since the old one vouches for it
            ledger = openLedger(back);
            return goOn(back, left);
        }
        Ledger.Count written = ledger.written();
        setup.progress().resumesAt(written.files(), written.bytes() + (open == null ? 0 : open.bytesGiven()));
        try (Workers workers = workers();
                VolumeOutput output = sensible(() -> VolumeOutput.resume(
                        work.folder(),
                        request.volumeBytes(),
                        setup.output(),
                        left.written(from),
                        journal::patch,
                        setup.cancellation()));
                ArchiveWriter writer = sensible(() -> restore(output, workers, start, open))) {
            Checkpointer checkpoints = new Checkpointer(output, work, journal, setup.checkpointBytes());
            long entry = open == null ? start.entry() : open.number();
            checkpoints.resumeAt(start, first, entry);
            return writeParts(output, writer, checkpoints, first, part, new Assembler.Start(entry, continuation));
        }
    }

    private SealedPlan partAt(int first) throws IOException {
        Addendum known = first > PLAN ? journal.lastAddendum() : null;
        addendum = known == null ? Addendum.NONE : known;
        if (first == SUMS) {
            prepare(MANIFEST); // it is beside the archive, too
        }
        return first == ADDENDUM ? planner.sealedAddendum(addendum.plan()) : prepare(first);
    }

    /** Something that follows from what the journal says. */
    private interface Step<T> {
        T run() throws IOException;
    }

    /** A journal that is whole may still say what cannot be, which shows in many ways. */
    private <T> T sensible(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (EOFException | RuntimeException e) {
            throw Damage.of(work.file("journal"), e);
        }
    }

    private Optional<Continuation> continuation(OpenFile open, SealedPlan part) throws IOException {
        return Optional.ofNullable(Continuation.of(open, part.entry(open.number()), opener(), setup.cancellation()));
    }

    private ContentOpener opener() {
        List<Path> roots = new ArrayList<>(List.of(request.project()));
        roots.addAll(request.access().roots());
        return new ContentOpener(planner.captures(), planner.held(), roots);
    }

    private ArchiveWriter restore(
            VolumeOutput output, WriterContext context, RestartPoint start, @Nullable OpenFile open)
            throws IOException {
        return open == null
                ? format.restoreWriter(output, context, start.writer(), null)
                : format.restoreWriter(
                        output, context, open.writer(), new ArchiveFormat.OpenEntry(open.entry(), open.bytesGiven()));
    }

    private VolumeOutput.Finished writeParts(
            VolumeOutput output,
            ArchiveWriter writer,
            Checkpointer checkpoints,
            int firstPart,
            SealedPlan firstPlan,
            Assembler.Start start)
            throws IOException {
        Assembler assembler = new Assembler(
                format,
                writer,
                checkpoints,
                opener(),
                request.options(),
                setup.engine(),
                setup.progress(),
                setup.cancellation());
        assembler.write(firstPart, firstPlan, ledger, start);
        for (int part = firstPart + 1; part <= SUMS; part++) {
            SealedPlan next = part == ADDENDUM ? makeAddendum(output) : prepare(part);
            if (next != null) {
                assembler.write(part, next, ledger, Assembler.Start.FIRST);
            }
        }
        writer.finish();
        return output.finish();
    }

    private SealedPlan prepare(int part) throws IOException {
        return switch (part) {
            case PLAN -> plan;
            case MANIFEST -> metadata(MetadataNames.MANIFEST, writeManifest());
            case SUMS -> metadata(MetadataNames.SHA256SUMS, writeSums());
            default -> throw new IllegalStateException("no part " + part + " to be prepared");
        };
    }

    /** Looks for what has taken the place of entries that were gone; null if there are none. */
    private @Nullable SealedPlan makeAddendum(VolumeOutput output) throws IOException {
        List<PlannedEntry> vanished = ledger.vanished();
        if (vanished.isEmpty() && journal.lastAddendum() == null) {
            return null;
        }
        int before = planner.findings().size();
        SealedPlan found = vanished.isEmpty() ? null : planner.addenda(plan, vanished);
        Addendum sealed = new Addendum(
                vanished.size(), ledger.gitObjects(), found == null ? 0 : found.checksum(), planner.captured());
        addendum = sealed;
        for (Finding finding :
                planner.findings().subList(before, planner.findings().size())) {
            ledger.report(finding);
        }
        work.syncNames();
        output.whenDurable(() -> journal.addendum(sealed));
        return found;
    }

    private void addVanished() {
        List<PlannedEntry> vanished = ledger.vanished();
        boolean replaced = ledger.gitObjects() > addendum.objects();
        for (int i = 0; i < vanished.size(); i++) {
            PlannedEntry entry = vanished.get(i);
            boolean first = i < addendum.vanished();
            if (first && replaced && entry.role() == EntryRole.GIT_OBJECT) {
                findings.add(Finding.of(
                        Finding.Kind.NOTE,
                        entry.path(),
                        "was repacked meanwhile; what took its place is in the archive"));
            } else if (!first || entry.type() != EntryType.HARD_LINK) {
                findings.add(Finding.of(Finding.Kind.VANISHED, entry.path(), "vanished before it was read"));
            }
        }
    }

    private Path writeManifest() throws IOException {
        findings.clear();
        addVanished();
        findings.addAll(facts.findings());
        findings.addAll(ledger.findings());
        findings.addPatterns(facts.leftOut());
        Path file = work.file(FinishedFiles.MANIFEST);
        ManifestWriter.write(
                new ManifestFacts(
                        request.exportedAt(), request.options(), request.name(), plan, ledger, facts, findings.all()),
                file);
        work.sync(file);
        return file;
    }

    private Path writeSums() throws IOException {
        Path file = work.file("sums");
        ledger.writeSums(file);
        return file;
    }

    private SealedPlan metadata(RawPath path, Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(request.exportedAt()));
        PlannedEntry entry = PlannedEntry.file(
                path,
                EntryRole.METADATA,
                Files.size(file),
                request.exportedAt(),
                MODE,
                new Content.OfFile(file),
                StorageHint.COMPRESS);
        return SealedPlan.of(work.file("plan-" + path), entry);
    }
}
