package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;

/** Removes exports: their files, and, if they are final, all that is known of them; thread-safe. */
final class ExportRemoval {
    private final JobIndex jobs;
    private final JobStore store;

    ExportRemoval(JobIndex jobs, JobStore store) {
        this.jobs = jobs;
        this.store = store;
    }

    /** See {@link ExportJobs#delete}. */
    void delete(String id) throws JobException, IOException {
        ExportJob job = jobs.require(id);
        if (job.cancel()) {
            job.whenFree(() -> store.removeArchive(id));
        } else if (!forget(job)) {
            throw JobException.unknownExport(id); // another thread has just removed it
        }
    }

    /** See {@link StorageJob.Remover}. */
    boolean removeOld(ExportJob job, Removal.Reason reason) throws IOException {
        if (reason != Removal.Reason.INTERRUPTED) {
            return !job.isHeld() && forget(job);
        }
        boolean cancelled = job.cancelStopped();
        if (cancelled) {
            job.whenFree(() -> store.removeArchive(job.view().id()));
        }
        return cancelled;
    }

    private boolean forget(ExportJob job) throws IOException {
        if (!job.forget()) {
            return false;
        }
        String id = job.view().id();
        jobs.remove(id);
        store.forget(id);
        job.whenFree(() -> store.removeAll(id));
        return true;
    }
}
