package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import java.io.IOException;
import java.time.Instant;

import org.projectexporter.sidecar.internal.files.SealedJson;

/**
 * The stored state of an upload: {@code upload.json}; immutable.
 *
 * @param owner name of the token that created it
 * @param offset the bytes of {@code data} that were durable when this was written; others are not to be trusted
 * @param writtenAt when that was
 */
record UploadFile(
        String id, String owner, long length, long offset, String metadata, Instant createdAt, Instant writtenAt) {
    static final String NAME = "upload.json";

    private static final int VERSION = 1;
    private static final SealedJson FILE = new SealedJson("project-export upload", VERSION);

    UploadFile at(long newOffset, long newLength, Instant now) {
        return new UploadFile(id, owner, newLength, newOffset, metadata, createdAt, now);
    }

    byte[] encode() {
        return FILE.encode(JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("owner", owner)
                .put("length", length)
                .put("offset", offset)
                .put("metadata", metadata)
                .put("created_at", createdAt.toString())
                .put("written_at", writtenAt.toString()));
    }

    /**
     * Parses it.
     *
     * @throws IOException if it is damaged, or of another version
     */
    static UploadFile decode(byte[] content) throws IOException {
        JsonNode json = FILE.decode(content);
        try {
            return new UploadFile(
                    json.required("id").textValue(),
                    json.required("owner").textValue(),
                    json.required("length").longValue(),
                    json.required("offset").longValue(),
                    json.required("metadata").textValue(),
                    Instant.parse(json.required("created_at").textValue()),
                    Instant.parse(json.required("written_at").textValue()));
        } catch (RuntimeException e) {
            throw new IOException("a field is missing or invalid: " + e, e);
        }
    }
}
