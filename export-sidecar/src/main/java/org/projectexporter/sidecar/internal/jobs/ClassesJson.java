package org.projectexporter.sidecar.internal.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOutline.ClassTotal;
import org.projectexporter.ExportOutline.FileClass;

/** The files of an archive by class as JSON, in the stored state of an export and in answers. */
public final class ClassesJson {
    private static final String FIELD = "classes";

    private ClassesJson() {}

    /** Adds them. */
    public static void put(List<ClassTotal> classes, ObjectNode json) {
        ArrayNode all = json.putArray(FIELD);
        for (ClassTotal total : classes) {
            all.addObject()
                    .put("class", total.fileClass().jsonName())
                    .put("files", total.files())
                    .put("bytes", total.bytes());
        }
    }

    /** Reads them; without those that a later version may have added. */
    static List<ClassTotal> of(JsonNode json) {
        List<ClassTotal> classes = new ArrayList<>();
        for (JsonNode total : json.path(FIELD)) {
            for (FileClass known : FileClass.values()) {
                if (known.jsonName().equals(total.path("class").asText())) {
                    classes.add(new ClassTotal(
                            known,
                            total.path("files").asLong(),
                            total.path("bytes").asLong(),
                            List.of()));
                }
            }
        }
        return classes;
    }
}
