package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.projectexporter.ProjectExporter;

/** A workspace with projects, and a sidecar that serves it. */
public final class ServedWorkspace implements AutoCloseable {
    public static final String TOKEN = "token-of-the-test";

    private final Path folder;
    private final Sidecar sidecar;

    private ServedWorkspace(Path folder, Sidecar sidecar) {
        this.folder = folder;
        this.sidecar = sidecar;
    }

    /** Serves the workspace below a folder of a test. */
    public static ServedWorkspace start(Path folder, UnaryOperator<SidecarOptions.Builder> options) throws IOException {
        return start(folder, new HeldSource(), options);
    }

    /** The same; its exports wait where the source holds them. */
    static ServedWorkspace start(Path folder, HeldSource held, UnaryOperator<SidecarOptions.Builder> options)
            throws IOException {
        Files.createDirectories(folder.resolve("workspace"));
        SidecarOptions.Builder builder = SidecarOptions.builder(folder.resolve("workspace"), folder.resolve("data"))
                .port(0)
                .token(TOKEN);
        ProjectExporter exporter = ProjectExporter.builder().source(held).build();
        return new ServedWorkspace(folder, Sidecar.start(options.apply(builder).build(), exporter));
    }

    /** Makes a project of some small files. */
    public ServedWorkspace project(String id) throws IOException {
        Path project = Files.createDirectories(folder.resolve("workspace").resolve(id));
        Files.writeString(project.resolve("note.txt"), "a note\n");
        Files.writeString(project.resolve("script.fdx"), "INT. KITCHEN - DAY\n".repeat(100));
        return this;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Sidecar sidecar() {
        return sidecar;
    }

    public Requests requests() {
        return Requests.to(sidecar.port(), TOKEN);
    }

    /** Requests with a new token. */
    public Requests as(String name, Set<TokenScope> scopes, String... projects) throws IOException {
        return requestsOf(SidecarTokens.of(data()).create(name, scopes, Set.of(projects), Optional.empty()));
    }

    public Requests requestsOf(String token) {
        return Requests.to(sidecar.port(), token);
    }

    /** Starts an export. Returns its path. */
    public String export(String projectId, String options) {
        Answer answer = requests().post("/api/v1/projects/" + projectId + "/export", options);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return answer.header("Location");
    }

    /** Waits until the export is in one of the states. Returns it. */
    public JsonNode await(String export, String... states) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            JsonNode json = requests().get(export).json();
            if (Set.of(states).contains(json.path("state").asText())) {
                return json;
            }
            assertThat(Instant.now()).as("still %s", json).isBefore(end);
            Thread.sleep(10);
        }
    }

    @Override
    public void close() throws IOException {
        sidecar.close();
    }
}
