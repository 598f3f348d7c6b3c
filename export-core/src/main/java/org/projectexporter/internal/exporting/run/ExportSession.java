package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportOutline;
import org.projectexporter.ExportResult;
import org.projectexporter.TargetException;
import org.projectexporter.internal.exporting.engine.SizeEstimate;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.journal.Commit;
import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.exporting.journal.Journal;
import org.projectexporter.internal.exporting.journal.Planned;
import org.projectexporter.internal.exporting.manifest.ProjectId;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.VolumeOutput;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.exporting.plan.OwnFiles;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.io.Afterwards;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.files.FifoWatch;

/** An export with its request and its work folder: goes on from wherever its journal says, be it the very beginning. */
final class ExportSession {
    private static final String FACTS = "facts";

    private final ExportEnvironment setup;
    private final StoredRequest request;
    private final ArchiveFormat format;
    private final Target target;
    private final WorkFolder work;
    private final long startNanos;
    private final List<String> warnings = new ArrayList<>();
    private @Nullable Planned sealed;
    private boolean committed;

    ExportSession(
            ExportEnvironment setup,
            StoredRequest request,
            ArchiveFormat format,
            Target target,
            WorkFolder work,
            long startNanos) {
        this.setup = setup;
        this.request = request;
        this.format = format;
        this.target = target;
        this.work = work;
        this.startNanos = startNanos;
    }

    Target target() {
        return target;
    }

    WorkFolder work() {
        return work;
    }

    /** Whether there is a sealed plan. */
    boolean isPlanned() {
        return sealed != null;
    }

    /** What has gone wrong when the archive had its names already, a line each for people. */
    List<String> warnings() {
        return warnings;
    }

    /** Whether only names are missing. */
    boolean isCommitted() {
        return committed;
    }

    ExportResult run() throws IOException {
        Journal journal = Journal.of(setup.checkpoints().open(work.folder(), request.exportId()));
        return Afterwards.using(
                journal, () -> run(journal), e -> warnings.add("its journal could not be closed (" + e + ")"));
    }

    private ExportResult run(Journal journal) throws IOException {
        sealed = journal.planned();
        requireSameRequest(sealed);
        Commit commit = journal.lastCommit();
        List<Target.Naming> files;
        if (commit == null) {
            work.requireOneNameEach();
            target.requireFree();
            commit = write(journal);
            journal.commit(commit);
            files = new FinishedFiles(work, target, commit.volumes()).inOrder();
        } else {
            files = FinishedFiles.committed(work, target, commit, setup.cancellation());
        }
        committed = true;
        ExportResult result = result(commit, facts());
        work.requireInPlace();
        warnings.addAll(target.publish(files, setup.output().steps()));
        return result;
    }

    private void requireSameRequest(@Nullable Planned known) throws IOException {
        if (known != null && !known.request().equals(StoredRequest.mark(work))) {
            throw Damage.of(work.file(StoredRequest.FILE));
        }
    }

    private Commit write(Journal journal) throws IOException {
        SizeEstimate estimate = new SizeEstimate(format.compresses());
        if (sealed == null) {
            work.clearBut(Set.of(StoredRequest.FILE, "journal"));
        }
        try (FifoWatch watch = new FifoWatch();
                Planner planner = new Planner(
                        request.project(),
                        request.name(),
                        request.options(),
                        request.access(),
                        new OwnFiles(target.own(), target.folder(), request.folderBefore()),
                        setup.cancellation(),
                        work.folder(),
                        setup.sources(),
                        entry -> {
                            estimate.planned(entry);
                            setup.progress().planned(entry);
                        })) {
            watch.start();
            SealedPlan plan =
                    sealed == null ? makePlan(planner, journal, estimate) : reopenPlan(planner, journal, sealed);
            PlanFacts facts = facts();
            if (request.options().verify()) {
                setup.progress().willVerify();
            }
            setup.progress()
                    .startsWriting(new ExportOutline(plan.files(), plan.bytes(), facts.outside(), facts.portability()));
            return new ArchiveWriting(setup, request, format, target, work, journal, planner, plan, facts).write();
        }
    }

    private PlanFacts facts() throws IOException {
        Planned known = sealed;
        if (known == null) {
            throw Damage.of(work.file("journal")); // a commit without a plan
        }
        return PlanFacts.of(work.read(FACTS, known.facts()), work.file(FACTS));
    }

    private SealedPlan makePlan(Planner planner, Journal journal, SizeEstimate estimate) throws IOException {
        Preflight.projectFolder(request.project());
        SealedPlan plan = planner.plan();
        requireSpace(estimate.bytes());
        String projectId = request.projectId()
                .orElseGet(() ->
                        ProjectId.find(request.project(), planner.project().rootCommits(), request.name()));
        byte[] facts = planner.facts(projectId, format.keepsHardLinks()).toBytes();
        work.write(FACTS, facts);
        work.syncNames();
        sealed = new Planned(plan.checksum(), planner.captured(), FileMark.of(facts), StoredRequest.mark(work));
        journal.planned(sealed);
        return plan;
    }

    private SealedPlan reopenPlan(Planner planner, Journal journal, Planned known) throws IOException {
        Addendum addendum = journal.lastAddendum();
        return planner.sealedPlan(known.plan(), addendum == null ? known.captures() : addendum.captures());
    }

    private void requireSpace(long bytes) throws IOException {
        long volumeBytes = request.volumeBytes();
        if (bytes / VolumeOutput.MOST_VOLUMES >= volumeBytes) {
            throw new TargetException("the archive of about " + mib(bytes) + " would need more than "
                    + VolumeOutput.MOST_VOLUMES + " volumes of " + mib(volumeBytes) + "; give a larger split size");
        }
        long free = Files.getFileStore(target.folder()).getUsableSpace();
        if (free < bytes) {
            throw new TargetException("not enough space in " + target.folder() + ": the archive needs about "
                    + mib(bytes) + ", " + mib(free) + " are free; free some, or choose another target");
        }
    }

    private static String mib(long bytes) {
        return (bytes + (1 << 20) - 1) / (1 << 20) + " MiB";
    }

    private ExportResult result(Commit commit, PlanFacts facts) {
        List<Path> volumes = new ArrayList<>();
        for (int i = 1; i <= commit.volumes(); i++) {
            volumes.add(commit.volumes() == 1 ? target.archive() : target.volume(i));
        }
        return new ExportResult(
                target.archive(),
                request.options().format(),
                volumes,
                commit.archiveBytes(),
                commit.contentBytes(),
                commit.files(),
                commit.commits(),
                target.manifest(),
                target.checksums(),
                commit.volumes() == 1 ? Optional.empty() : Optional.of(target.restoreNote()),
                commit.leftOut(),
                commit.warnings(),
                commit.incomplete(),
                facts.portability(),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
