package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;

/**
 * Creates the archive of an export: resumes the export in its folder, or starts a new one if the folder is empty. The
 * archive's time is that of the request, so that its bytes are the same however often the export was started.
 */
final class ExportStep {
    /** The memory for content buffers of all running exports together, as a multiple of one export's default. */
    private static final int SHARES_OF_ALL = 3;

    private static final long LEAST_MEMORY_BYTES = 1L << 20;

    private final ProjectExporter exporter;
    private final ProjectRequests requests;
    private final ArchiveNames names;
    private final RunSettings settings;

    ExportStep(ProjectExporter exporter, SidecarOptions options, ArchiveNames names) {
        this.exporter = exporter;
        this.requests = new ProjectRequests(options);
        this.names = names;
        RunSettings one = RunSettings.defaults();
        long share = SHARES_OF_ALL * one.memoryBytes() / Math.max(SHARES_OF_ALL, options.maxRunning());
        this.settings =
                one.toBuilder().memoryBytes(Math.max(LEAST_MEMORY_BYTES, share)).build();
    }

    /** Whether there is an interrupted export to resume. */
    static boolean hasBegun(Path archiveFolder) {
        try {
            return !DataFolder.children(archiveFolder).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Creates it.
     *
     * @param folder its folder, which contains nothing else
     * @param paths those that must not be in messages
     */
    Result run(JobView job, FoundProject project, Path folder, RunSettings run, PrivatePaths paths) throws IOException {
        Path target = names.target(folder, job);
        RunSettings settings = this.settings.toBuilder()
                .listener(run.listener())
                .cancellation(run.cancellation())
                .build();
        FinishedArchive finished = new FinishedArchive(exporter, paths);
        if (hasBegun(folder)) {
            try {
                return finished.of(exporter.resume(
                        target,
                        settings.toBuilder()
                                .onUnreadable(job.options().onUnreadable())
                                .build()));
            } catch (ExportException e) {
                if (e.reason() != Reason.NOTHING_TO_RESUME || hasBegun(folder)) {
                    throw e;
                }
                // else the previous run died before its first step, and its remains have been removed
            }
        }
        return finished.of(begin(job, project, target, settings));
    }

    private ExportResult begin(JobView job, FoundProject project, Path target, RunSettings settings)
            throws IOException {
        ExportRequest request = requests.of(project, job.project().name(), target, job.options())
                .exportedAt(job.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .build();
        return exporter.export(request, settings);
    }
}
