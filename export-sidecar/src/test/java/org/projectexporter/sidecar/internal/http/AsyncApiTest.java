package org.projectexporter.sidecar.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import org.projectexporter.sidecar.ApiDescription;
import org.projectexporter.sidecar.internal.jobs.JobEvent;
import org.projectexporter.sidecar.internal.jobs.JobEvents;
import org.projectexporter.sidecar.internal.jobs.JobState;

/** {@code asyncapi.yaml} and the events say the same. */
final class AsyncApiTest {
    private static final JsonNode API = ApiDescription.closed(ApiDescription.yaml("asyncapi.yaml"));
    private static final List<JobEvent> EVENTS =
            List.of(JobEvents.progress(1), JobEvents.complete(2), JobEvents.error(3));

    @Test
    void types_areThoseOfTheCode() {
        List<String> types = Arrays.stream(JobEvent.Type.values())
                .map(JobEvent.Type::jsonName)
                .toList();

        assertThat(API.at("/components/messages").fieldNames()).toIterable().containsExactlyElementsOf(types);
        for (String channel : List.of("events", "importEvents")) {
            String kind = channel.equals("events") ? "export_" : "import_";
            assertThat(API.at("/channels/" + channel + "/messages").fieldNames())
                    .toIterable()
                    .containsExactlyElementsOf(
                            types.stream().filter(type -> type.startsWith(kind)).toList());
        }
    }

    @Test
    void events_areAsDescribed_andHaveEveryFieldThatIs() throws Exception {
        for (JobEvent event : EVENTS) {
            JsonNode json = new ObjectMapper()
                    .readTree(EventJson.of(event, new Links("")).toString());
            JsonNode schema = API.at("/components/schemas/" + event.type().jsonName());

            assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(() -> schema.path(
                            "properties")
                    .fieldNames());
            assertThat(schema.path("required")).hasSize(json.size());
            assertThat(errors(event.type().jsonName(), json)).isEmpty();
        }
    }

    @Test
    void partsOfEvents_haveEveryFieldThatIsDescribed() {
        ObjectNode complete = EventJson.of(JobEvents.complete(2), new Links(""));
        ObjectNode error = EventJson.of(JobEvents.error(3), new Links(""));

        assertSameFields(complete.path("result"), "/components/schemas/export_result/properties");
        assertSameFields(complete.path("result").path("volumes").path(0), "/components/schemas/volume/properties");
        assertSameFields(error.path("error"), "/components/schemas/export_failure/properties");
    }

    @Test
    void states_areThoseOfTheCode() {
        assertThat(API.at("/components/schemas/export_progress/properties/state/enum"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(JobState.values()).map(JobState::jsonName).toList());
    }

    @Test
    void references_leadSomewhere() {
        for (JsonNode reference : API.findValues("$ref")) {
            assertThat(API.at(reference.asText().substring(1)).isMissingNode())
                    .as(reference.asText())
                    .isFalse();
        }
    }

    private static void assertSameFields(JsonNode json, String properties) {
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(() -> API.at(properties)
                .fieldNames());
    }

    private static List<String> errors(String name, JsonNode event) {
        ObjectNode schema = new ObjectMapper().createObjectNode().put("$ref", "#/components/schemas/" + name);
        schema.set("components", API.path("components"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema)
                .validate(event)
                .stream()
                .map(Object::toString)
                .toList();
    }
}
