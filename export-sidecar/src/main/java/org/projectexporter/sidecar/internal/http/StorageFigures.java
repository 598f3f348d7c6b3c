package org.projectexporter.sidecar.internal.http;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import java.io.IOException;

import org.projectexporter.sidecar.internal.jobs.ImportJobs;
import org.projectexporter.sidecar.internal.jobs.ImportState;
import org.projectexporter.sidecar.internal.jobs.Quota;
import org.projectexporter.sidecar.internal.jobs.Removal;
import org.projectexporter.sidecar.internal.jobs.StorageJob;

/** Figures of imports and of the storage, by the names in {@code docs/sidecar.md}. */
final class StorageFigures {
    private StorageFigures() {}

    /** A figure that needs the disk. */
    private interface Measured {
        long value() throws IOException;
    }

    static void addTo(MeterRegistry figures, ImportJobs imports, StorageJob storage, Quota quota) {
        for (ImportState state : ImportState.values()) {
            Gauge.builder("project_export_imports", imports, all -> count(all, state))
                    .description("imports that are remembered, by state")
                    .tag("state", state.jsonName())
                    .register(figures);
        }
        measured(figures, "project_export_upload_bytes", "size of the uploads that are kept", storage::uploadBytes);
        measured(figures, "project_export_free_bytes", "free space of the data folder's disk", storage::freeBytes);
        measured(figures, "project_export_disk_bytes", "size of the data folder's disk", storage::diskBytes);
        measured(figures, "project_export_used_bytes", "what archives and uploads take, or have reserved", quota::used);
        if (quota.mostBytes() < Long.MAX_VALUE) {
            measured(figures, "project_export_quota_bytes", "what they may take", quota::mostBytes);
        }
        FunctionCounter.builder("project_export_storage_runs", storage, StorageJob::runs)
                .description("runs of the storage job")
                .register(figures);
        FunctionCounter.builder("project_export_storage_failures", storage, StorageJob::failures)
                .description("removals that failed")
                .register(figures);
        for (Removal.Reason reason : Removal.Reason.values()) {
            FunctionCounter.builder("project_export_storage_removed", storage, job -> job.removed(reason))
                    .description("what was removed, by reason")
                    .tag("reason", reason.jsonName())
                    .register(figures);
            FunctionCounter.builder("project_export_storage_removed_bytes", storage, job -> job.removedBytes(reason))
                    .description("bytes that were removed, by reason")
                    .tag("reason", reason.jsonName())
                    .register(figures);
        }
    }

    private static long count(ImportJobs imports, ImportState state) {
        return imports.all().stream().filter(view -> view.state() == state).count();
    }

    private static void measured(MeterRegistry figures, String name, String description, Measured value) {
        Gauge.builder(name, value, StorageFigures::valueOf)
                .description(description)
                .strongReference(true)
                .register(figures);
    }

    private static double valueOf(Measured value) {
        try {
            return value.value();
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
