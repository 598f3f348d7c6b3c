package org.projectexporter.it.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.testkit.fixtures.Tools;

/** The commands and the JSON of {@code docs/sidecar.md}, with a server as it starts it. */
class SidecarDocumentTest {
    private static final String DOCUMENT = "docs/sidecar.md";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * In the place of the programs that the document uses: a server that is started runs until the end, on a free port; of
     * requests, the ids in the answers are kept for those that follow.
     */
    private static final String FUNCTIONS =
            """
            servers=()
            trap 'kill "${servers[@]}"; wait' EXIT
            project-export() {
                [ "$1" = serve ] || { command project-export "$@"; return; }
                rm -f ready
                command project-export "$@" --port 0 --hand-over "$ROOT/srv/archives" >ready 2>>log </dev/null &
                servers+=($!)
                for _ in {1..600}; do grep -q url ready && break; sleep 0.1; done
                url=$(sed 's/.*"url":"\\([^"]*\\)".*/\\1/' ready)
            }
            curl() {
                local answer
                answer=$(command curl -sS --fail-with-body "$@") || { echo "$* : $answer" >&2; return 1; }
                echo "$answer"
                case "${@: -1}" in
                    */export) id export "$answer" ;;
                    */import*) id import "$answer" ;;
                esac
                case "$*" in *"-X DELETE"*/exports/*) rm export.id ;; esac
            }
            id() { sed 's/.*"'"$1"'_id" *: *"\\([^"]*\\)".*/\\1/' <<<"$2" >"$1.id"; }
            export_id() {
                [ -e export.id ] || curl -H "$auth" -H 'Content-Type: application/json' \\
                    -d '{"format": "tar", "split_size_mb": 1}' "$api/projects/film/export" >&2
                for _ in {1..600}; do
                    command curl -sS -H "$auth" "$api/exports/$(cat export.id)" | grep -q '"state" *: *"completed' && break
                    sleep 0.1
                done
                cat export.id
            }
            """;

    @TempDir
    Path temp;

    private static JsonNode json(String start) throws IOException {
        CodeBlock block = CodeBlock.in(DOCUMENT).stream()
                .filter(one -> one.language().equals("json") && one.text().contains(start))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(block.text());
    }

    @Test
    void commands_succeed() throws IOException {
        Tools.require("bash", "curl", "git");
        DocumentStage stage = DocumentStage.in(temp);
        Files.createDirectories(temp.resolve("srv/archives/film"));
        Files.createDirectories(temp.resolve("srv/films"));
        Files.createSymbolicLink(temp.resolve("srv/projects"), temp.resolve("projects"));
        stage.first("ROOT='" + temp + "'")
                .first(FUNCTIONS)
                .first("project-export export '" + stage.path("projects/film") + "' -o film.zip")
                .replacing("/srv/", temp + "/srv/")
                .replacing("http://127.0.0.1:8765", "$url")
                .replacing("\"EXPORT_ID\"", "\"'$(export_id)'\"")
                .replacing("EXPORT_ID", "$(export_id)")
                .replacing("IMPORT_ID", "$(cat import.id)")
                .replacing("--project-root", "--data '" + temp + "/srv/other-data' --project-root");

        List<String> outputs = stage.run(ShellBlocksTest.commands(DOCUMENT));

        assertThat(outputs.get(1)).contains("\"film\"", "export_id");
        assertThat(stage.folder().resolve("film.tar.gz")).exists();
    }

    private List<String> serve(String... more) throws IOException {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.addAll(List.of("org.projectexporter.cli.Main", "serve", "--port", "0", "--data", temp + "/data"));
        command.addAll(List.of(more));
        return command;
    }

    private Path secret(String name, JsonNode content) throws IOException {
        Path file = Files.writeString(temp.resolve(name), content.toString());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void projectsOfTheFile_areServed() throws Exception {
        JsonNode projects = JSON.readTree(json("8f14e45f").toString().replace("/srv/", temp + "/srv/"));
        Files.createDirectories(temp.resolve("srv/disk-a/clients/acme/film"));
        Files.createDirectories(temp.resolve("srv/disk-b/x"));
        String file = secret("projects.json", projects).toString();
        try (StartedServer server = StartedServer.start(temp, Map.of(), serve("--projects", file))) {
            Set<String> ids = new TreeSet<>(
                    server.client().ask("GET", "/api/v1/projects", "").findValuesAsText("id"));
            assertThat(ids).isEqualTo(names(projects));
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void target_isAccepted_andMessagesAreAsShown() throws Exception {
        Files.createDirectories(temp.resolve("projects/film"));
        Files.writeString(temp.resolve("projects/film/note.txt"), "A film.\n");
        CompletableFuture<JsonNode> message = new CompletableFuture<>();
        HttpServer backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            message.complete(JSON.readTree(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        backend.start();
        JsonNode targets = json("\"targets\"");
        ObjectNode target = (ObjectNode) targets.path("targets").path(0);
        target.put("url", "http://127.0.0.1:" + backend.getAddress().getPort() + "/");
        target.put("allow_private_addresses", true);
        String file = secret("webhooks.json", targets).toString();
        try (StartedServer server =
                StartedServer.start(temp, Map.of(), serve("--workspace", temp + "/projects", "--webhooks", file))) {
            server.client().export("film", "{}");
            JsonNode sent = message.get(1, TimeUnit.MINUTES);
            JsonNode shown = json("\"type\"");
            assertThat(names(shown)).isEqualTo(names(sent));
            assertThat(names(shown.path("data"))).isEqualTo(names(sent.path("data")));
            assertThat(names(shown.at("/data/links"))).isEqualTo(names(sent.at("/data/links")));
        } finally {
            backend.stop(0);
        }
    }
}
