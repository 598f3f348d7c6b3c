package org.projectexporter.sidecar.internal.jobs;

import java.time.Instant;

/**
 * An upload at one moment; immutable.
 *
 * @param id a random UUID, lower case
 * @param owner name of the token that created it
 * @param length its total bytes; negative if they are not known yet
 * @param offset the bytes that are durable
 * @param metadata as the client has given it, in tus's {@code Upload-Metadata}; may be empty
 * @param createdAt when it was created
 * @param expiresAt when it is removed, unless more arrives or an import uses it
 * @param inUse whether an import uses it
 */
public record UploadView(
        String id,
        String owner,
        long length,
        long offset,
        String metadata,
        Instant createdAt,
        Instant expiresAt,
        boolean inUse) {
    /** Whether everything has arrived. */
    public boolean isComplete() {
        return offset == length;
    }
}
