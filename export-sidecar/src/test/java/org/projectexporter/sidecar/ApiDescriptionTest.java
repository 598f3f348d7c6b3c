package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.internal.jobs.JobState;

/** {@code openapi.yaml} and the server say the same. */
class ApiDescriptionTest {
    @TempDir
    Path folder;

    @Test
    void routes_areThoseThatAreDescribed() throws Exception {
        try (ServedWorkspace served = ServedWorkspace.start(folder, options -> options)) {
            assertThat(served.sidecar().routes()).containsExactlyInAnyOrderElementsOf(ApiDescription.operations());
        }
    }

    @Test
    void references_leadSomewhere() {
        for (JsonNode reference : ApiDescription.api().findValues("$ref")) {
            assertThat(ApiDescription.api().at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    @Test
    void options_areThoseOfTheCode_withTheirDefaults() throws Exception {
        JsonNode properties = ApiDescription.api().at("/components/schemas/ExportOptions/properties");
        JsonNode answer = ApiDescription.api().at("/components/schemas/EffectiveOptions");
        JsonNode defaults = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(ExportOptions.defaults().toJson());

        assertThat(properties.fieldNames()).toIterable().containsExactlyElementsOf(defaults::fieldNames);
        assertThat(answer.path("properties").fieldNames()).toIterable().containsExactlyElementsOf(defaults::fieldNames);
        assertThat(answer.path("required")).hasSameSizeAs(defaults);
        defaults.properties()
                .forEach(option -> assertThat(properties.path(option.getKey()).path("x-default"))
                        .as(option.getKey())
                        .isEqualTo(option.getValue()));
    }

    @Test
    void states_areThoseOfTheCode() {
        Set<String> states = new TreeSet<>();
        for (JobState state : JobState.values()) {
            states.add(state.jsonName());
        }
        assertThat(ApiDescription.api().at("/components/schemas/ExportState/" + ApiDescription.KNOWN_VALUES))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(states);
    }

    @Test
    void optionsOfRequests_haveTheValuesThatAnswersHave() {
        JsonNode options = ApiDescription.api().at("/components/schemas/ExportOptions/properties");
        JsonNode answers = ApiDescription.api().at("/components/schemas/EffectiveOptions/properties");
        for (String name : List.of("media", "missing_lfs", "lfs_media", "on_unreadable", "broken_repository")) {
            String reference = options.path(name).path("$ref").asText().substring(1);
            assertThat(answers.path(name).path(ApiDescription.KNOWN_VALUES))
                    .as(name)
                    .isNotEmpty()
                    .isEqualTo(ApiDescription.api().at(reference).path("enum"));
        }
    }

    @Test
    void valueThatIsNotListed_isAnError() {
        JsonNode other = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("status", "tired");

        assertThat(ApiDescription.errors("Health", other)).hasSize(1);
    }

    @Test
    void answerThatIsNotDescribed_isAnError() {
        JsonNode more = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                .objectNode()
                .put("status", "ok")
                .put("since", 1);

        assertThat(ApiDescription.errors("Health", more))
                .singleElement()
                .asString()
                .contains("since");
    }
}
