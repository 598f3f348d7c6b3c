package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;

/**
 * Makes the archive of an export: goes on with what lies in its folder, or begins if nothing does. The moment that the archive bears is
 * that in which the export was asked for, so that it is the same however often it was begun.
 */
final class ExportStep {
    /** How much memory all that run together take for content on its way, in terms of what one takes by default. */
    private static final int SHARES_OF_ALL = 3;

    private static final long LEAST_MEMORY_BYTES = 1L << 20;

    private final ProjectExporter exporter;
    private final SidecarOptions options;
    private final ArchiveNames names;
    private final PrivatePaths paths;
    private final RunSettings settings;

    ExportStep(ProjectExporter exporter, SidecarOptions options, ArchiveNames names, PrivatePaths paths) {
        this.exporter = exporter;
        this.options = options;
        this.names = names;
        RunSettings one = RunSettings.defaults();
        long share = SHARES_OF_ALL * one.memoryBytes() / Math.max(SHARES_OF_ALL, options.maxRunning());
        this.settings =
                one.toBuilder().memoryBytes(Math.max(LEAST_MEMORY_BYTES, share)).build();
        this.paths = paths;
    }

    /** Whether there is something that an export can go on with. */
    static boolean hasBegun(Path archiveFolder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(archiveFolder)) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Makes it.
     *
     * @param folder where it is to lie, and nothing else does
     */
    Result run(JobView job, Path project, Path folder, ProgressListener listener, CancellationToken token)
            throws IOException {
        Path target = names.target(folder, job);
        RunSettings settings =
                this.settings.toBuilder().listener(listener).cancellation(token).build();
        FinishedArchive finished = new FinishedArchive(exporter, paths);
        if (hasBegun(folder)) {
            try {
                return finished.of(exporter.resume(target, settings));
            } catch (ExportException e) {
                if (e.reason() != Reason.NOTHING_TO_RESUME || hasBegun(folder)) {
                    throw e;
                }
                // else the run before died in its first moment, and what it left is removed
            }
        }
        return finished.of(begin(job, project, target, settings));
    }

    private ExportResult begin(JobView job, Path project, Path target, RunSettings settings) throws IOException {
        ExportRequest request = ExportRequest.builder(project, target)
                .options(job.options())
                .exportedAt(job.createdAt().truncatedTo(ChronoUnit.SECONDS))
                .dependencyRoots(options.dependencyRoots())
                .repositoryFolders(false)
                .build();
        return exporter.export(request, settings);
    }
}
