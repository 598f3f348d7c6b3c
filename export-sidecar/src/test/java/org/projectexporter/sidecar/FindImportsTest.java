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
import java.util.Set;

/** The list of imports, over real HTTP. */
class FindImportsTest {
    private static final String LIST = "/api/v1/imports";

    @TempDir
    Path folder;

    private ServedWorkspace served;
    private String exportId;
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        exportId = served.await(served.export("film", "{}"), "completed")
                .path("export_id")
                .asText();
        for (String name : List.of("film", "b", "a b&c", "film", "c")) {
            ids.add(imported(name));
        }
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private String imported(String name) throws Exception {
        Answer started = served.requests()
                .post(
                        "/api/v1/projects/import",
                        "{\"export_id\": \"" + exportId + "\", \"name\": \"" + name
                                + "\", \"on_conflict\": \"rename\"}");
        return served.await(started.header("Location"), "completed")
                .path("import_id")
                .asText();
    }

    private static List<String> ids(JsonNode page) {
        List<String> found = new ArrayList<>();
        page.path("imports").forEach(one -> found.add(one.path("import_id").asText()));
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
                .path("imports")
                .path(2)
                .path("created_at")
                .asText();
        assertThat(ids(get("?name=film"))).containsExactly(ids.get(3), ids.get(0));
        assertThat(ids(get("?project_id=film-3"))).containsExactly(ids.get(3));
        assertThat(ids(get("?name=a%20b%26c&state=completed,failed"))).containsExactly(ids.get(2));
        assertThat(ids(get("?state=failed"))).isEmpty();
        assertThat(ids(get("?sort=created_at&created_before=" + middle))).containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(ids(get("?sort=created_at&created_after=" + middle))).containsExactlyElementsOf(ids.subList(3, 5));
    }

    @Test
    void sort_isByTimeOrName_bothWays() {
        List<String> newest = ids(get(""));
        Collections.reverse(newest);
        assertThat(newest).containsExactlyElementsOf(ids);
        List<String> names = new ArrayList<>();
        get("?sort=-name")
                .path("imports")
                .forEach(one -> names.add(one.path("name").asText()));
        Collections.reverse(names);
        assertThat(names).isSorted().hasSize(5);
    }

    @Test
    void pages_areStableWhileImportsComeAndGo() throws Exception {
        List<String> before = ids(get("?sort=name"));
        List<String> seen = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            JsonNode page = get("?sort=name&limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + encode(cursor)));
            assertThat(page.path("imports").size()).isLessThanOrEqualTo(2);
            seen.addAll(ids(page));
            cursor = page.path("next_cursor").asText("");
            if (pages == 0) {
                imported("a"); // would shift all offsets by one
                served.requests().delete(LIST + "/" + seen.get(seen.size() - 1)); // the place itself is gone
            }
            pages++;
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactlyElementsOf(before);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void importsThatATokenIsNotFor_areOnNoPage() throws Exception {
        Requests reader = served.as("reader", Set.of(TokenScope.READ), "b", "c");
        JsonNode page = reader.get(LIST + "?limit=1").json();
        assertThat(ids(page)).containsExactly(ids.get(4));
        JsonNode last = reader.get(LIST + "?limit=1&cursor="
                        + encode(page.path("next_cursor").asText()))
                .json();
        assertThat(ids(last)).containsExactly(ids.get(1));
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "state=verifying",
                "state=",
                "sort=project_id",
                "limit=0",
                "limit=201",
                "created_after=yesterday",
                "cursor=x",
                "format=zip",
                "limit=1&limit=2"
            })
    void wrongParameter_isRefusedByName(String query) {
        Answer answer = served.requests().get(LIST + "?" + query);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asText()).isEqualTo(query.split("=")[0]);
    }
}
