package org.projectexporter.sidecar.internal.jobs;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The exports of a data folder by their ids; thread-safe. */
final class JobIndex {
    private final Map<String, ExportJob> jobs = new ConcurrentHashMap<>();

    void add(ExportJob job) {
        jobs.put(job.view().id(), job);
    }

    void remove(String id) {
        jobs.remove(id);
    }

    Collection<ExportJob> all() {
        return jobs.values();
    }

    Optional<ExportJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    ExportJob require(String id) throws JobException {
        return find(id).orElseThrow(() -> ExportJob.unknown(id));
    }

    /** The one that was asked for with an idempotency key. */
    Optional<JobView> withKey(String key) {
        return jobs.values().stream()
                .filter(job -> job.key().equals(Optional.of(key)))
                .map(ExportJob::view)
                .findFirst();
    }

    List<JobView> views() {
        return jobs.values().stream().map(ExportJob::view).toList();
    }

    /** Those of a project, newest first. */
    List<JobView> ofProject(String projectId) {
        return jobs.values().stream()
                .map(ExportJob::view)
                .filter(view -> view.projectId().equals(projectId))
                .sorted(Comparator.comparing(JobView::createdAt).reversed().thenComparing(JobView::id))
                .toList();
    }

    int count(JobState state) {
        return (int) jobs.values().stream()
                .filter(job -> job.view().state() == state)
                .count();
    }
}
