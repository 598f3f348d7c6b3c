package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.projectexporter.ImportResult;

/** Documents whose references an import has led to the media, as JSON: {@code RelinkedDocument} of openapi.yaml. */
public final class RelinkedJson {
    private RelinkedJson() {}

    /** Those of an import, without the path of the workspace. */
    static List<ImportResult.Relinked> inWorkspace(ImportResult made) {
        Path workspace = Objects.requireNonNull(made.folder().getParent(), "a project is in a workspace");
        return made.relinked().stream()
                .map(each -> new ImportResult.Relinked(
                        each.document(),
                        each.original(),
                        each.references(),
                        each.byHand().stream()
                                .map(reference -> new ImportResult.ByHand(
                                        reference.written(), workspace.relativize(reference.target())))
                                .toList(),
                        each.why()))
                .toList();
    }

    /** All of them. */
    public static ArrayNode of(List<ImportResult.Relinked> relinked) {
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        for (ImportResult.Relinked each : relinked) {
            ObjectNode document = json.addObject();
            document.put("document", each.document());
            document.put("original", each.original().orElse(null));
            document.put("references", each.references());
            ArrayNode byHand = document.putArray("by_hand");
            for (ImportResult.ByHand reference : each.byHand()) {
                byHand.addObject()
                        .put("written", reference.written())
                        .put("target", reference.target().toString());
            }
            document.put("why", each.why());
        }
        return json;
    }

    /** What {@link #of} has written; none if there is nothing. */
    static List<ImportResult.Relinked> read(JsonNode json) {
        List<ImportResult.Relinked> relinked = new ArrayList<>();
        for (JsonNode each : json) {
            List<ImportResult.ByHand> byHand = new ArrayList<>();
            for (JsonNode reference : each.required("by_hand")) {
                byHand.add(new ImportResult.ByHand(
                        reference.required("written").textValue(),
                        Path.of(reference.required("target").textValue())));
            }
            relinked.add(new ImportResult.Relinked(
                    each.required("document").textValue(),
                    Optional.ofNullable(each.required("original").textValue()),
                    each.required("references").longValue(),
                    byHand,
                    each.required("why").textValue()));
        }
        return relinked;
    }
}
