package org.projectexporter.it.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/** Sends requests to a server, with its token. */
public final class ServerClient {
    /** The token of servers in tests. */
    public static final String TOKEN = "a-token-of-the-test";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONGEST_JOB = Duration.ofMinutes(2);
    private static final Set<String> UNFINISHED = Set.of("receiving", "queued", "running", "verifying");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** A client of the server at this address, without a path. */
    public ServerClient(String url) {
        this.url = url;
    }

    /** A request for a path of the server, to which more can be added. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + TOKEN);
    }

    /** Sends JSON, or nothing if {@code body} is empty. */
    public HttpResponse<String> send(String method, String path, String body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Sends a {@link #request}. */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request, body);
    }

    /** The same for a request that must succeed; an object without fields if the answer has no body. */
    public JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(response.body());
    }

    /** An export or import when it is completed, with all that it should have; anything else is a failure. */
    public JsonNode completed(JsonNode job) throws IOException, InterruptedException {
        JsonNode now = ended(job);
        assertThat(now.path("state").asText()).as(now.toString()).isEqualTo("completed");
        return now;
    }

    private JsonNode ended(JsonNode job) throws IOException, InterruptedException {
        JsonNode now = job;
        long end = System.nanoTime() + LONGEST_JOB.toNanos();
        while (UNFINISHED.contains(now.path("state").asText()) && System.nanoTime() < end) {
            Thread.sleep(20);
            now = ask("GET", job.at("/links/self").asText(), "");
        }
        return now;
    }

    /** Exports a project with these options, as JSON. */
    public JsonNode export(String project, String options) throws IOException, InterruptedException {
        return completed(ask("POST", "/api/v1/projects/" + project + "/export", options));
    }

    /** The same of a project for which there are warnings. */
    public JsonNode exportWithWarnings(String project, String options) throws IOException, InterruptedException {
        JsonNode now = ended(ask("POST", "/api/v1/projects/" + project + "/export", options));
        assertThat(now.path("state").asText()).as(now.toString()).isEqualTo("completed_with_warnings");
        return now;
    }
}
