package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * {@code openapi.yaml} is one from which clients can be generated, and stay usable when a later server adds to its
 * answers. {@code GeneratedClientsTest} and {@code ApiLintTest} try it with the real generators and linters, which takes
 * minutes.
 */
class ApiShapeTest {
    private static final JsonNode API = ApiDescription.api();
    private static final String SCHEMAS = "#/components/schemas/";

    /** Keywords and built-in types of languages for which clients are generated: generators rename them, or fail. */
    private static final Set<String> RESERVED = Set.of(
            "any",
            "array",
            "blob",
            "boolean",
            "class",
            "configuration",
            "date",
            "default",
            "delete",
            "enum",
            "error",
            "exception",
            "export",
            "file",
            "float",
            "function",
            "import",
            "integer",
            "interface",
            "list",
            "map",
            "model",
            "module",
            "number",
            "object",
            "options",
            "package",
            "promise",
            "public",
            "record",
            "request",
            "response",
            "set",
            "storage",
            "string",
            "type");

    private final Map<String, JsonNode> operations = operations();

    private static Map<String, JsonNode> operations() {
        Map<String, JsonNode> operations = new TreeMap<>();
        API.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (entry.getValue().has("responses")) {
                        operations.put(entry.getKey() + " " + path.getKey(), entry.getValue());
                    }
                }));
        return operations;
    }

    @Test
    void operations_haveWhatGeneratorsAndReadersNeed() {
        List<String> tags = API.path("tags").findValuesAsText("name");
        Set<String> ids = new HashSet<>();

        assertThat(operations).hasSameSizeAs(ApiDescription.operations());
        operations.forEach((name, operation) -> {
            assertThat(operation.path("operationId").asText()).as(name).matches("[a-z][a-zA-Z]+");
            assertThat(ids.add(operation.path("operationId").asText())).as(name).isTrue();
            assertThat(operation.path("summary").asText()).as(name).endsWith(".");
            assertThat(operation.path("description").asText()).as(name).endsWith(".");
            assertThat(operation.path("tags")).as(name).hasSize(1);
            assertThat(tags).contains(operation.at("/tags/0").asText());
            assertThat(operation.path("security").isArray()).as(name).isTrue();
        });
    }

    @Test
    void operations_describeTheirProblems() {
        operations.forEach((name, operation) -> {
            JsonNode responses = operation.path("responses");
            assertThat(responses.has("default")).as(name).isTrue();
            assertThat(responses.has("401") && responses.has("403"))
                    .as(name)
                    .isEqualTo(!operation.path("security").isEmpty());
        });
    }

    /** Content types as keys of alternatives with different schemas are what generators cannot tell apart. */
    @Test
    void bodies_haveASchema_andOneAtMost() {
        everywhere((path, node) -> {
            if (node.path("content").isObject()) {
                Set<JsonNode> schemas = new HashSet<>();
                node.path("content").forEach(content -> schemas.add(content.path("schema")));
                assertThat(schemas).as(path).hasSize(1).allMatch(JsonNode::isObject);
            }
        });
        operations.forEach((name, operation) -> {
            if (operation.has("requestBody")) {
                assertThat(operation.at("/requestBody/content")).as(name).hasSize(1);
            }
        });
    }

    @Test
    void schemas_haveNames_thatNoLanguageReserves() {
        API.at("/components/schemas").fieldNames().forEachRemaining(name -> {
            assertThat(name).matches("([A-Z][a-z0-9]+)+");
            assertThat(RESERVED).doesNotContain(name.toLowerCase(Locale.ROOT));
        });
        everywhere((path, node) -> {
            boolean named = path.matches("/components/schemas/[A-Za-z]+");
            if (node.path("properties").isObject() || node.path("enum").isArray()) {
                assertThat(named).as("%s has no name", path).isTrue();
            }
        });
    }

    @Test
    void schemas_haveOneType_orNull() {
        everywhere((path, node) -> {
            assertThat(node.has("anyOf") || node.has("allOf") || node.has("const"))
                    .as(path)
                    .isFalse();
            if (node.has("enum") || node.has(ApiDescription.KNOWN_VALUES)) {
                assertThat(node.path("type").asText()).as(path).isEqualTo("string");
            }
            if (node.has("oneOf")) {
                assertThat(node.path("oneOf")).as(path).hasSize(2);
                assertThat(node.at("/oneOf/1/type").asText()).as(path).isEqualTo("null");
            }
        });
    }

    /** Java's int is too small for a film's bytes. */
    @Test
    void numbers_sayHowLargeTheyGet() {
        everywhere((path, node) -> {
            String type = node.path("type").isArray()
                    ? node.at("/type/0").asText()
                    : node.path("type").asText();
            if (type.equals("integer")) {
                assertThat(node.path("format").asText()).as(path).isIn("int32", "int64");
                if (path.contains("bytes")) {
                    assertThat(node.path("format").asText()).as(path).isEqualTo("int64");
                }
            }
            if (type.equals("number")) {
                assertThat(node.path("format").asText()).as(path).isEqualTo("double");
            }
        });
    }

    /** Some generators refuse unknown fields unless it is said that there may be some, and unknown values of an enum. */
    @Test
    void answers_areOpenForWhatComesLater() {
        Set<String> answers = new TreeSet<>();
        operations.values().forEach(operation -> addReferences(operation.path("responses"), answers));
        assertThat(answers).contains("ExportJob", "Volume", "Problem");
        for (String name : answers) {
            JsonNode schema = API.at("/components/schemas/" + name);
            assertThat(schema.has("enum")).as(name).isFalse();
            if (schema.path("type").asText().equals("object")) {
                assertThat(schema.path("additionalProperties")).as(name).isEqualTo(BooleanNode.TRUE);
            }
        }
    }

    /**
     * So that a misspelt option is found where it is written. There is no default: some generators would send it, which an
     * earlier server refuses if it does not know the field, and others would require the field.
     */
    @Test
    void requests_areClosed_andHaveNoDefaults() {
        Set<String> requests = new TreeSet<>();
        operations.values().forEach(operation -> addReferences(operation.path("requestBody"), requests));
        assertThat(requests).contains("ExportOptions", "ImportRequest");
        for (String name : requests) {
            JsonNode schema = API.at("/components/schemas/" + name);
            assertThat(schema.findValues("default")).as(name).isEmpty();
            if (schema.path("type").asText().equals("object")) {
                assertThat(schema.path("additionalProperties")).as(name).isEqualTo(BooleanNode.FALSE);
            }
        }
    }

    /** Adds the names of all schemas that are reached from there. */
    private static void addReferences(JsonNode from, Set<String> names) {
        for (String reference : from.findValuesAsText("$ref")) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            if (!reference.startsWith(SCHEMAS) || names.add(name)) {
                addReferences(API.at(reference.substring(1)), names);
            }
        }
    }

    /** Visits each object, with its path. */
    private static void everywhere(BiConsumer<String, JsonNode> visitor) {
        visit("", API, visitor);
    }

    private static void visit(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            visitor.accept(path, node);
            node.properties().forEach(field -> visit(path + "/" + field.getKey(), field.getValue(), visitor));
        }
        List<JsonNode> items = new ArrayList<>();
        node.forEach(items::add);
        for (int i = 0; node.isArray() && i < items.size(); i++) {
            visit(path + "/" + i, items.get(i), visitor);
        }
    }
}
