package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.ManifestSchema;

/**
 * The schema of the manifest, the page that describes it, and the code agree. {@link Exported} validates each manifest.
 */
class ManifestSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The first cell of a row of a table. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|");

    private static final Pattern FIELD_NAME = Pattern.compile("[a-z0-9_]+");

    private static String page;
    private static ObjectNode example;

    @BeforeAll
    static void readPage() throws IOException {
        page = Files.readString(ManifestSchema.DOCS.resolve("manifest.md"));
        String json = page.substring(page.indexOf("```json") + "```json".length(), page.lastIndexOf("```"));
        example = (ObjectNode) JSON.readTree(json);
    }

    private static Set<String> firstCells() {
        Set<String> cells = new TreeSet<>();
        Matcher row = ROW.matcher(page);
        while (row.find()) {
            cells.add(row.group(1));
        }
        return cells;
    }

    /** Everything between backquotes, as words. */
    private static Set<String> quotedWords() {
        return Pattern.compile("`([^`\n]+)`")
                .matcher(page)
                .results()
                .flatMap(quoted -> FIELD_NAME.matcher(quoted.group(1)).results())
                .map(word -> word.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> valuesOf(String field) {
        JsonNode values = ManifestSchema.fields().get(field).path("enum");
        return Stream.iterate(0, i -> i < values.size(), i -> i + 1)
                .map(i -> values.path(i).asText());
    }

    @Test
    void schema_isOneOfDraft202012() throws IOException {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of(
                        ManifestSchema.published().path("$schema").asText()));
        assertThat(metaSchema.validate(ManifestSchema.published())).isEmpty();
    }

    @Test
    void fieldsAtTheTop_andTheStatistics_haveARowOfTheirOwn() {
        Set<String> expected = ManifestSchema.fields().keySet().stream()
                .filter(field -> field.matches("[a-z0-9_]+|statistics\\.[a-z_]+"))
                .filter(field -> !field.endsWith("_base64") && !field.equals("statistics"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(firstCells()).containsAll(expected);
    }

    @Test
    void allOtherFields_areOnThePage() {
        Set<String> names = ManifestSchema.fields().keySet().stream()
                .filter(field -> !field.startsWith("export_options"))
                .map(field -> field.substring(field.lastIndexOf('.') + 1))
                .map(name -> name.replaceAll("_base64$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(quotedWords()).containsAll(names).contains("path_base64");
    }

    @Test
    void rowsOfThePage_areFieldsOfTheSchema_orKindsOfPortability() {
        Set<String> known = new TreeSet<>(ManifestSchema.fields().keySet());
        ManifestSchema.fields().keySet().forEach(field -> known.add(field.substring(field.lastIndexOf('.') + 1)));
        valuesOf("portability[].kind").forEach(known::add);
        assertThat(known).containsAll(firstCells());
    }

    @Test
    void kindsOfPortability_areThoseOfTheCode_eachWithARow() {
        Set<String> kinds = Arrays.stream(PortabilityIssue.Kind.values())
                .map(PortabilityIssue.Kind::jsonName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(valuesOf("portability[].kind")).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(firstCells()).containsAll(kinds);
    }

    @Test
    void options_areThoseOfTheCode() throws IOException {
        Set<String> options = new TreeSet<>();
        JSON.readTree(ExportOptions.defaults().toJson()).fieldNames().forEachRemaining(options::add);
        assertThat(ManifestSchema.fields().keySet().stream()
                        .filter(field -> field.startsWith("export_options."))
                        .map(field -> field.substring("export_options.".length())))
                .containsExactlyInAnyOrderElementsOf(options);
    }

    @Test
    void example_isValid_andItsClassesAddUp() {
        ManifestSchema.requireValid(example);
        ManifestTest.requireClassesToAddUp(example.path("statistics"));
    }

    @Test
    void undescribedField_isAnError_forUs_butNotForReaders() {
        ObjectNode more = example.deepCopy();
        ((ObjectNode) more.at("/statistics/by_class/media")).put("duration", 1);

        assertThat(ManifestSchema.errors(more)).singleElement().asString().contains("duration");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(ManifestSchema.published())
                        .validate(more))
                .isEmpty();
    }

    @Test
    void fieldThatIsMissing_orOfAnotherType_isAnError() {
        for (String field : new String[] {"project_id", "statistics", "left_out", "portability", "hard_links"}) {
            ObjectNode less = example.deepCopy();
            less.remove(field);
            assertThat(ManifestSchema.errors(less)).as(field).hasSize(1);
            assertThat(ManifestSchema.errors(less.put(field, 1))).as(field).isNotEmpty();
        }
    }
}
