package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

import org.projectexporter.internal.exporting.engine.Assembler;
import org.projectexporter.internal.exporting.engine.Continuation;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.journal.OpenFile;
import org.projectexporter.internal.exporting.output.LeftVolumes;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

/**
 * The place at which an interrupted export resumes: its last checkpoint. It may be within a large file. If that file
 * has changed since, its beginning cannot be used, and the export resumes at the checkpoint's restart point, which is
 * between two entries before the file.
 *
 * <p>A checkpoint vouches for the archive up to its position, for the ledger and the other spools, and holds the state
 * of the format's writer. Everything written after the checkpoint is cut off and written again.
 */
final class Resumption {
    private final ExportContext context;
    private final Journal journal;
    private final Checkpoint checkpoint;
    private final LeftVolumes left;
    private final ArchivePart part;
    private final ArchiveContents contents;
    private final SealedPlan plan;
    private final @Nullable Continuation continuation;

    private Resumption(
            ExportContext context, Journal journal, PlannedProject project, Checkpoint checkpoint, LeftVolumes left)
            throws IOException {
        this.context = context;
        this.journal = journal;
        this.checkpoint = checkpoint;
        this.left = left;
        OpenFile open = checkpoint.open();
        part = sensible(
                () -> ArchivePart.numbered(open == null ? checkpoint.start().part() : open.part()));
        contents = new ArchiveContents(context, journal, project, ledger(), addendum(), true);
        plan = sensible(() -> part.reopen(contents));
        continuation = open == null ? null : continuation(open, project);
    }

    /**
     * Finds the place, and undoes what was overwritten since the checkpoint.
     *
     * @throws org.projectexporter.ExportException if what the journal says does not fit the work folder
     */
    static Resumption of(ExportContext context, Journal journal, PlannedProject project, Checkpoint checkpoint)
            throws IOException {
        LeftVolumes left =
                new LeftVolumes(context.work().folder(), context.request().volumeBytes(), checkpoint, journal.sums());
        Resumption last = new Resumption(context, journal, project, checkpoint, left);
        last.sensible(() -> {
            left.putBack(journal.patches());
            return left;
        });
        if (!last.isWithinChangedFile()) {
            return last;
        }
        Checkpoint before = last.sensible(left::atStart);
        journal.checkpoint(before); // before anything is cut off, since the last checkpoint vouches for it
        return new Resumption(context, journal, project, before, left);
    }

    private boolean isWithinChangedFile() {
        return checkpoint.open() != null && continuation == null;
    }

    /** The ledger as it was at the checkpoint; other spools are reset when they are opened. */
    private Ledger ledger() throws IOException {
        WorkFolder work = context.work();
        work.keepSpools(checkpoint.spools());
        Spool spool = work.newSpool(Ledger.SPOOL, Ledger.KIND);
        return sensible(() -> new Ledger(spool, context.request().name(), context.caches()));
    }

    private Addendum addendum() {
        Addendum known = part == ArchivePart.PROJECT ? null : journal.lastAddendum();
        return known == null ? Addendum.NONE : known;
    }

    /** The open file, read again as far as it was written; null if it has changed. */
    private @Nullable Continuation continuation(OpenFile open, PlannedProject project) throws IOException {
        return sensible(() -> Optional.ofNullable(Continuation.of(
                        open,
                        plan.entry(open.number()),
                        project.opener(context.request(), context.unreadable()),
                        context.cancellation())))
                .orElse(null);
    }

    /** The part in which the export resumes. */
    ArchivePart part() {
        return part;
    }

    /** What the archive contains so far, and what is still to be written. */
    ArchiveContents contents() {
        return contents;
    }

    /** The entries of the part. */
    SealedPlan plan() {
        return plan;
    }

    /** Where to begin in that plan. */
    Assembler.Start start() {
        return new Assembler.Start(entry(), continuation);
    }

    private long entry() {
        OpenFile open = checkpoint.open();
        return open == null ? checkpoint.start().entry() : open.number();
    }

    /** Reports how much was written by earlier runs. */
    void report() {
        OpenFile open = checkpoint.open();
        Ledger.Count written = contents.ledger().written();
        context.progress().resumesAt(written.files(), written.bytes() + (open == null ? 0 : open.bytesGiven()));
    }

    /** Opens the volumes, and cuts off everything after the place. */
    VolumeOutput openOutput() throws IOException {
        return sensible(() -> VolumeOutput.resume(
                context.work().folder(),
                context.request().volumeBytes(),
                context.output(),
                left.written(checkpoint),
                journal::patch,
                context.cancellation()));
    }

    /** Opens a writer in the state of the checkpoint. */
    ArchiveWriter openWriter(VolumeOutput output, WriterContext workers) throws IOException {
        ArchiveFormat format = context.format();
        OpenFile open = checkpoint.open();
        return sensible(() -> open == null
                ? format.restoreWriter(output, workers, checkpoint.start().writer(), null)
                : format.restoreWriter(
                        output, workers, open.writer(), new ArchiveFormat.OpenEntry(open.entry(), open.bytesGiven())));
    }

    /** Passes the restart point to the writer of further checkpoints. */
    void restore(Checkpointer checkpoints) {
        checkpoints.resumeAt(checkpoint.start(), part.number(), entry());
    }

    /** A step that relies on the journal. */
    private interface Step<T> {
        T run() throws IOException;
    }

    /** An undamaged journal may still contain impossible values, which cause various exceptions. */
    private <T> T sensible(Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (EOFException | RuntimeException e) {
            throw Damage.of(context.work().file("journal"), e);
        }
    }
}
