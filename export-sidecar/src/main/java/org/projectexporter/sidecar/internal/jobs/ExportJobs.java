package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.SidecarOptions;

/**
 * All exports of one data folder; thread-safe. They survive the process: what ran when it ended goes on from its checkpoint when the
 * folder is opened again.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class ExportJobs implements AutoCloseable {
    private ExportJobs() {}

    /**
     * Takes hold of the data folder, goes on with what was running, and removes what nobody knows of.
     *
     * @throws IOException if another process has the folder, or it cannot be written to
     */
    public static ExportJobs open(SidecarOptions options, ProjectExporter exporter, Workspace workspace)
            throws IOException {
        throw new UnsupportedOperationException(options + "" + exporter + workspace);
    }

    /**
     * Queues an export.
     *
     * @param idempotencyKey of the request; the same key with the same project and options gives the export that the first made
     * @throws JobException UNKNOWN, QUEUE_FULL, QUOTA, KEY_REUSED
     */
    public JobView start(String projectId, ExportOptions options, Optional<String> idempotencyKey)
            throws JobException, IOException {
        throw new UnsupportedOperationException();
    }

    /** The export as it is now; empty if there is none of that id. */
    public Optional<JobView> find(String id) {
        throw new UnsupportedOperationException();
    }

    /** Exports of a project, newest first. */
    public List<JobView> ofProject(String projectId) {
        throw new UnsupportedOperationException();
    }

    /** Events of an export; empty if there is none of that id. */
    public Optional<EventLog> events(String id) {
        throw new UnsupportedOperationException();
    }

    /** Stops a queued or running export at its next checkpoint and keeps what was written. Returns when it has stopped. */
    public JobView pause(String id) throws JobException, IOException {
        throw new UnsupportedOperationException();
    }

    /** Queues a paused or failed but resumable export again. */
    public JobView resume(String id) throws JobException, IOException {
        throw new UnsupportedOperationException();
    }

    /** Verifies the archive of a completed export; its state is then VERIFYING, and afterwards what it was, or FAILED. */
    public JobView verify(String id) throws JobException, IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Cancels an export that is not final and removes what it has made; it is then CANCELLED and is remembered as long as others are. One
     * that is final is removed with its archive and forgotten.
     */
    public void delete(String id) throws JobException, IOException {
        throw new UnsupportedOperationException();
    }

    /** How many run. */
    public int running() {
        throw new UnsupportedOperationException();
    }

    /** How many wait. */
    public int queued() {
        throw new UnsupportedOperationException();
    }

    /** Stops all at their next checkpoints, within seconds; they go on when the folder is opened again. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }
}
