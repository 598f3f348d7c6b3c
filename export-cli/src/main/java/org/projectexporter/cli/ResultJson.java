package org.projectexporter.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.projectexporter.ExportResult;
import org.projectexporter.PortabilityIssue;

/** The result of an export as one JSON object on one line. */
final class ResultJson {
    private ResultJson() {}

    static String of(ExportResult result) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("archive", PathText.of(result.archive()));
        ArrayNode volumes = json.putArray("volumes");
        result.volumes().stream().map(PathText::of).forEach(volumes::add);
        json.put("bytes", result.bytes());
        json.put("files", result.files());
        json.put("commits", result.commits().isPresent() ? result.commits().getAsLong() : null);
        json.put("lfs_objects", result.lfsObjects());
        json.put("lfs_from_tree", result.lfsFromTree());
        json.put("lfs_media_once_saves", result.lfsMediaOnceSaves());
        json.put("manifest", PathText.of(result.manifest()));
        json.put("report", result.report().map(PathText::of).orElse(null));
        ArrayNode warnings = json.putArray("warnings");
        result.warnings().forEach(warnings::add);
        ArrayNode notes = json.putArray("notes");
        result.notes().forEach(notes::add);
        json.put("duration_ms", result.duration().toMillis());
        ArrayNode portability = json.putArray("portability");
        result.portability().forEach(issue -> addTo(portability, issue));
        return json.toString();
    }

    private static void addTo(ArrayNode portability, PortabilityIssue issue) {
        ObjectNode json = portability.addObject();
        json.put("kind", issue.kind().jsonName());
        json.put("count", issue.count());
        ArrayNode examples = json.putArray("examples");
        issue.examples().forEach(example -> examples.add(example.path().toString()));
    }
}
