package org.projectexporter.sidecar.internal.http;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

import org.projectexporter.sidecar.internal.figures.Counts;
import org.projectexporter.sidecar.internal.figures.Durations;
import org.projectexporter.sidecar.internal.jobs.RunFigures;

/** Histograms, and counters whose labels are not known in advance, by the names in {@code docs/sidecar.md}. */
final class PrometheusFigures {
    private final PrometheusRegistry registry;

    PrometheusFigures(PrometheusRegistry registry) {
        this.registry = registry;
    }

    void add(Traffic traffic, RunFigures runs) {
        durations(
                "project_export_request_duration_seconds",
                "time from the head of a request to the end of its answer, by route",
                "route",
                traffic.durations());
        counts("project_export_problems", "requests that were answered with a problem, by code", traffic.problems());
        durations(
                "project_export_duration_seconds",
                "time that exports ran, by the state in which they ended",
                "state",
                runs.exports());
        durations(
                "project_export_import_duration_seconds",
                "time that imports ran, by the state in which they ended",
                "state",
                runs.imports());
        counts("project_export_failures", "exports that failed, by code", runs.exportFailures());
        counts("project_export_import_failures", "imports that failed, by code", runs.importFailures());
    }

    private void durations(String name, String help, String label, Durations durations) {
        Collector collector = () -> {
            HistogramSnapshot.Builder all =
                    HistogramSnapshot.builder().name(name).help(help);
            durations
                    .now()
                    .forEach((value, observed) -> all.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                            .labels(Labels.of(label, value))
                            .classicHistogramBuckets(ClassicHistogramBuckets.of(durations.bounds(), observed.counts()))
                            .sum(observed.seconds())
                            .build()));
            return all.build();
        };
        registry.register(collector);
    }

    /** The suffix {@code _total} is added to the name. */
    private void counts(String name, String help, Counts counts) {
        Collector collector = () -> {
            CounterSnapshot.Builder all = CounterSnapshot.builder().name(name).help(help);
            counts.now()
                    .forEach((code, count) -> all.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                            .labels(Labels.of("code", code))
                            .value(count)
                            .build()));
            return all.build();
        };
        registry.register(collector);
    }
}
