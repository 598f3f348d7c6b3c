package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.projectexporter.testkit.fixtures.Noise;

/** Estimates over real HTTP. */
class EstimateRouteTest {
    private static final String ESTIMATE = "/api/v1/projects/film/estimate";
    private static final int LONGEST_MILLIS = 20_000;

    @TempDir
    Path folder;

    private final HeldSource held = new HeldSource();
    private ServedWorkspace served;
    private Path film;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(
                        folder, held, options -> options.maxRunning(1).idleTimeout(Duration.ofSeconds(2)))
                .project("film");
        film = folder.resolve("workspace/film");
        Files.write(film.resolve("take.mov"), new Noise(1).bytes(200_000));
        Files.writeString(film.resolve("old.tmp"), "old\n");
    }

    @AfterEach
    void stop() throws IOException {
        held.release();
        served.close();
    }

    private Answer estimate(String options) {
        return served.requests().post(ESTIMATE, options);
    }

    private JsonNode exports() {
        return served.requests().get("/api/v1/exports").json().path("exports");
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(exports()).isEmpty();
        assertThat(served.data().resolve("exports")).isEmptyDirectory();
        if (Files.exists(served.data().resolve("estimates"))) {
            assertThat(served.data().resolve("estimates")).isEmptyDirectory();
        }
    }

    @Test
    void estimate_saysWhatTheExportThenMakes_withTheSameClasses() throws Exception {
        JsonNode estimate = estimate("{\"format\": \"tar\"}").json();
        assertNothingIsLeft();
        String export = served.export("film", "{\"format\": \"tar\"}");
        JsonNode result = served.await(export, "completed").path("result");

        assertThat(estimate.path("format").asText()).isEqualTo("tar");
        assertThat(estimate.path("archive_bytes").asDouble())
                .isBetween(
                        0.95 * result.path("archive_bytes").asDouble(),
                        1.05 * result.path("archive_bytes").asDouble());
        assertThat(estimate.path("files")).isEqualTo(result.path("files"));
        assertThat(withoutExamples(estimate.path("classes"))).isEqualTo(result.path("classes"));
        assertThat(result.path("classes").findValuesAsText("class")).containsExactly("media", "text", "left_out");
        assertThat(estimate.at("/left_out/0/pattern").asText()).isEqualTo("*.tmp");
        assertThat(estimate.at("/left_out/0/examples/0").asText()).isEqualTo("film/old.tmp");
    }

    private static JsonNode withoutExamples(JsonNode classes) {
        classes.forEach(total -> ((ObjectNode) total).remove("examples"));
        return classes;
    }

    @Test
    void resultsSurviveARestart_withTheirClasses() throws Exception {
        String export = served.export("film", "");
        JsonNode before = served.await(export, "completed").at("/result/classes");
        served.close();
        served = ServedWorkspace.start(folder, held, options -> options);

        assertThat(before).isNotEmpty();
        assertThat(served.requests().get(export).json().at("/result/classes")).isEqualTo(before);
    }

    @Test
    void refusals_nameTheField() {
        Answer level = estimate("{\"compression_level\": 10}");
        assertThat(level.status()).isEqualTo(400);
        assertThat(level.json().path("field").asText()).isEqualTo("compression_level");
        assertThat(estimate("{\"format\": \"rar\"}").json().path("field").asText())
                .isEqualTo("format");
        Answer other = served.requests().post("/api/v1/projects/film/export?dry_run=maybe", "");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().path("field").asText()).isEqualTo("dry_run");
        assertThat(served.requests()
                        .post("/api/v1/projects/none/export?dry_run=true", "")
                        .code())
                .isEqualTo("unknown_project");
        assertThat(exports()).isEmpty();
    }

    @Test
    void dryRunOfAnExport_isTheSame() {
        Answer answer = served.requests().post("/api/v1/projects/film/export?dry_run=true", "{\"format\": \"tar\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("archive_bytes"))
                .isEqualTo(estimate("{\"format\": \"tar\"}").json().path("archive_bytes"));
        assertThat(exports()).isEmpty();
    }

    @Test
    void falseStartsAnExport() throws Exception {
        Answer started = served.requests().post("/api/v1/projects/film/export?dry_run=false", "");

        assertThat(started.status()).isEqualTo(202);
        served.await(started.header("Location"), "completed");
    }

    /** An export would fail with this code. */
    @Test
    void projectThatCannotBeExported_isRefused_withoutPathsOfThisMachine() throws Exception {
        Path git = Files.createDirectories(film.resolve("plate/.git"));
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");

        Answer refused = estimate("");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("source");
        assertThat(refused.text()).doesNotContain(folder.toString());
        assertNothingIsLeft();
    }

    @Test
    void tokenNeedsTheScopeOfStarting() throws Exception {
        Requests reader = served.as("reader", EnumSet.of(TokenScope.READ), "*");

        assertThat(reader.post(ESTIMATE, "").status()).isEqualTo(403);
    }

    @Test
    void clientThatLeaves_endsTheEstimate_andTheNextOneRuns() throws Exception {
        held.hold();
        for (boolean reset : List.of(true, false)) {
            OpenRequest gone = OpenRequest.post(served, ESTIMATE, "application/json", 2);
            gone.send("{}");
            awaitHeld(1);
            if (reset) {
                gone.reset();
            } else {
                gone.close();
            }
            awaitHeld(0);
        }
        held.release();

        assertThat(estimate("").status()).isEqualTo(200);
        assertNothingIsLeft();
    }

    private void awaitHeld(int count) throws InterruptedException {
        for (int waited = 0; held.waiting() != count; waited += 10) {
            assertThat(waited).as("%d are held", held.waiting()).isLessThan(LONGEST_MILLIS);
            Thread.sleep(10);
        }
    }

    /** The connection may be idle for 2 s between requests; within one it may be longer. */
    @Test
    void estimateThatTakesLong_isAnswered() throws Exception {
        held.hold();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> estimate(""));
        awaitHeld(1);
        Thread.sleep(3_500);
        held.release();

        assertThat(answer.get().status()).isEqualTo(200);
    }

    @Test
    void moreThanMayRun_areAskedToTryLater() throws Exception {
        held.hold();
        CompletableFuture<Answer> first = CompletableFuture.supplyAsync(() -> estimate(""));
        awaitHeld(1);

        Answer second = estimate("");

        assertThat(second.status()).isEqualTo(429);
        assertThat(second.code()).isEqualTo("too_many_estimates");
        assertThat(Integer.parseInt(second.header("Retry-After"))).isPositive();
        held.release();
        assertThat(first.get().status()).isEqualTo(200);
    }

    /** A request on the same connection that comes too early gets no answer there, and is sent again by its client. */
    @Test
    void requestThatFollowsTooEarly_endsTheConnection_notTheEstimate() throws Exception {
        held.hold();
        OpenRequest both = OpenRequest.post(served, ESTIMATE, "application/json", 2);
        both.send("{}");
        awaitHeld(1);
        both.send("GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Thread.sleep(500);
        held.release();

        assertThat(both.status(LONGEST_MILLIS)).isEqualTo("HTTP/1.1 200");
        assertThat(both.rest(LONGEST_MILLIS).toLowerCase(Locale.ROOT)).contains("connection: close");
    }

    @Test
    void whatAKilledServerLeft_isRemovedByTheNext() throws Exception {
        served.close();
        Path left = Files.createDirectories(served.data().resolve("estimates/project-export-estimate-1"));
        Files.writeString(left.resolve("plan"), "x");

        served = ServedWorkspace.start(folder, held, options -> options);

        assertThat(left).doesNotExist();
    }
}
