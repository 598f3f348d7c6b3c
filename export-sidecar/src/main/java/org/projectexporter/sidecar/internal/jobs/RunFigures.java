package org.projectexporter.sidecar.internal.jobs;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.projectexporter.sidecar.internal.figures.Counts;
import org.projectexporter.sidecar.internal.figures.Durations;

/**
 * How long exports and imports ran, by a monotonic clock, and why they failed, since this process started; each end is
 * a line in the log.
 */
public final class RunFigures {
    private static final Logger LOG = LoggerFactory.getLogger(RunFigures.class);

    /** From small projects to those of some terabytes. */
    private static final double[] SECONDS = {0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200};

    private final Durations exports = new Durations(SECONDS);
    private final Durations imports = new Durations(SECONDS);
    private final Counts exportFailures = new Counts();
    private final Counts importFailures = new Counts();

    /** An export has ended, after it ran for so long in this process, with any earlier runs. */
    void ended(JobView view, long nanos) {
        String state = view.state().jsonName();
        exports.observe(state, nanos);
        countFailure(view);
        LOG.atInfo()
                .addKeyValue("event", "export_end")
                .addKeyValue("export_id", view.id())
                .addKeyValue("project_id", view.projectId())
                .addKeyValue("state", state)
                .addKeyValue("code", view.failure().map(JobView.Failure::code).orElse(""))
                .addKeyValue("seconds", seconds(nanos))
                .log("export {} of {}: {}", view.id(), view.projectId(), state);
    }

    /** An archive was verified; if it is damaged, its export has failed. */
    void verified(JobView view) {
        countFailure(view);
    }

    private void countFailure(JobView view) {
        view.failure()
                .filter(failure -> view.state() == JobState.FAILED)
                .ifPresent(failure -> exportFailures.add(failure.code()));
    }

    /** An import has ended, after it ran for so long in this process. */
    void ended(ImportView view, long nanos) {
        String state = view.state().jsonName();
        imports.observe(state, nanos);
        view.error()
                .filter(failure -> view.state() == ImportState.FAILED)
                .ifPresent(failure -> importFailures.add(failure.code()));
        LOG.atInfo()
                .addKeyValue("event", "import_end")
                .addKeyValue("import_id", view.id())
                .addKeyValue("state", state)
                .addKeyValue("code", view.error().map(ImportView.Failure::code).orElse(""))
                .addKeyValue("seconds", seconds(nanos))
                .log("import {}: {}", view.id(), state);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", (double) nanos / TimeUnit.SECONDS.toNanos(1));
    }

    /** Durations of exports, by the state in which they ended. */
    public Durations exports() {
        return exports;
    }

    /** Durations of imports, by the state in which they ended. */
    public Durations imports() {
        return imports;
    }

    /** Exports that failed, by the code of the failure. */
    public Counts exportFailures() {
        return exportFailures;
    }

    /** Imports that failed, by the code of the failure. */
    public Counts importFailures() {
        return importFailures;
    }
}
