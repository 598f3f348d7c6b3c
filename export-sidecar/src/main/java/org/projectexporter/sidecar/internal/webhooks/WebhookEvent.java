package org.projectexporter.sidecar.internal.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.util.Set;

/**
 * Something that targets are notified of; immutable.
 *
 * @param type one of {@link #TYPES}
 * @param subject the id of the export or import
 * @param number distinguishes it from other events of the same subject, also after a restart
 * @param projectId the project
 * @param at when it happened
 * @param data the payload's {@code data}
 */
public record WebhookEvent(String type, String subject, long number, String projectId, Instant at, ObjectNode data) {
    public static final String EXPORT_COMPLETED = "export.completed";
    public static final String EXPORT_FAILED = "export.failed";
    public static final String EXPORT_CANCELLED = "export.cancelled";
    public static final String IMPORT_COMPLETED = "import.completed";
    public static final String IMPORT_FAILED = "import.failed";
    public static final String IMPORT_CANCELLED = "import.cancelled";

    /** All types. */
    public static final Set<String> TYPES = Set.of(
            EXPORT_COMPLETED, EXPORT_FAILED, EXPORT_CANCELLED, IMPORT_COMPLETED, IMPORT_FAILED, IMPORT_CANCELLED);
}
