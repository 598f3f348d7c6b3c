package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The list of all exports, over real HTTP. */
class FindExportsTest {
    private static final String LIST = "/api/v1/exports";

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options.maxQueued(50))
                .project("film")
                .project("a b&c");
        for (int i = 0; i < 7; i++) {
            String project = i % 2 == 0 ? "film" : "a%20b%26c";
            String export = served.export(project, i < 2 ? "{\"format\": \"tar\"}" : "{}");
            ids.add(served.await(export, "completed").path("export_id").asText());
        }
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private static List<String> ids(JsonNode page) {
        List<String> found = new ArrayList<>();
        page.path("exports")
                .forEach(export -> found.add(export.path("export_id").asText()));
        return found;
    }

    private JsonNode get(String query) {
        Answer answer = served.requests().get(LIST + query);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void filters_combine() {
        String middle = get("?sort=created_at")
                .path("exports")
                .path(3)
                .path("created_at")
                .asText();
        assertThat(ids(get("?format=tar"))).containsExactlyInAnyOrder(ids.get(0), ids.get(1));
        assertThat(ids(get("?format=tar&project_id=film"))).containsExactly(ids.get(0));
        assertThat(ids(get("?project_id=a%20b%26c&state=completed,failed"))).hasSizeGreaterThanOrEqualTo(3);
        assertThat(ids(get("?state=failed"))).isEmpty();
        assertThat(ids(get("?sort=created_at&created_before=" + middle))).containsExactlyElementsOf(ids.subList(0, 3));
        assertThat(ids(get("?created_after=" + middle)))
                .doesNotContainAnyElementsOf(ids.subList(0, 4))
                .contains(ids.get(4), ids.get(6));
        assertThat(ids(get("?project_id=nowhere"))).isEmpty();
    }

    @Test
    void sort_isByTimeOrProject_bothWays() {
        List<String> oldest = ids(get("?sort=created_at"));
        List<String> newest = ids(get(""));
        assertThat(oldest.subList(0, 7)).containsExactlyElementsOf(ids);
        Collections.reverse(newest);
        assertThat(newest).containsExactlyElementsOf(oldest);
        List<String> projects = new ArrayList<>();
        get("?sort=project_id")
                .path("exports")
                .forEach(export -> projects.add(export.path("project_id").asText()));
        assertThat(projects).isSorted();
    }

    @Test
    void pages_areStableWhileExportsComeAndGo() throws Exception {
        List<String> before = ids(get(""));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = get("?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + encode(cursor)));
            assertThat(page.path("exports").size()).isLessThanOrEqualTo(2);
            seen.addAll(ids(page));
            cursor = page.path("next_cursor").asText("");
            if (pages == 0) {
                served.await(served.export("film", "{}"), "completed"); // would shift all offsets by one
            }
            if (pages == 1) {
                served.requests().delete(LIST + "/" + seen.get(seen.size() - 1)); // the place itself is gone
            }
            pages++;
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(before);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=done",
                "state=",
                "sort=size",
                "limit=0",
                "limit=201",
                "limit=-1",
                "limit=x",
                "created_after=yesterday",
                "created_before=2026-01-01",
                "cursor=x",
                "cursor=%00",
                "cursor=Zm9v",
                "page=2",
                "limit=1&limit=2"
            })
    void wrongParameter_isRefusedByName(String query) {
        Answer answer = served.requests().get(LIST + "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(query.split("=")[0]);
    }

    @Test
    void priority_isShown_andChecked() throws Exception {
        String start = "/api/v1/projects/film/export";
        JsonNode high = served.requests().post(start + "?priority=high", "{}").json();
        assertThat(high.path("priority").asText()).isEqualTo("high");
        assertThat(served.requests()
                        .post(start + "?priority=urgent", "{}")
                        .json()
                        .path("field")
                        .asText())
                .isEqualTo("priority");
        assertThat(served.requests()
                        .post(start, "{\"priority\": \"high\"}")
                        .json()
                        .path("field")
                        .asText())
                .as("the body has the options of the archive alone")
                .isEqualTo("priority");
    }
}
