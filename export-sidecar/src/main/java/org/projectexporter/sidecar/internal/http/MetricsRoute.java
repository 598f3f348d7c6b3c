package org.projectexporter.sidecar.internal.http;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import java.util.function.Supplier;

import org.projectexporter.sidecar.internal.jobs.ExportJobs;
import org.projectexporter.sidecar.internal.jobs.JobState;
import org.projectexporter.sidecar.internal.jobs.JobView;

/** {@code /metrics}: figures in Prometheus's text format, by the names in {@code docs/sidecar.md}. */
final class MetricsRoute implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /**
     * Figures of a server.
     *
     * @param listeners counts those who listen to events
     */
    MetricsRoute(ExportJobs jobs, Supplier<Number> listeners) {
        for (JobState state : JobState.values()) {
            Gauge.builder("project_export_exports", jobs, all -> count(all, state))
                    .description("exports that are remembered, by state")
                    .tags(Tags.of("state", state.jsonName()))
                    .register(registry);
        }
        gauge("project_export_running", "exports that run or are verified", jobs::running);
        gauge("project_export_queued", "exports that wait", jobs::queued);
        gauge("project_export_listeners", "connections that listen to events", listeners);
        gauge("project_export_archive_bytes", "bytes of the archives that are kept", () -> archiveBytes(jobs));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    private static long count(ExportJobs jobs, JobState state) {
        return jobs.all().stream().filter(view -> view.state() == state).count();
    }

    private static long archiveBytes(ExportJobs jobs) {
        return jobs.all().stream()
                .flatMap(view -> view.result().stream())
                .mapToLong(JobView.Result::archiveBytes)
                .sum();
    }

    void addTo(RoutesConfig routes) {
        JsonAnswer.get(routes, "/metrics", context -> context.contentType(TEXT)
                .header("Cache-Control", "no-store")
                .result(registry.scrape()));
    }

    @Override
    public void close() {
        registry.close();
    }
}
