package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.exporting.engine.SizeEstimate;
import org.projectexporter.internal.exporting.journal.Addendum;
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
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.SealFormat;

/** Plans the project of an export and seals the plan, or opens the plan that an earlier run sealed. */
final class ProjectPlanning {
    private static final String FACTS = "facts";

    private final ExportContext context;
    private final StoredRequest request;
    private final WorkFolder work;
    private final Journal journal;
    private final SizeEstimate estimate;
    private @Nullable Planned sealed;

    ProjectPlanning(ExportContext context, Journal journal) {
        this.context = context;
        this.request = context.request();
        this.work = context.work();
        this.journal = journal;
        this.estimate = new SizeEstimate(context.format());
        this.sealed = journal.planned();
    }

    /** Whether there is a sealed plan. */
    boolean isSealed() {
        return sealed != null;
    }

    /** A sealed plan belongs to the request that is stored with it. */
    void requireSameRequest() throws IOException {
        if (sealed != null && !sealed.request().equals(StoredRequest.mark(work))) {
            throw Damage.of(work.file(StoredRequest.FILE));
        }
    }

    Planner openPlanner() throws IOException {
        Target target = context.target();
        OwnFiles own = new OwnFiles(target.own(), target.folder(), request.folderBefore());
        PlanRequest project =
                new PlanRequest(request.project(), request.name(), context.options(), request.access(), own);
        return new Planner(
                project,
                context.environment().sources(),
                work.folder(),
                entry -> {
                    if (!project.isLikelyInTree(entry)) {
                        estimate.planned(entry);
                        context.progress().planned(entry);
                    }
                },
                context.cancellation());
    }

    PlannedProject plan(Planner planner) throws IOException {
        SealedPlan plan = sealed == null ? seal(planner) : reopen(planner, sealed);
        return new PlannedProject(planner, plan, facts(), beginSeal(planner, plan));
    }

    private SealFormat.@Nullable Seal beginSeal(Planner planner, SealedPlan plan) throws IOException {
        SealFormat format = SealContext.formatOf(context.environment(), request.options());
        return format == null
                ? null
                : format.begin(new SealContext(
                        request.name(),
                        request.options().sealHash(),
                        request.exportedAt(),
                        plan,
                        PlannedProject.unsealed(planner, request, context.unreadable()),
                        context.cancellation()));
    }

    private SealedPlan seal(Planner planner) throws IOException {
        requireProject();
        SealedPlan plan = planner.plan();
        requireSpace(estimate.bytes());
        String projectId = request.projectId()
                .orElseGet(() ->
                        ProjectId.find(request.project(), planner.project().rootCommits(), request.name()));
        byte[] facts =
                planner.facts(projectId, context.format().keepsHardLinks()).toBytes();
        work.write(FACTS, facts);
        work.syncNames();
        sealed = new Planned(
                plan.checksum(),
                checksumOf(planner.objects()),
                planner.captured(),
                FileMark.of(facts),
                StoredRequest.mark(work));
        journal.planned(sealed);
        return plan;
    }

    /** It was there when the export was requested. */
    private void requireProject() throws IOException {
        if (!Files.isDirectory(request.project())) {
            throw ProjectPresence.gone(request.project());
        }
        Preflight.projectFolder(request.project());
    }

    private SealedPlan reopen(Planner planner, Planned known) throws IOException {
        if (known.objects() != 0) {
            planner.sealedObjects(known.objects());
        }
        Addendum addendum = journal.lastAddendum();
        return planner.sealedPlan(known.plan(), addendum == null ? known.captures() : addendum.captures());
    }

    private static int checksumOf(@Nullable SealedPlan objects) {
        return objects == null ? 0 : objects.checksum();
    }

    /** What planning found in addition to the entries. */
    PlanFacts facts() throws IOException {
        Planned known = sealed;
        if (known == null) {
            throw Damage.of(work.file("journal")); // a commit without a plan
        }
        return PlanFacts.of(work.read(FACTS, known.facts()), work.file(FACTS));
    }

    private void requireSpace(long bytes) throws IOException {
        long volumeBytes = request.volumeBytes();
        if (bytes / VolumeOutput.MOST_VOLUMES >= volumeBytes) {
            throw new ExportException(
                    Reason.FORMAT_LIMIT,
                    "the archive of about " + mib(bytes) + " would need more than " + VolumeOutput.MOST_VOLUMES
                            + " volumes of " + mib(volumeBytes) + "; give a larger split size");
        }
        Target target = context.target();
        TargetLimits.requireSize(work.fileSystem(), target.folder(), bytes, volumeBytes);
        long free = Disk.usableBytes(target.folder());
        if (free < (isShared() ? estimate.bytesOfItsOwn() : bytes)) {
            throw ExportException.builder(
                            Reason.OUT_OF_SPACE,
                            "not enough space in " + target.folder() + ": the archive needs about " + mib(bytes) + ", "
                                    + mib(free) + " are free; free up space, or choose another target")
                    .path(target.folder())
                    .space(bytes, free)
                    .build();
        }
    }

    /** Whether the archive may share the project's blocks. */
    private boolean isShared() throws IOException {
        return context.output().shares() && Disk.isSame(context.target().folder(), request.project());
    }

    private static String mib(long bytes) {
        return (bytes + (1 << 20) - 1) / (1 << 20) + " MiB";
    }
}
