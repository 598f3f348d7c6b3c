package org.projectexporter.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.ExportException;
import org.projectexporter.ExportResult;
import org.projectexporter.TargetException;
import org.projectexporter.internal.checkpoint.Commit;
import org.projectexporter.internal.checkpoint.Journal;
import org.projectexporter.internal.engine.SizeEstimate;
import org.projectexporter.internal.manifest.ProjectId;
import org.projectexporter.internal.output.Target;
import org.projectexporter.internal.output.VolumeOutput;
import org.projectexporter.internal.output.WorkFolder;
import org.projectexporter.internal.plan.OwnFiles;
import org.projectexporter.internal.plan.PlanFacts;
import org.projectexporter.internal.plan.Planner;
import org.projectexporter.internal.plan.SealedPlan;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.NativeNames;

/** An export with its request and its work folder: goes on from wherever its journal says, be it the very beginning. */
final class Session {
    private static final String FACTS = "facts";

    private final Setup setup;
    private final StoredRequest request;
    private final ArchiveFormat format;
    private final Target target;
    private final WorkFolder work;
    private final long startNanos;
    private boolean planned;
    private boolean committed;

    Session(Setup setup, StoredRequest request, ArchiveFormat format, Target target, WorkFolder work, long startNanos) {
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
        return planned;
    }

    /** Whether only names are missing. */
    boolean isCommitted() {
        return committed;
    }

    ExportResult run() throws IOException {
        try (Journal journal = Journal.of(setup.checkpoints().open(work.folder(), request.exportId()))) {
            Commit commit = journal.lastCommit();
            if (commit == null) {
                target.requireFree();
                commit = write(journal);
                journal.commit(commit);
            }
            committed = true;
            publish(commit);
            return result(commit);
        }
    }

    private Commit write(Journal journal) throws IOException {
        SizeEstimate estimate = new SizeEstimate(format.compresses());
        if (!journal.isPlanned()) {
            work.clearBut(Set.of(StoredRequest.FILE, "journal"));
        }
        try (Planner planner = new Planner(
                request.project(),
                request.name(),
                request.options(),
                request.access(),
                setup.cancellation(),
                work.folder(),
                setup.sources(),
                entry -> {
                    estimate.planned(entry);
                    setup.progress().planned(entry);
                })) {
            SealedPlan plan = journal.isPlanned() ? reopenPlan(planner, journal) : makePlan(planner, journal, estimate);
            planned = true;
            PlanFacts facts = facts();
            if (request.options().verify()) {
                setup.progress().willVerify();
            }
            setup.progress().startsWriting(plan, facts);
            return new Writing(setup, request, format, target, work, journal, planner, plan, facts).write();
        }
    }

    private PlanFacts facts() throws IOException {
        return PlanFacts.of(Files.readAllBytes(work.file(FACTS)));
    }

    private SealedPlan makePlan(Planner planner, Journal journal, SizeEstimate estimate) throws IOException {
        Preflight.projectFolder(request.project());
        SealedPlan plan = planner.plan(new OwnFiles(target.own(), target.folder(), request.folderBefore()));
        requireSpace(estimate.bytes());
        String projectId = request.projectId()
                .orElseGet(() ->
                        ProjectId.find(request.project(), planner.project().rootCommits(), request.name()));
        work.write(FACTS, planner.facts(projectId, format.keepsHardLinks()).toBytes());
        work.syncNames();
        journal.planned(planner.checksum(plan));
        return plan;
    }

    private SealedPlan reopenPlan(Planner planner, Journal journal) throws IOException {
        SealedPlan plan = planner.sealedPlan();
        if (planner.checksum(plan) != journal.planChecksum()) {
            throw new ExportException("the plan in " + work.folder()
                    + " is not the one that its journal knows; discard this export, and start it anew");
        }
        return plan;
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

    private void publish(Commit commit) throws IOException {
        List<Target.Naming> namings = new ArrayList<>();
        for (Commit.Part part : commit.parts()) {
            namings.add(new Target.Naming(work.file(part.file()), NativeNames.resolve(target.folder(), part.name())));
        }
        target.publish(namings, setup.output().steps());
    }

    private ExportResult result(Commit commit) throws IOException {
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
                facts().portability(),
                Duration.ofNanos(System.nanoTime() - startNanos));
    }
}
