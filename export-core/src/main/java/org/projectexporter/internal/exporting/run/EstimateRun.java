package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.ExportOutline.Excluded;
import org.projectexporter.ExportOutline.Missing;
import org.projectexporter.ExportRequest;
import org.projectexporter.internal.exporting.engine.ContentOpener;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.engine.UnreadableFiles;
import org.projectexporter.internal.exporting.estimate.ArchiveEstimate;
import org.projectexporter.internal.exporting.estimate.Expected;
import org.projectexporter.internal.exporting.manifest.ProjectId;
import org.projectexporter.internal.exporting.media.MediaOnce;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.io.LackOfMemory;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.FifoWatch;
import org.projectexporter.spi.files.SealFormat;

/**
 * The estimate of one export: plans as the export would, in a temporary folder, and writes no archive. Runs once.
 */
public final class EstimateRun {
    private static final int WORTH_MENTIONING = 10;

    private final ExportEnvironment environment;
    private final ExportRequest request;
    private final Instant exportedAt;
    private final long startNanos = System.nanoTime();

    public EstimateRun(ExportEnvironment environment, ExportRequest request, Instant exportedAt) {
        this.environment = environment;
        this.request = request;
        this.exportedAt = exportedAt;
    }

    /**
     * Estimates.
     *
     * @param scratch an existing folder for temporary files; empty for Java's
     */
    public Estimate run(Optional<Path> scratch) throws IOException {
        Codecs known = Codecs.of(environment, request.options());
        Preflight.requireSplittable(known.format(), request.options());
        SealContext.formatOf(environment, request.options());
        Path project = Preflight.projectFolder(request.projectFolder());
        RawPath name = Preflight.name(request, project);
        Codecs codecs = known.in(request.options(), name);
        EstimatedTarget target = new EstimatedTarget(request);
        try (EstimateFolder folder =
                        EstimateFolder.in(scratch.orElse(Path.of(System.getProperty("java.io.tmpdir", "/tmp"))));
                FifoWatch watch = new FifoWatch()) {
            watch.start();
            PlanRequest planned = new PlanRequest(
                    project, name, request.options(), Preflight.access(request), target.own(project, folder.folder()));
            return estimate(planned, codecs, folder, target);
        } catch (OutOfMemoryError e) {
            throw LackOfMemory.explained("the parts of this project that are examined together", e);
        }
    }

    private Estimate estimate(PlanRequest planned, Codecs codecs, EstimateFolder folder, EstimatedTarget target)
            throws IOException {
        try (Planner planner = new Planner(
                planned, environment.sources(), folder.folder(), environment.progress(), environment.cancellation())) {
            SealedPlan plan = planner.plan();
            MediaOnce media = media(planner.objects(), folder);
            long planNanos = System.nanoTime() - startNanos;
            SealFormat.Seal seal = beginSeal(planned, planner, plan);
            try (ArchiveEstimate archive = archive(codecs, planned, planner)) {
                EstimatedContents contents =
                        new EstimatedContents(planned, plan, media, archive, codecs, environment.cancellation());
                contents.measure();
                PlanFacts facts = facts(planned, planner, codecs);
                Findings findings = contents.add(folder, facts, exportedAt, seal);
                Expected expected = archive.finish();
                List<Excluded> leftOut = leftOut(planned, planner, plan, contents);
                List<Missing> missing = findings.missing(planned.name());
                return Estimate.builder(codecs.format().name())
                        .contents(contents.tally().files(), contents.tally().bytes())
                        .archive(
                                expected.archiveBytes(),
                                expected.archiveBytesBasis(),
                                target.volumes(expected.archiveBytes()))
                        .seconds(seconds(expected, planNanos), expected.secondsBasis())
                        .classes(contents.tally().totals(leftOut))
                        .leftOut(leftOut)
                        .missing(missing, missing.size())
                        .portability(facts.portability())
                        .lfsMediaOnceSaves(saving(contents.bytesOfNeededObjects(), expected.archiveBytes()))
                        .warnings(warnings(target.refusals(expected.archiveBytes()), findings))
                        .build();
            }
        }
    }

    private PlanFacts facts(PlanRequest planned, Planner planner, Codecs codecs) {
        String projectId = request.projectId()
                .orElseGet(() ->
                        ProjectId.find(planned.project(), planner.project().rootCommits(), planned.name()));
        return planner.facts(projectId, codecs.format().keepsHardLinks());
    }

    private static List<String> warnings(List<String> refusals, Findings findings) {
        List<String> all = new ArrayList<>(refusals);
        all.addAll(findings.notes());
        return all;
    }

    private static @Nullable MediaOnce media(@Nullable SealedPlan objects, EstimateFolder folder) throws IOException {
        return objects == null ? null : MediaOnce.expected(objects, folder.folder());
    }

    private SealFormat.@Nullable Seal beginSeal(PlanRequest planned, Planner planner, SealedPlan plan)
            throws IOException {
        SealFormat format = SealContext.formatOf(environment, request.options());
        return format == null
                ? null
                : format.begin(new SealContext(
                        planned.name(),
                        request.options().sealHash(),
                        exportedAt,
                        plan,
                        opener(planned, planner),
                        environment.cancellation()));
    }

    private static ContentOpener opener(PlanRequest planned, Planner planner) {
        List<Path> roots = new ArrayList<>(List.of(planned.project()));
        roots.addAll(planned.access().roots());
        return new ContentOpener(planner.kept(), roots, new UnreadableFiles(OnUnreadable.SKIP));
    }

    private ArchiveEstimate archive(Codecs codecs, PlanRequest planned, Planner planner) throws IOException {
        EngineSettings engine = environment.resources().engine();
        return new ArchiveEstimate(
                codecs.format(),
                codecs.deflate(),
                request.options(),
                opener(planned, planner),
                new ArchiveEstimate.Resources(
                        engine.readers(), environment.resources().workBytes()),
                environment.cancellation());
    }

    private List<Excluded> leftOut(PlanRequest planned, Planner planner, SealedPlan plan, EstimatedContents contents)
            throws IOException {
        List<Excluded> leftOut = new ArrayList<>(planner.leftOut());
        if (!request.options().includeHistory()) {
            leftOut.addAll(new LeftOutHistory(planned.project(), planned.name(), environment.cancellation())
                    .count(plan, planner.findings()));
        }
        leftOut.addAll(contents.leftOutObjects());
        return leftOut;
    }

    /** Planning takes about as long again; a verification reads the archive once. */
    private OptionalDouble seconds(Expected expected, long planNanos) {
        if (expected.seconds().isEmpty()) {
            return OptionalDouble.empty();
        }
        double verify = request.options().verify() ? expected.archiveBytes() * expected.readNanosPerByte() : 0;
        return OptionalDouble.of(expected.seconds().getAsDouble() + (planNanos + verify) / 1e9);
    }

    private long saving(double bytes, long archiveBytes) {
        boolean once = request.options().lfsMedia() == LfsMedia.ONCE;
        return once || bytes * WORTH_MENTIONING < archiveBytes ? 0 : Math.round(bytes);
    }
}
