package org.projectexporter.sidecar.internal.jobs;

/**
 * An event of an export or an import; immutable.
 *
 * @param number from 1, increasing; with gaps, but never repeated
 * @param type the kind of event
 * @param subject the export or import right after it
 */
public record JobEvent(long number, Type type, JobSnapshot subject) {
    /** The export right after it. Only for events of exports. */
    public JobView view() {
        return (JobView) subject;
    }

    /** Kinds of events. */
    public enum Type {
        /** It progressed, was queued or was paused. A slow reader gets only the latest of several. */
        EXPORT_PROGRESS("export_progress"),
        /** The archive is finished. */
        EXPORT_COMPLETE("export_complete"),
        /** It failed or was cancelled. */
        EXPORT_ERROR("export_error"),
        /** An import progressed, was received or was queued. A slow reader gets only the latest of several. */
        IMPORT_PROGRESS("import_progress"),
        /** The project exists, or, for a preview, has been examined. */
        IMPORT_COMPLETE("import_complete"),
        /** The import failed or was cancelled. */
        IMPORT_ERROR("import_error");

        private final String jsonName;

        Type(String jsonName) {
            this.jsonName = jsonName;
        }

        public String jsonName() {
            return jsonName;
        }

        /** Whether a later event makes it obsolete. */
        public boolean isProgress() {
            return this == EXPORT_PROGRESS || this == IMPORT_PROGRESS;
        }
    }
}
