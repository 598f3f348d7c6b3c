package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOutline;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.VerificationFailedException;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.UnreadableEntryException;
import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.spi.files.FifoWatch;

/**
 * An export that has a work folder with its request in it, new or interrupted. What its journal records is not
 * repeated:
 *
 * <ol>
 *   <li>the project is planned and the plan sealed ({@link ProjectPlanning});
 *   <li>the archive is written, with a checkpoint from time to time ({@link ArchiveWriting});
 *   <li>everything is durable and the commit is recorded: from then on the export cannot fail any more, and only names
 *       are missing;
 *   <li>the files get their names, the archive last.
 * </ol>
 */
final class ExportSession {
    private static final Logger LOG = LoggerFactory.getLogger(ExportSession.class);

    private final ExportContext context;
    private final WorkFolder work;
    private final Target target;
    private final long startNanos;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable ProjectPlanning planning;
    private boolean committed;

    ExportSession(ExportContext context, long startNanos) {
        this.context = context;
        this.work = context.work();
        this.target = context.target();
        this.startNanos = startNanos;
    }

    /** Runs the export to its end, or decides whether its state is kept for a later run. */
    ExportResult run() throws IOException {
        try {
            ExportResult result = runToTheEnd();
            work.doNotKeep();
            return Results.withWarnings(result, warnings);
        } catch (ExportCancelledException e) {
            work.keep();
            throw e;
        } catch (VerificationFailedException e) {
            work.doNotKeep(); // a damaged archive cannot be resumed
            throw e;
        } catch (ExportStoppedException e) {
            work.keep();
            throw e;
        } catch (ExportException | AccessDeniedException e) {
            if (committed) {
                work.keep();
            }
            throw e;
        } catch (IOException e) {
            ExportException limit = TargetLimits.exceeded(
                    work.fileSystem(), target.folder(), context.request().volumeBytes(), e);
            if (limit != null) {
                work.doNotKeep(); // resuming it can only fail again
                throw limit;
            }
            work.keep();
            throw new StoppedExport(context).by(e);
        } catch (OutOfMemoryError e) {
            if (!isPlanned()) {
                throw e;
            }
            work.keep();
            IOException lack =
                    LackOfMemory.explained("the parts of " + target.archive() + " that are being written", e);
            throw new ExportStoppedException(Reason.OUT_OF_MEMORY, lack.getMessage() + ", then resume the export", e);
        } catch (RuntimeException | Error e) {
            if (isPlanned()) {
                work.keep();
            }
            throw e;
        }
    }

    /**
     * A file that cannot be read, and of whose entry a part is already written, can be left out only by resuming before
     * it.
     */
    private ExportResult runToTheEnd() throws IOException {
        while (true) {
            try {
                return runWithJournal();
            } catch (UnreadableEntryException e) {
                if (!isPlanned() || !context.unreadable().skipWritten(e)) {
                    throw e;
                }
            }
        }
    }

    private boolean isPlanned() {
        return planning != null && planning.isSealed();
    }

    private ExportResult runWithJournal() throws IOException {
        Journal journal = Journal.of(context.environment()
                .checkpoints()
                .open(work.folder(), context.request().exportId()));
        return Afterwards.using(
                journal, () -> run(journal), e -> warnings.add("its journal could not be closed (" + e + ")"));
    }

    private ExportResult run(Journal journal) throws IOException {
        ProjectPlanning plans = new ProjectPlanning(context, journal);
        planning = plans;
        plans.requireSameRequest();
        Commit commit = journal.lastCommit();
        List<Target.Naming> files;
        if (commit == null) {
            work.requireOneNameEach();
            target.requireFree();
            commit = write(plans, journal);
            journal.commit(commit);
            files = new FinishedFiles(context, commit.volumes()).inOrder();
        } else {
            files = FinishedFiles.committed(context, commit);
        }
        committed = true;
        Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
        ExportResult result = Results.of(context, commit, plans.facts(), duration);
        work.requireInPlace();
        warnings.addAll(
                target.publish(files, context.environment().resources().output().steps()));
        return result;
    }

    private Commit write(ProjectPlanning plans, Journal journal) throws IOException {
        boolean planned = plans.isSealed();
        if (!planned) {
            work.clearBut(Set.of(StoredRequest.FILE, "journal"));
        }
        try (FifoWatch watch = new FifoWatch();
                Planner planner = plans.openPlanner()) {
            watch.start();
            PlannedProject project = plans.plan(planner);
            ProjectPresence presence = new ProjectPresence(project, context.request());
            if (planned && !context.sameProject()) {
                presence.requireAll();
            }
            reportPlan(project);
            if (planned && !context.format().restores()) {
                LOG.warn(
                        "the format {} cannot continue an archive; {} is written again from its beginning",
                        context.format().name(),
                        target.archive());
            }
            return new ArchiveWriting(context, journal, project, presence).write();
        }
    }

    private void reportPlan(PlannedProject project) throws IOException {
        if (context.request().options().verify()) {
            context.progress().willVerify();
        }
        Ledger.Count expected = project.expected();
        context.progress()
                .startsWriting(new ExportOutline(
                        expected.files(),
                        expected.bytes(),
                        project.facts().outside(),
                        project.facts().portability()));
    }
}
