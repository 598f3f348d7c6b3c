package org.projectexporter.it.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schema of the manifest in {@code docs}, and a stricter one that allows only the fields it describes. */
public final class ManifestSchema {
    public static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");

    private static final JsonNode PUBLISHED = read();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Schema STRICT = REGISTRY.getSchema(closed(PUBLISHED.deepCopy()));

    private ManifestSchema() {}

    private static JsonNode read() {
        try {
            return new ObjectMapper().readTree(Files.readString(DOCS.resolve("manifest.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ManifestSchema::closed);
        return schema;
    }

    public static JsonNode published() {
        return PUBLISHED;
    }

    /** The parts of a manifest that the schema does not allow, or does not describe. */
    public static List<String> errors(JsonNode manifest) {
        return STRICT.validate(manifest).stream().map(Object::toString).toList();
    }

    public static JsonNode requireValid(JsonNode manifest) {
        assertThat(errors(manifest)).as("errors of the manifest").isEmpty();
        return manifest;
    }

    /**
     * All fields by path, such as {@code statistics.by_class.media} or {@code left_out[].pattern}, with their
     * descriptions.
     */
    public static Map<String, JsonNode> fields() {
        Map<String, JsonNode> fields = new TreeMap<>();
        collect("", PUBLISHED, fields);
        return fields;
    }

    private static void collect(String path, JsonNode schema, Map<String, JsonNode> fields) {
        JsonNode target = resolved(schema);
        target.path("properties").properties().forEach(field -> {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            fields.put(name, resolved(field.getValue()));
            collect(name, field.getValue(), fields);
        });
        if (target.has("items")) {
            collect(path + "[]", target.path("items"), fields);
        }
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? PUBLISHED.at(schema.path("$ref").asText().substring(1)) : schema;
    }
}
