package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tickets and server-sent events over real HTTP, with the JDK's client and its WebSocket. */
class EventAccessTest {
    private static final Set<TokenScope> READ = EnumSet.of(TokenScope.READ);
    private static final String PAGE = "https://film.example";

    @TempDir
    Path folder;

    private final HeldSource held = new HeldSource();
    private final HttpClient client = HttpClient.newHttpClient();
    private ServedWorkspace served;

    @BeforeEach
    void serve() throws IOException {
        served = ServedWorkspace.start(folder, held, options -> options.allowedOrigins(Set.of(PAGE))
                        .maxRunning(4))
                .project("film")
                .project("other");
    }

    @AfterEach
    void stop() throws IOException {
        held.release();
        served.close();
    }

    private String ticket(Requests as, String export) {
        Answer answer = as.post(export + "/events-ticket");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return answer.json().path("url").asText();
    }

    private URI uri(String scheme, String target) {
        return URI.create(scheme + "://127.0.0.1:" + served.sidecar().port() + target);
    }

    /** As a page of a browser does it: with an origin, and without a header of its own. Returns the close status. */
    private int webSocket(String target, String origin) throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        client.newWebSocketBuilder()
                .header("Origin", origin)
                .buildAsync(uri("ws", target), new WebSocket.Listener() {
                    @Override
                    public void onOpen(WebSocket socket) {
                        socket.request(Long.MAX_VALUE);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                        closed.complete(status);
                        return null;
                    }
                })
                .join();
        return closed.get(10, TimeUnit.SECONDS);
    }

    private int refusal(String target, String origin) {
        try {
            webSocket(target, origin);
            return 101;
        } catch (CompletionException e) {
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<Stream<String>> events(String target, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri("http", target)).header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), BodyHandlers.ofLines());
    }

    private HttpResponse<Stream<String>> eventsOf(String token, String target, String... headers) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of("Authorization", "Bearer " + token));
        all.addAll(List.of(headers));
        return events(target, all.toArray(String[]::new));
    }

    @Test
    void ticket_opensOneWebSocketOfAPage() throws Exception {
        String export = served.export("film", "{}");
        served.await(export, "completed");
        String target = ticket(served.requests(), export);
        assertThat(refusal(target, "https://evil.example")).isEqualTo(403);
        assertThat(webSocket(target, PAGE)).isEqualTo(1000);
        assertThat(refusal(target, PAGE)).as("a second time").isEqualTo(403);
        assertThat(refusal(export + "/events", PAGE)).as("without one").isEqualTo(401);
    }

    @Test
    void ticket_isForOneExport_andNothingElse() throws Exception {
        String export = served.export("film", "{}");
        String other = served.export("film", "{}");
        served.await(export, "completed");
        String ticket = ticket(served.requests(), export).replaceAll(".*ticket=", "");
        assertThat(served.requests()
                        .without("Authorization")
                        .get(export + "?ticket=" + ticket)
                        .status())
                .isEqualTo(401);
        assertThat(served.requests()
                        .without("Authorization")
                        .get(export + "/download?ticket=" + ticket)
                        .status())
                .isEqualTo(401);
        assertThat(refusal(other + "/events?ticket=" + ticket, PAGE)).isEqualTo(403);
        assertThat(refusal(export + "/events?ticket=" + ticket, PAGE))
                .as("used up")
                .isEqualTo(403);
        String twice = ticket(served.requests(), export);
        assertThat(refusal(twice + "&" + twice.replaceAll(".*\\?", ""), PAGE)).isEqualTo(403);
    }

    @Test
    void manyRequestsWithOneTicket_haveOneWinner() throws Exception {
        held.hold();
        String export = served.export("film", "{}");
        String target = ticket(served.requests(), export);
        List<CompletableFuture<Boolean>> attempts = Stream.generate(() -> client.newWebSocketBuilder()
                        .buildAsync(uri("ws", target), new WebSocket.Listener() {})
                        .handle((socket, failure) -> failure == null))
                .limit(20)
                .toList();
        assertThat(attempts.stream().filter(CompletableFuture::join).count()).isEqualTo(1);
    }

    @Test
    void ticket_endsWithItsToken() throws Exception {
        String export = served.export("film", "{}");
        SidecarTokens tokens = SidecarTokens.of(served.data());
        String token = tokens.create("page", READ, Set.of("film"), Optional.empty());
        String target = ticket(served.requestsOf(token), export);
        tokens.revoke("page");
        assertThat(refusal(target, PAGE)).isEqualTo(403);
    }

    @Test
    void serverSentEvents_areThoseOfTheWebSocket_andEnd() throws Exception {
        held.hold();
        String export = served.export("film", "{}");
        HttpResponse<Stream<String>> response =
                eventsOf(ServedWorkspace.TOKEN, export + "/events", "Last-Event-ID", "0");
        held.release();
        List<String> lines = response.body().toList(); // until the server ends it
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(lines).first().isEqualTo("retry: 2000");
        assertThat(lines).contains("event: export_progress", "event: export_complete");
        String last = lines.stream()
                .filter(line -> line.startsWith("data: "))
                .reduce((a, b) -> b)
                .orElseThrow();
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper()
                        .readTree(last.substring(6))
                        .path("type")
                        .asText())
                .isEqualTo("export_complete");
        String id = lines.stream()
                .filter(line -> line.startsWith("id: "))
                .reduce((a, b) -> b)
                .orElseThrow();

        HttpResponse<Stream<String>> again =
                eventsOf(ServedWorkspace.TOKEN, export + "/events", "Last-Event-ID", id.substring(4));
        assertThat(again.statusCode())
                .as("so that an EventSource does not reconnect")
                .isEqualTo(204);
        HttpResponse<Stream<String>> missed = eventsOf(ServedWorkspace.TOKEN, export + "/events", "Last-Event-ID", "1");
        assertThat(missed.body().toList()).contains("event: export_complete");
        assertThat(eventsOf(ServedWorkspace.TOKEN, export + "/events", "Last-Event-ID", "x\u00e9")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void ticket_opensServerSentEventsOfAPage_once() throws Exception {
        String export = served.export("film", "{}");
        served.await(export, "completed");
        String target = ticket(served.requests(), export);
        HttpResponse<Stream<String>> response = events(target, "Origin", PAGE);
        assertThat(response.body().toList()).contains("event: export_complete");
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(events(target, "Origin", PAGE).statusCode()).isEqualTo(403);
    }

    @Test
    void revokedToken_endsItsStreams() throws Exception {
        held.hold();
        String export = served.export("film", "{}");
        SidecarTokens tokens = SidecarTokens.of(served.data());
        String token = tokens.create("listener", READ, Set.of("film"), Optional.empty());
        CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> {
            try {
                return webSocket(ticket(served.requestsOf(token), export), PAGE);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
        HttpResponse<Stream<String>> sse = eventsOf(token, export + "/events");
        awaitListeners(2);
        tokens.revoke("listener");
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo(1008);
        assertThat(sse.body().filter(line -> line.startsWith("event:")).toList())
                .doesNotContain("event: export_complete");
        awaitListeners(0);
    }

    private void awaitListeners(int count) throws InterruptedException {
        for (int left = 1000; left > 0; left--) {
            String metrics = served.requests().get("/metrics").text();
            if (metrics.contains("project_export_listeners " + count + ".0\n")) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("there are not " + count + " listeners");
    }

    @Test
    void eventsOfAnotherProject_doNotExist() throws Exception {
        String export = served.export("other", "{}");
        String token = SidecarTokens.of(served.data()).create("page", READ, Set.of("film"), Optional.empty());
        assertThat(eventsOf(token, export + "/events").statusCode()).isEqualTo(404);
        assertThat(served.requestsOf(token).post(export + "/events-ticket").code())
                .isEqualTo("unknown_export");
        String starter = SidecarTokens.of(served.data())
                .create("starter", EnumSet.of(TokenScope.START), Set.of("*"), Optional.empty());
        assertThat(eventsOf(starter, export + "/events").statusCode()).isEqualTo(403);
    }

    @Test
    void serverThatStops_endsServerSentEvents() throws Exception {
        held.hold();
        String export = served.export("film", "{}");
        HttpResponse<Stream<String>> response = eventsOf(ServedWorkspace.TOKEN, export + "/events");
        awaitListeners(1);
        served.close();
        assertThat(response.body().toList()).as("ended in order").doesNotContain("event: export_complete");
    }

    @Test
    void preflight_allowsWhatPagesNeed() {
        Answer preflight = served.requests()
                .without("Authorization")
                .with("Origin", PAGE)
                .with("Access-Control-Request-Method", "GET")
                .with("Access-Control-Request-Headers", "authorization,last-event-id,range")
                .send("OPTIONS", "/api/v1/exports", "");
        Answer answer = served.requests().with("Origin", PAGE).get("/api/v1/exports");
        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Last-Event-ID", "Range");
        assertThat(answer.header("Access-Control-Expose-Headers"))
                .contains("ETag", "Content-Range", "Location", "Retry-After", "Content-Disposition");
    }

    @Test
    void unknownAccept_isToldWhatToDo() {
        String export = served.export("film", "{}");
        assertThat(served.requests()
                        .get(export + "/events")
                        .json()
                        .path("detail")
                        .asText())
                .contains("text/event-stream");
        assertThatThrownBy(() -> webSocket(export + "/events?ticket=", PAGE))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
}
