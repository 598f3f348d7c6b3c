package org.projectexporter.sidecar.internal.jobs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.SidecarOptions;

/** The exports of a data folder by their ids; thread-safe. */
final class JobIndex extends WatchedJobs<ExportJob> {
    @Override
    String idOf(ExportJob job) {
        return job.view().id();
    }

    @Override
    EventLog eventsOf(ExportJob job) {
        return job.events();
    }

    ExportJob require(String id) throws JobException {
        return find(id).orElseThrow(() -> JobException.unknownExport(id));
    }

    /**
     * The export that was started with an idempotency key; empty if there is none, or no key.
     *
     * @throws JobException KEY_REUSED if it has other options or another project
     */
    Optional<JobView> earlier(Optional<String> key, String projectId, ExportOptions options) throws JobException {
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<JobView> earlier = all().stream()
                .filter(job -> job.key().equals(key))
                .map(ExportJob::view)
                .findFirst();
        if (earlier.isPresent()
                && !(earlier.get().projectId().equals(projectId)
                        && earlier.get().options().equals(options))) {
            throw new JobException(
                    JobException.Reason.KEY_REUSED,
                    "this idempotency key belongs to export " + earlier.get().id() + " of "
                            + earlier.get().projectId()
                            + ", which has other options or another project; use a new key");
        }
        return earlier;
    }

    List<JobView> views() {
        return all().stream().map(ExportJob::view).toList();
    }

    /** Those of a project, newest first. */
    List<JobView> ofProject(String projectId) {
        return all().stream()
                .map(ExportJob::view)
                .filter(view -> view.projectId().equals(projectId))
                .sorted(Comparator.comparing(JobView::createdAt).reversed().thenComparing(JobView::id))
                .toList();
    }

    /** The number of exports that are running or being verified. */
    int running() {
        return count(JobState.RUNNING) + count(JobState.VERIFYING);
    }

    /**
     * Checks that another export may be queued.
     *
     * @throws JobException QUEUE_FULL
     */
    void requirePlace(SidecarOptions options) throws JobException {
        if (running() + count(JobState.QUEUED) >= (long) options.maxRunning() + options.maxQueued()) {
            throw new JobException(
                    JobException.Reason.QUEUE_FULL,
                    "the limit of " + options.maxRunning() + " running and " + options.maxQueued()
                            + " queued exports is reached; try again when one is done");
        }
    }

    int count(JobState state) {
        return (int) all().stream().filter(job -> job.view().state() == state).count();
    }
}
