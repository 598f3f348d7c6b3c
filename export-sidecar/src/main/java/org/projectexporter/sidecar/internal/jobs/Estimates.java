package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.ExportOutline.Missing;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.sidecar.internal.jobs.JobException.Reason;

/**
 * Estimates of exports, which are no jobs: nothing of them is stored. Each uses one thread and little memory, and there
 * are as many at a time as exports, so that exports have most of the machine. Thread-safe.
 */
public final class Estimates {
    /** A client that asks again as soon as its user has changed something has left the last request a moment before. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private static final long MEMORY_BYTES = 8L << 20;

    private final ProjectExporter exporter;
    private final Workspace workspace;
    private final ProjectRequests requests;
    private final PrivatePaths paths;
    private final Path data;
    private final Semaphore places;

    private Estimates(SidecarOptions options, ProjectExporter exporter, Workspace workspace) {
        this.exporter = exporter;
        this.workspace = workspace;
        this.requests = new ProjectRequests(options);
        this.paths = PrivatePaths.of(options);
        this.data = options.data().toAbsolutePath().normalize();
        this.places = new Semaphore(options.maxRunning(), true);
    }

    /** The estimates of a server whose data folder is locked; removes what an earlier process has left behind. */
    public static Estimates open(SidecarOptions options, ProjectExporter exporter, Workspace workspace)
            throws IOException {
        Estimates estimates = new Estimates(options, exporter, workspace);
        DataFolder.remove(DataFolder.estimates(estimates.data));
        return estimates;
    }

    /**
     * Estimates an export.
     *
     * @param token ends it
     * @throws JobException if there is no such project, too many estimates are running, or the export would fail; the
     *     messages are without paths of this machine
     * @throws org.projectexporter.ExportCancelledException if it was cancelled
     */
    public Estimate of(String projectId, ExportOptions options, CancellationToken token)
            throws IOException, JobException {
        FoundProject project = workspace
                .project(projectId)
                .orElseThrow(() -> new JobException(Reason.UNKNOWN, "there is no project with this id"));
        takePlace(token);
        try {
            return estimate(project, options, token);
        } finally {
            places.release();
        }
    }

    private void takePlace(CancellationToken token) throws IOException, JobException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        try {
            while (!places.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                token.throwIfCancelled();
                if (System.nanoTime() > end) {
                    throw new JobException(Reason.TOO_MANY_ESTIMATES, "other estimates are running; try again soon");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JobException(Reason.STOPPING, "the server is stopping");
        }
    }

    private Estimate estimate(FoundProject project, ExportOptions options, CancellationToken token) throws IOException {
        PrivatePaths hidden = paths.and(project);
        Path scratch = DataFolder.estimates(data);
        DataFolder.makeFolders(scratch);
        RunSettings settings = RunSettings.builder()
                .threads(1)
                .memoryBytes(MEMORY_BYTES)
                .scratch(scratch)
                .cancellation(token)
                .build();
        Path target = scratch.resolve(project.name() + ".archive");
        ExportOptions complete =
                options.toBuilder().format(options.format()).build(); // whatever the name of the target
        Estimate found = exporter.estimate(
                requests.of(project, project.name(), target, complete).build(), settings);
        List<Missing> missing = found.missing().stream()
                .map(each -> new Missing(each.path(), hidden.clean(each.reason())))
                .toList();
        return found.toBuilder()
                .missing(missing, found.missingTotal())
                .warnings(hidden.clean(found.warnings()))
                .build();
    }

    /** Why an export of the project would fail, as its job would report it. */
    public JobView.Failure failure(String projectId, Exception thrown) {
        PrivatePaths hidden = paths;
        try {
            hidden = workspace.project(projectId).map(paths::and).orElse(paths);
        } catch (IOException e) {
            // the project cannot be looked up any more: nothing else is known to be private
        }
        return new Failures(hidden).of(thrown, false);
    }
}
