package org.projectexporter.sidecar.internal.jobs;

/**
 * An event of an export; immutable.
 *
 * @param number from 1, increasing; with gaps, but never repeated
 * @param type the kind of event
 * @param view the export right after it
 */
public record JobEvent(long number, Type type, JobView view) {
    /** Kinds of events. */
    public enum Type {
        /** It progressed, was queued or was paused. A slow reader gets only the latest of several. */
        EXPORT_PROGRESS("export_progress"),
        /** The archive is finished. */
        EXPORT_COMPLETE("export_complete"),
        /** It failed or was cancelled. */
        EXPORT_ERROR("export_error");

        private final String jsonName;

        Type(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }
    }
}
