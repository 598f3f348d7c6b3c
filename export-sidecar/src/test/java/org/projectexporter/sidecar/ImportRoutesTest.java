package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** Imports over real HTTP, with the real engine. */
class ImportRoutesTest {
    @TempDir
    static Path folder;

    private static ServedWorkspace served;
    private static String exportId;

    @BeforeAll
    static void serve() throws Exception {
        served = ServedWorkspace.start(
                        folder,
                        options -> options.storage(
                                StorageLimits.builder().quotaBytes(200L << 20).build()))
                .project("film");
        exportId = served.await(served.export("film", "{\"split_size_mb\": null}"), "completed")
                .path("export_id")
                .asText();
    }

    @AfterAll
    static void stop() throws IOException {
        served.close();
    }

    @Test
    void anExport_isImportedUnderAnotherName() throws Exception {
        Answer started = served.requests()
                .post("/api/v1/projects/import", "{\"export_id\": \"" + exportId + "\", \"name\": \"film copy\"}");

        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        JsonNode done = served.await(started.header("Location"), "completed", "failed");
        assertThat(done.path("project_id").asText()).as(done.toString()).isEqualTo("film copy");
        assertThat(done.path("result").path("files").asInt()).isEqualTo(2);
        assertThat(workspace("film copy/note.txt")).hasSameBinaryContentAs(workspace("film/note.txt"));
        assertThat(projects()).contains("film copy").noneMatch(name -> name.contains("import"));
        assertNothingIsLeft();
    }

    @Test
    void anUploadedArchive_isImported_andRenamedWhereAsked() throws Exception {
        byte[] archive = archive();

        HttpResponse<String> chunked = upload(archive, "name=sent&on_conflict=rename");
        served.await(chunked.headers().firstValue("Location").orElseThrow(), "completed");
        HttpResponse<String> again = upload(archive, "name=sent&on_conflict=rename&format=zip");
        JsonNode second = served.await(again.headers().firstValue("Location").orElseThrow(), "completed");

        assertThat(second.path("project_id").asText()).isEqualTo("sent-2");
        assertThat(workspace("sent-2/script.fdx")).hasSameBinaryContentAs(workspace("film/script.fdx"));
        assertNothingIsLeft();
    }

    @Test
    void whatIsNoArchive_isRefusedWithItsDefectAndLeavesNothing() throws Exception {
        HttpResponse<String> answer =
                upload("this is a letter, no archive".getBytes(StandardCharsets.UTF_8), "name=letter");
        JsonNode failed = served.await(answer.headers().firstValue("Location").orElseThrow(), "failed");

        assertThat(failed.path("error").path("code").asText()).isEqualTo("refused_archive");
        assertThat(failed.path("error").path("message").asText())
                .startsWith("not_an_archive: ")
                .doesNotContain(folder.toString());
        assertThat(workspace("letter")).doesNotExist();
        assertNothingIsLeft();
    }

    @Test
    void aTakenName_isAConflictBeforeAnythingIsSent() {
        Answer answer = served.requests()
                .post("/api/v1/projects/import", "{\"export_id\": \"" + exportId + "\", \"name\": \"film\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("conflict");
    }

    @Test
    void namesAndOptionsThatAreNone_areRefusedByTheirField() {
        for (String name : new String[] {"..", "../x", "a/b", ".git", "", "a\\\\b"}) {
            Answer answer = served.requests()
                    .post("/api/v1/projects/import", "{\"export_id\": \"x\", \"name\": \"" + name + "\"}");
            assertThat(answer.status()).as(name).isEqualTo(400);
            assertThat(answer.json().path("field").asText()).isEqualTo("name");
        }
        Answer unknown = served.requests().post("/api/v1/projects/import", "{\"name\": \"x\", \"path\": \"/etc\"}");
        assertThat(unknown.json().path("field").asText()).isEqualTo("path");
        Answer conflict = served.requests()
                .post("/api/v1/projects/import", "{\"export_id\": \"x\", \"name\": \"x\", \"on_conflict\": \"merge\"}");
        assertThat(conflict.json().path("field").asText()).isEqualTo("on_conflict");
        Answer two = served.requests()
                .post("/api/v1/projects/import", "{\"name\": \"x\", \"export_id\": \"x\", \"upload_ids\": [\"y\"]}");
        assertThat(two.json().path("field").asText()).isEqualTo("upload_ids");
        Answer upload = served.requests().post("/api/v1/projects/import", "{\"name\": \"x\", \"upload_ids\": [\"y\"]}");
        assertThat(upload.code()).isEqualTo("unknown_upload");
        Answer file = served.requests()
                .post("/api/v1/projects/import", "{\"name\": \"x\", \"archive_path\": \"/etc/passwd\"}");
        assertThat(file.code()).isEqualTo("folder_not_allowed");
        Answer export = served.requests().post("/api/v1/projects/import", "{\"export_id\": \"x\", \"name\": \"x\"}");
        assertThat(export.status()).isEqualTo(404);
    }

    @Test
    void moreThanTheQuota_isRefusedBeforeItIsSent() throws Exception {
        String head =
                "POST /api/v1/projects/import/archive?name=huge HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + ServedWorkspace.TOKEN
                        + "\r\nContent-Type: application/zip\r\nContent-Length: 500000000\r\n\r\n";
        try (java.net.Socket socket =
                new java.net.Socket("127.0.0.1", served.sidecar().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), java.nio.charset.StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 507");
        }
        assertNothingIsLeft();
    }

    /** The server would have to say 100 before it could read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "image/png",
                "application/x-www-form-urlencoded",
                "application/x-7z-compressed",
                "multipart/form-data; boundary=x"
            })
    void bodyThatIsNoArchive_isRefusedBeforeAByteIsRead(String type) throws Exception {
        try (OpenRequest request = OpenRequest.to(
                served,
                "POST /api/v1/projects/import/archive?name=never HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + ServedWorkspace.TOKEN,
                "Content-Type: " + type,
                "Content-Length: 1000000",
                "Expect: 100-continue")) {
            assertThat(request.status(5_000)).isEqualTo("HTTP/1.1 415");
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import?name=never, application/zip, /api/v1/projects/import/archive",
                "import, application/octet-stream, /api/v1/projects/import/archive",
                "import/archive?name=never, application/json, application/zip"
            })
    void bodyAtThePathOfTheOther_isRefusedUnread_withWhatIsRight(String line) throws Exception {
        String[] parts = line.split(", ");
        try (OpenRequest request = OpenRequest.to(
                served,
                "POST /api/v1/projects/" + parts[0] + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + ServedWorkspace.TOKEN,
                "Content-Type: " + parts[1],
                "Content-Length: 60000",
                "Expect: 100-continue")) {
            assertThat(request.status(5_000)).isEqualTo("HTTP/1.1 415");
            assertThat(request.rest(5_000)).contains(parts[2]);
        }
        assertNothingIsLeft();
    }

    @Test
    void imports_areListedNewestFirst_andForgottenOnDelete() throws Exception {
        HttpResponse<String> first = upload(archive(), "name=listed&on_conflict=rename");
        String path = first.headers().firstValue("Location").orElseThrow();
        JsonNode done = served.await(path, "completed");
        assertThat(done.path("source").path("kind").asText()).isEqualTo("body");

        JsonNode list = served.requests().get("/api/v1/imports").json().path("imports");
        assertThat(list.path(0).path("import_id")).isEqualTo(done.path("import_id"));
        assertThat(served.requests().delete(path).status()).isEqualTo(204);

        assertThat(served.requests().get(path).code()).isEqualTo("unknown_import");
        assertThat(served.requests().delete(path).code()).isEqualTo("unknown_import");
        assertThat(workspace("listed")).isDirectory();
    }

    @Test
    void aPreview_saysWhatWouldBeImported_andCreatesNothing() throws Exception {
        JsonNode free = preview("looked at", "fail");
        JsonNode taken = preview("film", "fail");
        JsonNode renamed = preview("film", "rename");

        assertThat(free.path("project_id").asText()).isEqualTo("looked at");
        assertThat(free.path("result").path("name_taken").asBoolean()).isFalse();
        assertThat(free.path("result").path("files").asInt()).isEqualTo(2);
        assertThat(free.path("result").path("format").asText()).isEqualTo("zip");
        assertThat(taken.path("project_id").isNull()).isTrue();
        assertThat(taken.path("result").path("name_taken").asBoolean()).isTrue();
        assertThat(renamed.path("project_id").asText()).matches("film-[0-9]+");
        assertThat(workspace("looked at")).doesNotExist();
        assertThat(workspace(renamed.path("project_id").asText())).doesNotExist();
        HttpResponse<String> letter = upload("a letter".getBytes(StandardCharsets.UTF_8), "name=x&preview=true");
        JsonNode refused = served.await(letter.headers().firstValue("Location").orElseThrow(), "failed");
        assertThat(refused.path("error").path("code").asText()).isEqualTo("refused_archive");
        assertNothingIsLeft();
    }

    private static JsonNode preview(String name, String onConflict) throws Exception {
        String body = "{\"export_id\": \"" + exportId + "\", \"name\": \"" + name + "\", \"on_conflict\": \""
                + onConflict + "\", \"preview\": true}";
        Answer started = served.requests().post("/api/v1/projects/import", body);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        return served.await(started.header("Location"), "completed", "failed");
    }

    @Test
    void eventsOfAnImport_endWithItsResult_orItsError() throws Exception {
        for (String name : new String[] {"heard", "film"}) {
            String conflict = name.equals("film") ? "rename" : "fail";
            HttpResponse<String> started = upload(archive(), "name=" + name + "&on_conflict=" + conflict);
            List<JsonNode> events = ImportListener.all(
                    served, started.headers().firstValue("Location").orElseThrow());

            JsonNode last = events.get(events.size() - 1);
            assertThat(last.path("type").asText()).isEqualTo("import_complete");
            assertThat(last.path("result").path("files").asInt()).isEqualTo(2);
            for (JsonNode event : events) {
                assertThat(ImportListener.errors(event)).as("%s", event).isEmpty();
            }
        }
        HttpResponse<String> letter = upload("a letter".getBytes(StandardCharsets.UTF_8), "name=letter2");
        List<JsonNode> events = ImportListener.all(
                served, letter.headers().firstValue("Location").orElseThrow());
        JsonNode last = events.get(events.size() - 1);
        assertThat(last.path("type").asText()).isEqualTo("import_error");
        assertThat(last.path("error").path("code").asText()).isEqualTo("refused_archive");
        assertThat(ImportListener.errors(last)).isEmpty();
    }

    /** As a page listens: with a ticket, and without a header of its own. */
    @Test
    void serverSentEventsOfAnImport_lastUntilItsEnd() throws Exception {
        try (OpenRequest sending = OpenRequest.post(
                served, "/api/v1/projects/import/archive?name=watched", "application/octet-stream", 5_000_000)) {
            sending.send("x".repeat(100_000));
            String path = awaitListed("watched").path("links").path("self").asText();
            String url = served.requests()
                    .post(path + "/events-ticket")
                    .json()
                    .path("url")
                    .asText();
            HttpRequest request = HttpRequest.newBuilder(uri(url))
                    .header("Accept", "text/event-stream")
                    .build();
            Iterator<String> lines = HttpClient.newHttpClient()
                    .send(request, HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .iterator();
            List<String> events = new ArrayList<>();
            while (lines.hasNext()) {
                String line = lines.next();
                if (line.equals("event: import_progress") && events.isEmpty()) {
                    assertThat(served.requests().delete(path).status()).isEqualTo(204);
                }
                if (line.startsWith("event: ")) {
                    events.add(line);
                }
            }
            assertThat(events).startsWith("event: import_progress").endsWith("event: import_error");
        }
    }

    /** The body that arrives is under the client's control, and so is when it is cancelled. */
    @Test
    void anImportThatIsCancelledWhileItArrives_leavesNothing() throws Exception {
        try (OpenRequest sending = OpenRequest.post(
                served, "/api/v1/projects/import/archive?name=cancelled", "application/octet-stream", 5_000_000)) {
            sending.send("x".repeat(100_000));
            JsonNode listed = awaitListed("cancelled");
            assertThat(listed.path("state").asText()).isEqualTo("receiving");
            String path = listed.path("links").path("cancel").asText();

            assertThat(served.requests().delete(path).status()).isEqualTo(204);

            assertThat(served.requests().get(path).json().path("state").asText())
                    .isEqualTo("cancelled");
            sending.send("x".repeat(1_000_000));
            assertThat(sending.status(5_000)).isEqualTo("HTTP/1.1 409");
        }
        assertThat(workspace("cancelled")).doesNotExist();
        assertNothingIsLeft();
    }

    private static JsonNode awaitListed(String name) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            for (JsonNode one : served.requests().get("/api/v1/imports").json().path("imports")) {
                if (one.path("name").asText().equals(name)) {
                    return one;
                }
            }
            Thread.sleep(10);
        }
        throw new AssertionError("there is no import of " + name);
    }

    @Test
    void anImportThatIsUnknown_isNotFound() {
        assertThat(served.requests().get("/api/v1/imports/x").status()).isEqualTo(404);
    }

    private static byte[] archive() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/exports/" + exportId + "/download"))
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static HttpResponse<String> upload(byte[] body, String query) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/api/v1/projects/import/archive?" + query))
                .header("Authorization", "Bearer " + ServedWorkspace.TOKEN)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body)))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return answer;
    }

    private static URI uri(String target) {
        return URI.create(served.sidecar().url() + target);
    }

    private static Path workspace(String path) {
        return folder.resolve("workspace").resolve(path);
    }

    private static List<String> projects() {
        return served.requests().get("/api/v1/projects").json().path("projects").findValuesAsText("id");
    }

    private static void assertNothingIsLeft() throws IOException {
        try (Stream<Path> left = Files.list(served.data().resolve("uploads"))) {
            assertThat(left).isEmpty();
        }
    }
}
