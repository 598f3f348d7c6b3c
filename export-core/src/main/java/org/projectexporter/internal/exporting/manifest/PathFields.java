package org.projectexporter.internal.exporting.manifest;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.Base64;

import org.projectexporter.spi.RawPath;

/** Paths in a manifest. */
final class PathFields {
    private PathFields() {}

    /** Writes a path as text and, if its bytes are not UTF-8, as Base64 as well. */
    static void write(String field, RawPath path, JsonGenerator json) throws IOException {
        json.writeStringField(field, path.toString());
        if (!path.isUtf8()) {
            json.writeStringField(field + "_base64", Base64.getEncoder().encodeToString(path.bytes()));
        }
    }
}
