package org.projectexporter.sidecar.internal.projects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.projectexporter.sidecar.ProjectDirectory;

/** Projects that a backend finds over HTTP; see {@link ProjectDirectory#ofLookup}. */
public final class ProjectLookup implements ProjectDirectory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "{id}";
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_KEPT = 1024;
    private static final long KEPT_NANOS = Duration.ofSeconds(10).toNanos();

    private record Kept(Optional<Project> project, long nanos) {}

    private final String url;
    private final String token;
    private final Duration timeout;
    /** The newest answers, oldest first. */
    private final Map<String, Kept> answers = new LinkedHashMap<>();

    private @Nullable HttpClient client;

    /** See {@link ProjectDirectory#ofLookup}. */
    public ProjectLookup(String url, String token, Duration timeout) {
        URI example = URI.create(url.replace(ID, "id"));
        boolean http = "http".equals(example.getScheme()) || "https".equals(example.getScheme());
        if (!http || example.getHost() == null || !url.contains(ID) || example.getUserInfo() != null) {
            throw new IllegalArgumentException("the URL for looking up projects must begin with http:// or https://,"
                    + " contain " + ID + ", and contain no password: " + url);
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("the time limit for looking up projects must be more than 0");
        }
        this.url = url;
        this.token = token;
        this.timeout = timeout;
    }

    @Override
    public Optional<Project> find(String id) throws IOException {
        Kept kept;
        synchronized (answers) {
            kept = answers.get(id);
        }
        if (kept != null && System.nanoTime() - kept.nanos < KEPT_NANOS) {
            return kept.project;
        }
        Optional<Project> found = ask(id);
        synchronized (answers) {
            answers.remove(id);
            answers.put(id, new Kept(found, System.nanoTime()));
            if (answers.size() > MOST_KEPT) {
                answers.remove(answers.keySet().iterator().next());
            }
        }
        return found;
    }

    private Optional<Project> ask(String id) throws IOException {
        // A form has a plus sign for a space, which a path does not know.
        String encoded = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.replace(ID, encoded)))
                .timeout(timeout)
                .header("Accept", "application/json");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<byte[]> answer = answer(request.build());
        return switch (answer.statusCode()) {
            case 200 -> Optional.of(project(id, answer.body()));
            case 404 -> Optional.empty();
            default -> throw new IOException("the answer has the status " + answer.statusCode());
        };
    }

    /** The request's own time limit ends with the head of the answer; this one includes the body. */
    private HttpResponse<byte[]> answer(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new LimitedBody(MOST_BYTES));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            throw new IOException("there was no complete answer within " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException("the request failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a project was looked up");
        }
    }

    private static Project project(String id, byte[] body) throws IOException {
        try {
            JsonNode json = JSON.readTree(body);
            if (json == null || !json.isObject()) {
                throw new IOException("the answer is not a JSON object");
            }
            Path path = Path.of(json.path("path").asText());
            if (!path.isAbsolute()) {
                throw new IOException("the answer has no absolute \"path\"");
            }
            return ProjectJson.parse(id, json, path, false);
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer is not a project: " + e.getMessage(), e);
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }
}
