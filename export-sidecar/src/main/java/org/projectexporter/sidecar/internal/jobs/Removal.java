package org.projectexporter.sidecar.internal.jobs;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that a storage job removes, and why; immutable.
 *
 * @param id of the export, import or upload; of an orphan its path in the data folder
 * @param projectId of an export or import
 * @param bytes its files
 * @param held whether it is being read, and hence stays until that has ended
 */
public record Removal(Kind kind, String id, Optional<String> projectId, long bytes, Reason reason, boolean held) {
    /** Kinds of what is removed. */
    public enum Kind {
        EXPORT,
        IMPORT,
        UPLOAD,
        ORPHAN;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reasons, in the order in which they are considered. */
    public enum Reason {
        /** Its retention time is over. */
        AGE,
        /** Its project has more archives than are kept. */
        NUMBER,
        /** All archives together are larger than allowed. */
        BYTES,
        /** The disk has less free space than is to be kept. */
        FREE_SPACE,
        /** The export was paused, or waited for its project, for too long. */
        INTERRUPTED,
        /** The upload was not continued, or not imported. */
        ABANDONED,
        /** No export, import or upload has these files. */
        ORPHAN;

        /** The name in JSON. */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
