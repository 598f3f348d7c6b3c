package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What answers and the log say about a request: its id, the token's name, the export. */
class LoggedRequestsTest {
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    @TempDir
    private Path folder;

    private final Logger logger = (Logger) LoggerFactory.getLogger("org.projectexporter.sidecar");
    private final Level before = logger.getLevel();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        appender.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
        served = ServedWorkspace.start(folder, options -> options).project("film");
    }

    @AfterEach
    void stop() throws IOException {
        served.close();
        logger.detachAppender(appender);
        logger.setLevel(before);
    }

    /** All that a line says, except its text. */
    private static Map<String, String> fields(ILoggingEvent event) {
        Map<String, String> fields = new HashMap<>(event.getMDCPropertyMap());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> fields.put(pair.key, String.valueOf(pair.value)));
        }
        return fields;
    }

    private List<Map<String, String>> lines(String event) {
        return List.copyOf(appender.list).stream()
                .map(LoggedRequestsTest::fields)
                .filter(fields -> event.equals(fields.get("event")))
                .toList();
    }

    /** The only line of an event that has this value; it may be written after the answer. */
    private Map<String, String> line(String event, String field, String value) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            for (Map<String, String> fields : lines(event)) {
                if (value.equals(fields.get(field))) {
                    return fields;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no line " + event + " with " + field + " " + value + " in " + lines(event));
    }

    @Test
    void idOfTheCaller_isInTheAnswer_andInTheLog() throws Exception {
        Answer answer = served.requests().with("X-Request-Id", "edge-4711/a=").get("/api/v1/projects");

        assertThat(answer.header("X-Request-Id")).isEqualTo("edge-4711/a=");
        assertThat(line("request", "request_id", "edge-4711/a=")).containsEntry("path", "/api/v1/projects");
    }

    @Test
    void withoutAnId_orWithOneThatCouldForgeALine_anAnswerHasANewOne() {
        for (String given : List.of("", "a b", "a\"b", "x".repeat(129), "a,b", "<script>", "é")) {
            Answer answer = served.requests().with("X-Request-Id", given).get("/api/v1/projects");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.headers().get("x-request-id")).as(given).hasSize(1);
            assertThat(answer.header("X-Request-Id")).as(given).matches(UUID);
        }
        assertThat(served.requests().get("/health/live").header("X-Request-Id")).matches(UUID);
    }

    @Test
    void problems_haveTheId_whereverTheyComeFrom() {
        Requests requests = served.requests().with("X-Request-Id", "of-the-caller");
        for (Answer answer : List.of(
                requests.get("/api/v1/exports/none"), // a route
                requests.get("/none"), // no route
                requests.without("Authorization").get("/api/v1/projects"), // the gate
                requests.with("Host", "elsewhere.example").get("/api/v1/projects"),
                requests.get("/api/v1/exports/none/events"), // events
                requests.post("/api/v1/projects/film/export", " ".repeat(70_000)))) { // before the routes
            assertThat(answer.status()).isGreaterThanOrEqualTo(400);
            assertThat(answer.header("X-Request-Id")).as(answer.toString()).isEqualTo("of-the-caller");
            assertThat(answer.json().path("request_id").asText())
                    .as(answer.toString())
                    .isEqualTo("of-the-caller");
        }
        Answer malformed = served.requests().with("Content-Length", "x").get("/api/v1/projects");
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.json().path("request_id").asText())
                .matches(UUID)
                .isEqualTo(malformed.header("X-Request-Id"));
    }

    @Test
    void linesOfAnExport_leadFromTheRequestToItsEnd() throws Exception {
        Requests shop = served.as("shop", Set.of(TokenScope.START, TokenScope.READ), "film");
        Answer started = shop.with("X-Request-Id", "order-1").post("/api/v1/projects/film/export");
        String id = started.json().path("export_id").asText();
        served.await(started.header("Location"), "completed");

        assertThat(line("export_queued", "export_id", id))
                .containsEntry("request_id", "order-1")
                .containsEntry("token", "shop")
                .containsEntry("project_id", "film");
        assertThat(line("export_end", "export_id", id)).containsEntry("state", "completed");
        assertThat(line("request", "export_id", id)).containsEntry("status", "200");
        assertThat(line("request", "request_id", "order-1")).containsEntry("token", "shop");
    }

    @Test
    void secretsOfSessions_areNotLogged() throws Exception {
        String session = "/api/v1/session";
        String code = served.sidecar().newLoginLink().split("=")[1];
        Requests browser = served.requests().without("Authorization");
        Answer login = browser.post(session, "{\"code\": \"" + code + "\"}");
        String cookie = login.header("Set-Cookie").split(";")[0];
        String csrf = login.json().path("csrf_token").asText();
        Requests page =
                browser.with("Cookie", cookie).with("Origin", served.sidecar().url());
        page.with("X-CSRF-Token", csrf).post("/api/v1/storage/run");
        page.with("X-CSRF-Token", csrf + "x").post("/api/v1/storage/run");
        browser.post(session, "{\"code\": \"" + code + "\"}");
        browser.with("Authorization", "Bearer a-wrong-token").post(session);

        line("request", "status", "401");
        assertThat(lines("login")).hasSize(3);
        for (String secret : List.of(code, cookie.split("=")[1], csrf, "a-wrong-token")) {
            assertThat(List.copyOf(appender.list))
                    .noneMatch(event -> (event.getFormattedMessage() + fields(event)).contains(secret));
        }
    }
}
