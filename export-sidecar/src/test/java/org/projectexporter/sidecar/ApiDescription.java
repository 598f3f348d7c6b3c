package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.projectexporter.sidecar.internal.http.HttpServer;

/** {@code openapi.yaml}, against which answers are held; stricter than published: fields that it does not know are errors. */
public final class ApiDescription {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "head", "post", "patch", "options", "delete");
    private static final JsonNode API = yaml("openapi.yaml");
    private static final JsonNode CLOSED = closed(API.path("components").deepCopy());
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private ApiDescription() {}

    /** A description that the server has, as JSON; missing if it has none. */
    public static JsonNode yaml(String name) {
        try (InputStream in = HttpServer.class.getResourceAsStream(name)) {
            if (in == null) {
                return MissingNode.getInstance();
            }
            Object value = new Load(LoadSettings.builder().setLabel(name).build()).loadFromInputStream(in);
            return JSON.valueToTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            object.put("additionalProperties", false);
        }
        schema.forEach(ApiDescription::closed);
        return schema;
    }

    /** All operations, as in {@code GET /api/v1/projects}. */
    public static Set<String> operations() {
        Set<String> operations = new TreeSet<>();
        API.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    static JsonNode api() {
        return API;
    }

    /** Fails if the answer is none that is described. */
    static void requireDescribed(String method, String target, Answer answer) {
        String type = answer.header("Content-Type");
        if (method.equals("HEAD") || method.equals("OPTIONS")) {
            return;
        }
        if (type.equals("application/problem+json")) {
            requireValid("Problem", answer);
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        }
        Optional<JsonNode> operation = operation(method, target);
        if (operation.isEmpty()) {
            assertThat(answer.status())
                    .as("%s %s is not described", method, target)
                    .isGreaterThanOrEqualTo(300);
            return;
        }
        JsonNode responses = operation.get().path("responses");
        JsonNode response = resolved(responses.path(
                responses.has("" + answer.status())
                        ? "" + answer.status()
                        : answer.status() < 400 ? "none" : "default"));
        assertThat(response.isMissingNode())
                .as("status %s of %s %s is not described", answer.status(), method, target)
                .isFalse();
        requireContent(response.path("content"), type, answer);
    }

    private static void requireContent(JsonNode content, String type, Answer answer) {
        if (content.isMissingNode()) {
            return;
        }
        String plain = type.split(";")[0];
        assertThat(content.has(plain)).as("type %s is not described", type).isTrue();
        String ref = content.path(plain).path("schema").path("$ref").asText();
        if (!ref.isEmpty()) {
            requireValid(ref.substring(ref.lastIndexOf('/') + 1), answer);
        }
    }

    private static void requireValid(String schemaName, Answer answer) {
        assertThat(errors(schemaName, answer.json()))
                .as("%s does not match the schema %s", answer, schemaName)
                .isEmpty();
    }

    /** What is wrong with it. */
    public static List<String> errors(String schemaName, JsonNode value) {
        return SCHEMAS.computeIfAbsent(schemaName, ApiDescription::schema).validate(value).stream()
                .map(Object::toString)
                .toList();
    }

    private static Schema schema(String name) {
        ObjectNode schema = JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
        schema.set("components", CLOSED);
        return REGISTRY.getSchema(schema);
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? API.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Optional<JsonNode> operation(String method, String target) {
        String path = target.split("\\?")[0];
        String key = method.toLowerCase(Locale.ROOT);
        return API.path("paths").properties().stream()
                .filter(entry ->
                        matches(entry.getKey(), path) && entry.getValue().has(key))
                .map(entry -> entry.getValue().path(key))
                .findFirst();
    }

    private static boolean matches(String template, String path) {
        String pattern = Pattern.quote(template).replaceAll("\\{[a-z_]+\\}", "\\\\E[^/]+\\\\Q");
        return path.matches(pattern);
    }
}
