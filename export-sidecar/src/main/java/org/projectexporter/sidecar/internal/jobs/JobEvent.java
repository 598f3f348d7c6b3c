package org.projectexporter.sidecar.internal.jobs;

/**
 * Something that happened to an export; immutable.
 *
 * @param number from 1, in the order in which things happened; numbers may be missing, but none comes twice
 * @param type what is told of it
 * @param view the export right after it
 */
public record JobEvent(long number, Type type, JobView view) {
    /** Kinds of events. */
    public enum Type {
        /** It goes on, waits or was paused. Of several that a slow reader has not taken, only the newest counts. */
        EXPORT_PROGRESS("export_progress"),
        /** There is an archive. */
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
