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

/**
 * {@code openapi.yaml}, against which answers are held; stricter than published: fields and values that it does not know
 * are errors.
 */
public final class ApiDescription {
    /** Another address of an operation, which is described in words. */
    private static final String OTHER_ESTIMATE = "/export?dry_run=true";

    private static final String ESTIMATE = "/estimate";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "head", "post", "patch", "options", "delete");
    private static final JsonNode API = yaml("openapi.yaml");
    private static final JsonNode CLOSED = closed(API.path("components").deepCopy());
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    /** The values of this version; later ones may have more. */
    static final String KNOWN_VALUES = "x-extensible-enum";

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

    /** Changes a schema that is open for later versions to one of this version only, and returns it. */
    public static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.path("properties").isObject()) {
                object.put("additionalProperties", false);
            }
            if (object.path(KNOWN_VALUES).isArray()) {
                object.set("enum", object.path(KNOWN_VALUES));
            }
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

    /** Fails if the answer is none that is described: its status, its type, its headers, and its body. */
    static void requireDescribed(String method, String target, Answer answer) {
        Optional<JsonNode> operation =
                operation(method, target).or(() -> operation(method.equals("HEAD") ? "GET" : method, target));
        if (operation.isEmpty()) {
            requireProblem(method, target, answer);
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
        response.path("headers").properties().forEach(header -> requireHeader(header, answer));
        if (method.equals("HEAD")) {
            assertThat(answer.body()).as("HEAD %s", target).isEmpty();
        } else {
            requireContent(response.path("content"), answer);
        }
    }

    /** Of requests that no operation describes, only preflight requests have no problem. */
    private static void requireProblem(String method, String target, Answer answer) {
        if (method.equals("HEAD") || method.equals("OPTIONS")) {
            return;
        }
        assertThat(answer.status()).as("%s %s is not described", method, target).isGreaterThanOrEqualTo(300);
        if (answer.status() >= 400) {
            requireContent(API.at("/components/responses/Problem/content"), answer);
        }
    }

    private static void requireHeader(Map.Entry<String, JsonNode> header, Answer answer) {
        JsonNode described = resolved(header.getValue());
        String value = answer.header(header.getKey());
        if (described.path("required").asBoolean()) {
            assertThat(value).as("%s without %s", answer, header.getKey()).isNotEmpty();
        }
        if (!value.isEmpty() && described.at("/schema/type").asText().equals("integer")) {
            assertThat(value).as(header.getKey()).matches("-?[0-9]+");
        }
    }

    private static void requireContent(JsonNode content, Answer answer) {
        String type = answer.header("Content-Type");
        if (content.isMissingNode()) {
            assertThat(answer.body())
                    .as("a body that is not described: %s", answer)
                    .isEmpty();
            assertThat(type).as("the type of nothing").isEmpty();
            return;
        }
        assertThat(content.has(type))
                .as("type %s of %s is not described", type, answer)
                .isTrue();
        JsonNode schema = content.path(type).path("schema");
        String name = schema.path("$ref").asText().replace("#/components/schemas/", "");
        if (type.endsWith("json")) {
            requireValid(name, answer);
        } else if (!name.equals("Binary")) {
            assertThat(schema.path("type").asText()).as(type).isEqualTo("string");
            assertThat(answer.text()).as(type).doesNotContain("\uFFFD");
        }
        if (name.equals("Problem")) {
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
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

    /** The operation of a request; empty if it is not described. */
    static Optional<JsonNode> operation(String method, String target) {
        String path = target.replace(OTHER_ESTIMATE, ESTIMATE).split("\\?")[0];
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
