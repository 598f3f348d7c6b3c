package org.projectexporter.internal.exporting.run;

import java.io.IOException;
import java.util.List;

import org.projectexporter.VerificationFailedException;
import org.projectexporter.VerifyResult;
import org.projectexporter.internal.exporting.engine.Assembler;
import org.projectexporter.internal.exporting.engine.Checkpoints;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.engine.ReadingRules;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.reading.verify.Verification;
import org.projectexporter.spi.ArchiveWriter;

/**
 * Writes the archive of a project that has a sealed plan, part by part ({@link ArchivePart}): from the first byte, or
 * from the last checkpoint of an earlier run ({@link Resumption}).
 */
final class ArchiveWriting {
    private final ExportContext context;
    private final Journal journal;
    private final PlannedProject project;
    private final ProjectPresence presence;

    ArchiveWriting(ExportContext context, Journal journal, PlannedProject project, ProjectPresence presence) {
        this.context = context;
        this.journal = journal;
        this.project = project;
        this.presence = presence;
    }

    /**
     * Writes the archive and the files next to it, all in the work folder, and makes them durable. After that, only
     * their names are missing.
     */
    Commit write() throws IOException {
        Checkpoint last = context.format().restores() ? journal.lastCheckpoint() : null;
        return last == null ? writeFromBeginning() : resume(last);
    }

    private Commit writeFromBeginning() throws IOException {
        Ledger ledger = new Ledger(
                context.work().newSpool(Ledger.SPOOL, Ledger.KIND),
                context.request().name(),
                context.caches());
        ArchiveContents contents = new ArchiveContents(context, journal, project, ledger, Addendum.NONE, false);
        VolumeOutput.Finished archive;
        try (Workers workers = context.workers();
                VolumeOutput output = createOutput();
                ArchiveWriter writer = context.format().openWriter(output, workers)) {
            Checkpoints checkpoints = context.format().restores() ? checkpointer(output) : Checkpoints.NONE;
            Assembler assembler = assembler(writer, output, checkpoints, ledger);
            assembler.write(ArchivePart.PROJECT.number(), contents.project(), Assembler.Start.FIRST);
            writeFollowing(ArchivePart.PROJECT, contents, output, assembler);
            archive = finish(writer, output);
        }
        return commit(archive, contents);
    }

    private Commit resume(Checkpoint last) throws IOException {
        Resumption resumption = Resumption.of(context, journal, project, last);
        resumption.report();
        ArchiveContents contents = resumption.contents();
        VolumeOutput.Finished archive;
        try (Workers workers = context.workers();
                VolumeOutput output = resumption.openOutput();
                ArchiveWriter writer = resumption.openWriter(output, workers)) {
            Checkpointer checkpoints = checkpointer(output);
            resumption.restore(checkpoints);
            Assembler assembler = assembler(writer, output, checkpoints, contents.ledger());
            assembler.write(resumption.part().number(), resumption.plan(), resumption.start());
            writeFollowing(resumption.part(), contents, output, assembler);
            archive = finish(writer, output);
        }
        return commit(archive, contents);
    }

    private VolumeOutput createOutput() throws IOException {
        return VolumeOutput.create(
                context.work().folder(),
                context.request().volumeBytes(),
                context.output(),
                journal::patch,
                context.cancellation());
    }

    private Checkpointer checkpointer(VolumeOutput output) {
        return new Checkpointer(
                output,
                context.work(),
                journal,
                context.environment().resources().checkpointBytes());
    }

    private Assembler assembler(ArchiveWriter writer, VolumeOutput output, Checkpoints checkpoints, Ledger ledger)
            throws IOException {
        ReadingRules reading = new ReadingRules(
                context.format(),
                context.codecs().deflate(),
                project.opener(context.request(), context.unreadable()),
                context.request().options(),
                presence,
                context.environment().resources().engine());
        Assembler assembler =
                new Assembler(reading, writer, checkpoints, ledger, context.progress(), context.cancellation());
        if (context.output().shares()) {
            assembler.shareInto(new SharedExtents(output));
        }
        return assembler;
    }

    private static void writeFollowing(
            ArchivePart written, ArchiveContents contents, VolumeOutput output, Assembler assembler)
            throws IOException {
        for (ArchivePart part : written.following()) {
            SealedPlan plan = part.seal(contents, output);
            if (plan != null) {
                assembler.write(part.number(), plan, Assembler.Start.FIRST);
            }
        }
    }

    private static VolumeOutput.Finished finish(ArchiveWriter writer, VolumeOutput output) throws IOException {
        writer.finish();
        return output.finish();
    }

    private Commit commit(VolumeOutput.Finished archive, ArchiveContents contents) throws IOException {
        context.cancellation().throwIfCancelled();
        if (context.request().options().verify()) {
            verify(archive);
        }
        return new CommitBuilder(context).commit(archive, contents, project.facts());
    }

    private void verify(VolumeOutput.Finished archive) throws IOException {
        context.progress().startsVerifying(archive.bytes());
        List<VerifyResult.Problem> problems = Verification.run(
                context.format(), archive.files(), archive.sha256(), context.progress(), context.cancellation());
        if (!problems.isEmpty()) {
            throw new VerificationFailedException(
                    "what is on the disk is not what was written there (" + problems.get(0) + "); "
                            + context.target().archive() + " was not made. Check the disk, then export again",
                    problems);
        }
    }
}
