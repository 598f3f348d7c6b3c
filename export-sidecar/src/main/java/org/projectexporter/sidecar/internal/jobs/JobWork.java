package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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
import org.projectexporter.RunSettings;
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
    private final RunFigures figures = new RunFigures();

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
        long begin = System.nanoTime();
        MDC.put("export_id", id);
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
            long nanos = job.ran(System.nanoTime() - begin);
            job.release();
            if (step == ExportJob.Step.VERIFY) {
                figures.verified(job.view());
            } else if (job.view().state().isFinal()) {
                figures.ended(job.view(), nanos);
            }
            MDC.remove("export_id");
        }
    }

    /** Of exports, and of imports too. */
    RunFigures figures() {
        return figures;
    }

    private void export(ExportJob job) {
        String id = job.view().projectId();
        Path folder = store.archiveFolder(job.view().id());
        Optional<FoundProject> project;
        try {
            project = workspace.project(id);
        } catch (ProjectException e) {
            cannotBeUsed(job, e);
            return;
        } catch (IOException e) {
            end(job, logged(job, failures.of(e, ExportStep.hasBegun(folder)), e), e);
            return;
        }
        if (project.isEmpty()) {
            end(job, Failures.projectGone(id, ExportStep.hasBegun(folder)), null);
        } else {
            export(job, project.get());
        }
    }

    /** A project that cannot be looked up may be there: its export waits, even if it has not begun. */
    private void cannotBeUsed(ExportJob job, ProjectException e) {
        boolean kept = ExportStep.hasBegun(store.archiveFolder(job.view().id()));
        switch (e.reason()) {
            case LOOKUP_FAILED -> job.waits(String.valueOf(e.getMessage()), null);
            case GONE -> end(job, Failures.projectGone(job.view().projectId(), kept), e);
            case NOT_ALLOWED ->
                job.failed(new Failure(Failures.PROJECT_NOT_ALLOWED, String.valueOf(e.getMessage()), true), null);
        }
    }

    private void export(ExportJob job, FoundProject project) {
        Path folder = store.archiveFolder(job.view().id());
        PrivatePaths hidden = paths.and(project);
        try {
            follow(job, project);
            RunSettings settings = RunSettings.builder()
                    .listener(new ForwardedProgress(job, hidden))
                    .cancellation(job.token())
                    .build();
            job.completed(exporting.run(job.view(), project, folder, settings, hidden), null);
        } catch (ExportCancelledException e) {
            job.stopped();
        } catch (IOException | RuntimeException | Error e) {
            Failure failure = new Failures(hidden).of(e, ExportStep.hasBegun(folder));
            end(job, logged(job, isGone(project.id()) ? gone(job) : failure, e), e);
        }
    }

    /** What was written of a project that has another folder now is removed: it may be another project. */
    private void follow(ExportJob job, FoundProject project) throws IOException {
        String before = job.view().project().folderMark();
        if (before.equals(project.folderMark())) {
            return;
        }
        String id = job.view().id();
        if (!before.isEmpty()) {
            LOG.info("the project {} has another folder; export {} starts over", project.id(), id);
            store.removeArchive(id);
            if (ExportStep.hasBegun(store.archiveFolder(id))) {
                throw new IOException("what was exported of another folder could not be removed");
            }
        }
        job.moved(project.folderMark());
    }

    private Failure gone(ExportJob job) {
        boolean kept = ExportStep.hasBegun(store.archiveFolder(job.view().id()));
        return Failures.projectGone(job.view().projectId(), kept);
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

    private static Failure logged(ExportJob job, Failure failure, Throwable thrown) {
        String id = job.view().id();
        if (failure.code().equals(Failures.INTERNAL)) {
            LOG.error("export {} failed", id, thrown);
        } else {
            LOG.warn("export {} failed: {} ({})", id, thrown.getMessage(), failure.code());
        }
        return failure;
    }

    private boolean isGone(String projectId) {
        try {
            return workspace.project(projectId).isEmpty();
        } catch (ProjectException e) {
            return e.reason() == ProjectException.Reason.GONE;
        } catch (IOException e) {
            return false;
        }
    }

    private void verify(ExportJob job) {
        JobView view = job.view();
        Result result = view.result().orElseThrow();
        Path folder = store.archiveFolder(view.id());
        try {
            List<String> problems = verifying.run(view, folder, new ForwardedProgress(job, paths), job.token());
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
        private final PrivatePaths hidden;

        private ForwardedProgress(ExportJob job, PrivatePaths hidden) {
            this.job = job;
            this.hidden = hidden;
        }

        @Override
        public void onProgress(ProgressEvent event) {
            job.progressed(event, hidden.clean(event.message()));
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
