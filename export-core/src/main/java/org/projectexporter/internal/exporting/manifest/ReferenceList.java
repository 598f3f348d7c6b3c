package org.projectexporter.internal.exporting.manifest;

import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.projectexporter.internal.exporting.plan.DocumentReference;
import org.projectexporter.spi.RawPath;

/** The list {@code references} of a manifest. */
final class ReferenceList {
    private ReferenceList() {}

    static void write(List<DocumentReference> references, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("references");
        for (DocumentReference reference : references) {
            json.writeStartObject();
            PathFields.write("path", reference.from(), json);
            json.writeStringField("written", reference.written());
            json.writeStringField("status", reference.status().name().toLowerCase(Locale.ROOT));
            if (reference.target() != null) {
                PathFields.write("target", reference.target(), json);
            }
            if (reference.frames() != null) {
                write(reference.frames(), json);
            }
            if (!reference.companions().isEmpty()) {
                writeCompanions(reference.companions(), json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(DocumentReference.Frames frames, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("frames");
        json.writeStringField("name", frames.name());
        json.writeNumberField("first", frames.first());
        json.writeNumberField("last", frames.last());
        json.writeNumberField("files", frames.files());
        json.writeNumberField("missing", frames.missing());
        json.writeEndObject();
    }

    private static void writeCompanions(List<RawPath> companions, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("companions");
        for (RawPath companion : companions) {
            json.writeStartObject();
            PathFields.write("path", companion, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
