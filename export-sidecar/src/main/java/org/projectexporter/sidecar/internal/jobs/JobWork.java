package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOutline;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.sidecar.internal.jobs.JobView.Failure;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Verification;

/** The work of a thread on an export: creates or verifies its archive, and reports the outcome. */
final class JobWork {
    private static final Logger LOG = LoggerFactory.getLogger(JobWork.class);

    private final JobStore store;
    private final Workspace workspace;
    private final Quota quota;
    private final ExportStep exporting;
    private final VerifyStep verifying;
    private final PrivatePaths paths;
    private final Failures failures;
    private final Clock clock;

    JobWork(
            JobStore store,
            Workspace workspace,
            Quota quota,
            ExportStep exporting,
            VerifyStep verifying,
            PrivatePaths paths,
            Clock clock) {
        this.store = store;
        this.workspace = workspace;
        this.quota = quota;
        this.exporting = exporting;
        this.verifying = verifying;
        this.paths = paths;
        this.failures = new Failures(paths);
        this.clock = clock;
    }

    /** Runs the pending task of the export, if there still is one. */
    void run(ExportJob job) {
        ExportJob.Step step = job.begin();
        if (step == ExportJob.Step.NOTHING) {
            return;
        }
        String id = job.view().id();
        try {
            if (step == ExportJob.Step.VERIFY) {
                verify(job);
            } else {
                export(job);
            }
        } finally {
            quota.release(store.folder(id));
            if (job.view().state() == JobState.CANCELLED) {
                job.whenFree(() -> store.removeArchive(id));
            }
            job.release();
        }
    }

    private void export(ExportJob job) {
        JobView view = job.view();
        Path folder = store.archiveFolder(view.id());
        try {
            Optional<Path> project = workspace.find(view.projectId());
            if (project.isEmpty()) {
                end(job, Failures.projectGone(view.projectId(), ExportStep.hasBegun(folder)), null);
                return;
            }
            job.completed(exporting.run(view, project.get(), folder, new ForwardedProgress(job), job.token()), null);
        } catch (ExportCancelledException e) {
            job.stopped();
        } catch (IOException | RuntimeException | Error e) {
            end(job, failure(view, e, ExportStep.hasBegun(folder)), e);
        }
    }

    /** What can be resumed once the project is back is not a failure. */
    private static void end(ExportJob job, Failure failure, @Nullable Throwable thrown) {
        if (failure.code().equals(Failures.PROJECT_GONE) && failure.resumable()) {
            job.waits(failure.message(), missingFolder(thrown));
        } else {
            job.failed(failure, null);
        }
    }

    /** The folder that an export found to be gone. */
    private static @Nullable Path missingFolder(@Nullable Throwable thrown) {
        return thrown instanceof ExportStoppedException && thrown.getCause() instanceof FileSystemException gone
                ? Path.of(gone.getFile())
                : null;
    }

    private Failure failure(JobView view, Throwable thrown, boolean kept) {
        Failure failure =
                isGone(view.projectId()) ? Failures.projectGone(view.projectId(), kept) : failures.of(thrown, kept);
        if (failure.code().equals(Failures.INTERNAL)) {
            LOG.error("export {} failed", view.id(), thrown);
        } else {
            LOG.warn("export {} failed: {} ({})", view.id(), thrown.getMessage(), failure.code());
        }
        return failure;
    }

    private boolean isGone(String projectId) {
        try {
            return workspace.find(projectId).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private void verify(ExportJob job) {
        JobView view = job.view();
        Result result = view.result().orElseThrow();
        Path folder = store.archiveFolder(view.id());
        try {
            List<String> problems = verifying.run(view, folder, new ForwardedProgress(job), job.token());
            Verification found = new Verification(JobTransitions.now(clock), problems);
            if (problems.isEmpty()) {
                job.completed(result, found);
            } else {
                job.failed(Failures.damaged(problems.get(0)), found);
            }
        } catch (ExportCancelledException e) {
            job.stopped();
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("export {} could not be verified", view.id(), e);
            String problem = "it could not be verified: " + paths.clean(String.valueOf(e.getMessage()));
            job.completed(result, new Verification(JobTransitions.now(clock), List.of(problem)));
        }
    }

    /** Forwards the library's progress. */
    private final class ForwardedProgress implements ProgressListener {
        private final ExportJob job;

        private ForwardedProgress(ExportJob job) {
            this.job = job;
        }

        @Override
        public void onProgress(ProgressEvent event) {
            job.progressed(event, paths.clean(event.message()));
        }

        /** An archive is hardly ever larger than its content, and media does not shrink. */
        @Override
        public void onPlanned(ExportOutline outline) {
            try {
                quota.reserve(store.folder(job.view().id()), outline.bytes());
            } catch (JobException e) {
                job.stopBecause(new Failure(Failures.QUOTA_EXCEEDED, String.valueOf(e.getMessage()), true));
            } catch (IOException e) {
                LOG.warn("cannot determine the size of the data folder: {}", e.toString());
            }
        }
    }
}
