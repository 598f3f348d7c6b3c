package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Projects that a backend looks up, over real HTTP on both sides. */
class ProjectLookupTest {
    private static final String TOKEN = "token-of-the-backend";

    @TempDir
    Path folder;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer backend;
    private volatile int status = 200;
    private volatile String body = "{}";
    private volatile CountDownLatch held = new CountDownLatch(0);
    private Path film;

    @BeforeEach
    void startBackend() throws IOException {
        film = Files.createDirectories(folder.resolve("disk/a/film"));
        Files.writeString(film.resolve("note.txt"), "a note\n");
        body = String.format(Locale.ROOT, "{\"path\": \"%s\", \"more\": 1}", film);
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.setExecutor(threads);
        backend.createContext("/", this::answer);
        backend.start();
    }

    @AfterEach
    void stopBackend() {
        held.countDown();
        backend.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getRawPath() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, 0);
        try (exchange) {
            exchange.getResponseBody().write(bytes, 0, 1);
            exchange.getResponseBody().flush();
            held.await();
            exchange.getResponseBody().write(bytes, 1, bytes.length - 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url() {
        return "http://127.0.0.1:" + backend.getAddress().getPort() + "/films/{id}/place";
    }

    private ServedWorkspace serve(Duration timeout) throws IOException {
        ProjectDirectory lookup = ProjectDirectory.ofLookup(url(), TOKEN, timeout);
        return ServedWorkspace.start(
                folder, options -> options.projects(lookup).projectRoots(List.of(folder.resolve("disk"))));
    }

    private static Answer start(ServedWorkspace served, String id) {
        return served.requests().post("/api/v1/projects/" + id + "/export");
    }

    @Test
    void anId_isAskedForWithTheToken_once() throws Exception {
        try (ServedWorkspace served = serve(Duration.ofSeconds(20))) {
            served.await(served.export("take%201:%20%C3%A9", "{}"), "completed");
            served.await(served.export("take%201:%20%C3%A9", "{}"), "completed");

            assertThat(asked).containsExactly("/films/take%201%3A%20%C3%A9/place Bearer " + TOKEN);
        }
    }

    @Test
    void whatTheBackendDoesNotKnow_isUnknown_unlessAWorkspaceHasIt() throws Exception {
        status = 404;
        try (ServedWorkspace served = serve(Duration.ofSeconds(20)).project("folder")) {
            assertThat(start(served, "8").code()).isEqualTo("unknown_project");
            assertThat(start(served, "folder").status()).isEqualTo(202);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {}",
                "302 | {}",
                "204 | {}",
                "200 | []",
                "200 | {}",
                "200 | {\"path\": 1}",
                "200 | {\"path\": \"relative\"}",
                "200 | {\"path\": \"/\"}",
                "200 | {\"path\": \"/x\", \"name\": \"a/b\"}",
                "200 | no JSON"
            })
    void anotherAnswer_isAFailure_notAnUnknownProject(int code, String text) throws Exception {
        status = code;
        body = text;
        try (ServedWorkspace served = serve(Duration.ofSeconds(20)).project("folder")) {
            requireFailed(start(served, "folder"));
            status = 200;
            body = String.format(Locale.ROOT, "{\"path\": \"%s\"}", film);
            assertThat(start(served, "folder").status())
                    .as("a failure is not kept")
                    .isEqualTo(202);
        }
    }

    private static void requireFailed(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("project_lookup_failed");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void aBackendThatIsDown_orSlow_orSendsTooMuch_isAFailure() throws Exception {
        try (ServedWorkspace served = serve(Duration.ofMillis(500))) {
            held = new CountDownLatch(1); // after the head and the first byte
            requireFailed(start(served, "7"));
            held.countDown();
            body = "{\"path\": \"" + "x".repeat(70_000) + "\"}";
            requireFailed(start(served, "7"));
            backend.stop(0);
            requireFailed(start(served, "7"));
        }
    }

    @Test
    void aPathOutsideTheRoots_isNotAllowed() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("elsewhere/film"));
        Path link = Files.createSymbolicLink(folder.resolve("disk/link"), outside);
        try (ServedWorkspace served = serve(Duration.ofSeconds(20))) {
            body = String.format(Locale.ROOT, "{\"path\": \"%s\"}", outside);
            assertThat(start(served, "1").code()).isEqualTo("project_not_allowed");
            body = String.format(Locale.ROOT, "{\"path\": \"%s\"}", link);
            assertThat(start(served, "2").code()).isEqualTo("project_not_allowed");
            body = String.format(Locale.ROOT, "{\"path\": \"%s\"}", folder.resolve("disk/../elsewhere/film"));
            assertThat(start(served, "3").code()).isEqualTo("project_not_allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ftp://host/{id}", "http://host/", "http:///{id}", "http://user:word@host/{id}", "host/{id}"})
    void anotherUrl_isRefused(String url) {
        assertThatThrownBy(() -> ProjectDirectory.ofLookup(url, "", Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutRoots_itIsRefused() {
        SidecarOptions.Builder options = SidecarOptions.builder(folder, folder.resolve("data"))
                .projects(ProjectDirectory.ofLookup(url(), "", Duration.ofSeconds(1)));

        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("project roots");
    }
}
