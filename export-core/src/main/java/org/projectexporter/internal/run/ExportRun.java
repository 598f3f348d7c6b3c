package org.projectexporter.internal.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportResult;
import org.projectexporter.TargetException;
import org.projectexporter.internal.engine.SizeEstimate;
import org.projectexporter.internal.output.Target;
import org.projectexporter.internal.output.WorkFolder;
import org.projectexporter.internal.plan.OwnFiles;
import org.projectexporter.internal.plan.Planner;
import org.projectexporter.internal.plan.SealedPlan;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/** One export from its request to its result: preflight, plan, archive, names. To be run once. */
public final class ExportRun {
    private final Setup setup;
    private final long startNanos = System.nanoTime();

    public ExportRun(Setup setup) {
        this.setup = setup;
    }

    /**
     * Refuses options that are documented and not built yet.
     *
     * @throws IllegalArgumentException naming the option
     */
    public static void requireSupported(ExportOptions options) {
        Preflight.requireSupported(options);
    }

    /** Runs it. What was begun is removed if it fails. */
    public ExportResult run() throws IOException {
        try {
            ExportResult result = export();
            setup.progress().finished("exported to " + result.archive());
            return result;
        } catch (IOException e) {
            IOException explained = explain(e);
            setup.progress().failed(String.valueOf(explained.getMessage()));
            throw explained;
        } catch (RuntimeException | Error e) {
            setup.progress().failed(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private IOException explain(IOException e) {
        boolean full = String.valueOf(e.getMessage()).contains("No space left on device");
        String target = setup.request().target().toString();
        return full
                ? new TargetException("no space is left for " + target + "; free some, or choose another target", e)
                : e;
    }

    private ExportResult export() throws IOException {
        Path project = Preflight.projectFolder(setup.request().projectFolder());
        RawPath name = Preflight.name(setup.request(), project);
        Target target = Target.check(setup.request().target(), setup.request().replaceTarget());
        OwnFiles own = new OwnFiles(target.own(), target.folder(), FileStat.read(target.folder()));
        try (WorkFolder work = WorkFolder.create(target.workFolder())) {
            return export(project, name, target, own, work);
        }
    }

    private ExportResult export(Path project, RawPath name, Target target, OwnFiles own, WorkFolder work)
            throws IOException {
        SizeEstimate estimate = new SizeEstimate(setup.format().compresses());
        try (Planner planner = new Planner(
                project,
                name,
                setup.request().options(),
                setup.request().cancellation(),
                work.folder(),
                setup.sources(),
                entry -> {
                    estimate.planned(entry);
                    setup.progress().planned(entry);
                })) {
            SealedPlan plan = planner.plan(own);
            requireSpace(target, estimate.bytes());
            setup.progress().startsWriting(plan);
            return new Writing(setup, project, name, target, work, planner, plan).write(startNanos);
        }
    }

    private static void requireSpace(Target target, long bytes) throws IOException {
        long free = Files.getFileStore(target.folder()).getUsableSpace();
        if (free < bytes) {
            throw new TargetException("not enough space in " + target.folder() + ": the archive needs about "
                    + mib(bytes) + ", " + mib(free) + " are free; free some, or choose another target");
        }
    }

    private static String mib(long bytes) {
        return (bytes + (1 << 20) - 1) / (1 << 20) + " MiB";
    }
}
