package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobState;
import org.projectexporter.sidecar.internal.jobs.JobView;
import org.projectexporter.sidecar.internal.jobs.Workspace;

/** {@code /metrics}: figures in Prometheus's text format, by the names in {@code docs/sidecar.md}. */
final class MetricsRoute implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final ExportJobs jobs;
    private final Workspace workspace;
    private final Traffic traffic;
    private final List<Consumer<MeterRegistry>> others;
    private final Supplier<Number> listeners;
    private @Nullable PrometheusMeterRegistry registry;

    /**
     * Figures of a server.
     *
     * @param others add further figures
     * @param listeners the number of event listeners
     */
    MetricsRoute(
            ExportJobs jobs,
            Workspace workspace,
            Traffic traffic,
            List<Consumer<MeterRegistry>> others,
            Supplier<Number> listeners) {
        this.jobs = jobs;
        this.workspace = workspace;
        this.others = List.copyOf(others);
        this.traffic = traffic;
        this.listeners = listeners;
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/metrics", context -> context.contentType(TEXT)
                .header("Cache-Control", "no-store")
                .result(registry().scrape()));
    }

    /** Created on demand, to keep the server's start fast. */
    private synchronized PrometheusMeterRegistry registry() {
        if (registry == null) {
            PrometheusMeterRegistry made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            ProcessFigures.addTo(made); // first, since it has filters
            addExports(made);
            addTraffic(made);
            others.forEach(each -> each.accept(made));
            new JvmMemoryMetrics().bindTo(made);
            new JvmThreadMetrics().bindTo(made);
            new PrometheusFigures(made.getPrometheusRegistry()).add(traffic, jobs.figures());
            registry = made;
        }
        return registry;
    }

    private void addExports(PrometheusMeterRegistry figures) {
        for (JobState state : JobState.values()) {
            Gauge.builder("project_export_exports", jobs, all -> count(all, state))
                    .description("exports that are remembered, by state")
                    .tag("state", state.jsonName())
                    .register(figures);
        }
        gauge(figures, "project_export_running", "exports that are running or being verified", jobs::running);
        gauge(figures, "project_export_queued", "queued exports", jobs::queued);
        gauge(
                figures,
                "project_export_written_bytes",
                "project bytes that running exports have written",
                () -> sum(view ->
                        view.state() == JobState.RUNNING ? view.progress().bytesDone() : 0));
        gauge(
                figures,
                "project_export_archive_bytes",
                "size of the archives that are kept",
                () -> sum(
                        view -> view.result().map(JobView.Result::archiveBytes).orElse(0L)));
        gauge(
                figures,
                "project_export_projects_outdated",
                "1 if the mapping of projects has a mistake or cannot be read, and an earlier version is used",
                () -> workspace.isOutdated() ? 1 : 0);
        gauge(figures, "project_export_listeners", "connections that listen to events", listeners);
    }

    private void addTraffic(PrometheusMeterRegistry figures) {
        counter(figures, "project_export_requests", "requests that were answered", Traffic::requests);
        counter(
                figures,
                "project_export_requests_refused",
                "requests that were answered with a status of 4xx",
                Traffic::refused);
        counter(
                figures,
                "project_export_requests_failed",
                "requests that were answered with a status of 5xx",
                Traffic::failed);
        counter(figures, "project_export_downloads", "downloads of an archive or a part of it", Traffic::downloads);
        counter(figures, "project_export_download_bytes", "bytes sent by downloads", Traffic::downloadedBytes);
    }

    private static void gauge(
            PrometheusMeterRegistry figures, String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(figures);
    }

    private void counter(
            PrometheusMeterRegistry figures, String name, String description, ToDoubleFunction<Traffic> value) {
        FunctionCounter.builder(name, traffic, value).description(description).register(figures);
    }

    private static long count(ExportJobs jobs, JobState state) {
        return jobs.all().stream().filter(view -> view.state() == state).count();
    }

    private double sum(ToDoubleFunction<JobView> value) {
        return jobs.all().stream().mapToDouble(value).sum();
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
