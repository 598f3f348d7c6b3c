package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class JsonViewTest {
    @Test
    void event_isOneLineWithTheFieldsOfTheContract() {
        FakeConsole console = new FakeConsole();

        new JsonView(console.plain()).onProgress(Events.writing(0.5, "film/a\nb.mov"));

        assertThat(console.err())
                .isEqualTo("{\"type\":\"export_progress\",\"sequence\":7,\"phase\":\"writing\",\"progress\":0.5,"
                        + "\"files_done\":12,\"files_total\":28000,\"bytes_done\":2080000000,"
                        + "\"bytes_total\":4160000000,\"current\":\"film/a\\nb.mov\",\"bytes_per_second\":1.25E9,"
                        + "\"remaining_seconds\":95.2,\"message\":\"writing film/a\\nb.mov\"}\n");
    }

    @Test
    void remainingTimeThatIsNotKnown_isNull() throws Exception {
        String json = JsonView.toJson(Events.complete());

        assertThat(new ObjectMapper().readTree(json).get("remaining_seconds").isNull())
                .isTrue();
        assertThat(json).contains("\"type\":\"export_complete\"", "\"phase\":\"finished\"");
    }
}
