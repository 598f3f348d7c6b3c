package org.projectexporter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

import org.projectexporter.ExportOutline.Estimate;
import org.projectexporter.spi.RawPath;

/** Writes an estimate as JSON. Paths are text; those that are not UTF-8 are shown as well as possible. */
final class EstimateJson {
    private final JsonGenerator json;

    private EstimateJson(JsonGenerator json) {
        this.json = json;
    }

    static String write(Estimate estimate) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            new EstimateJson(json).estimate(estimate);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not fail
        }
        return text.toString();
    }

    private void estimate(Estimate estimate) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", estimate.format());
        count(estimate.files(), estimate.bytes());
        json.writeNumberField("archive_bytes", estimate.archiveBytes());
        json.writeStringField("archive_bytes_basis", estimate.archiveBytesBasis());
        if (estimate.seconds().isPresent()) {
            json.writeNumberField("seconds", estimate.seconds().getAsDouble());
        } else {
            json.writeNullField("seconds");
        }
        json.writeStringField("seconds_basis", estimate.secondsBasis());
        json.writeNumberField("volumes", estimate.volumes());
        classes(estimate);
        leftOut(estimate);
        missing(estimate);
        portability(estimate);
        json.writeNumberField("lfs_media_once_saves", estimate.lfsMediaOnceSaves());
        json.writeArrayFieldStart("warnings");
        for (String warning : estimate.warnings()) {
            json.writeString(warning);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void count(long files, long bytes) throws IOException {
        json.writeNumberField("files", files);
        json.writeNumberField("bytes", bytes);
    }

    private void examples(List<RawPath> paths) throws IOException {
        json.writeArrayFieldStart("examples");
        for (RawPath path : paths) {
            json.writeString(path.toString());
        }
        json.writeEndArray();
    }

    private void classes(Estimate estimate) throws IOException {
        json.writeArrayFieldStart("classes");
        for (ExportOutline.ClassTotal total : estimate.classes()) {
            json.writeStartObject();
            json.writeStringField("class", total.fileClass().jsonName());
            count(total.files(), total.bytes());
            examples(total.examples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void leftOut(Estimate estimate) throws IOException {
        json.writeArrayFieldStart("left_out");
        for (ExportOutline.Excluded excluded : estimate.leftOut()) {
            json.writeStartObject();
            json.writeStringField("reason", excluded.reason());
            json.writeStringField("pattern", excluded.pattern());
            count(excluded.files(), excluded.bytes());
            examples(excluded.examples());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void missing(Estimate estimate) throws IOException {
        json.writeArrayFieldStart("missing");
        for (ExportOutline.Missing missing : estimate.missing()) {
            json.writeStartObject();
            json.writeStringField("path", missing.path().toString());
            json.writeStringField("reason", missing.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("missing_total", estimate.missingTotal());
    }

    private void portability(Estimate estimate) throws IOException {
        long total = 0;
        json.writeArrayFieldStart("portability");
        for (PortabilityIssue issue : estimate.portability()) {
            total += issue.count();
            json.writeStartObject();
            json.writeStringField("kind", issue.kind().jsonName());
            json.writeStringField("what", issue.kind().what());
            json.writeNumberField("count", issue.count());
            json.writeArrayFieldStart("examples");
            for (PortabilityIssue.Example example : issue.examples()) {
                example(example);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("portability_total", total);
    }

    private void example(PortabilityIssue.Example example) throws IOException {
        json.writeStartObject();
        json.writeStringField("path", example.path().toString());
        if (example.collidesWith().isPresent()) {
            json.writeStringField("collides_with", example.collidesWith().get().toString());
        }
        if (example.leadsTo().isPresent()) {
            json.writeStringField("leads_to", example.leadsTo().get().toString());
        }
        json.writeEndObject();
    }
}
