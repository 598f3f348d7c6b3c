package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;

/** A sidecar that is killed with SIGKILL while an archive arrives, and while it is imported. */
class KilledUploadsTest {
    private static final String UPLOADS = "/api/v1/uploads";
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private byte[] archive = {};
    private byte[] take = {};

    @BeforeEach
    void makeArchive() throws IOException {
        Path project = Files.createDirectories(folder.resolve("film"));
        take = new byte[40 * MIB];
        new Random(3).nextBytes(take);
        Files.write(project.resolve("take.mov"), take);
        ExportRequest request =
                ExportRequest.builder(project, folder.resolve("film.zip")).build();
        archive = Files.readAllBytes(
                ProjectExporter.create().export(request, ProgressListener.NONE).archive());
    }

    private static Requests tus(ServedProcess served) {
        return served.requests().with("Tus-Resumable", "1.0.0");
    }

    private static long offset(ServedProcess served, String upload) {
        return Long.parseLong(tus(served).send("HEAD", upload, "").header("Upload-Offset"));
    }

    private static Answer append(ServedProcess served, String upload, long offset, byte[] data) {
        return tus(served)
                .with("Upload-Offset", Long.toString(offset))
                .with("Content-Type", "application/offset+octet-stream")
                .send("PATCH", upload, data);
    }

    private byte[] part(long from, long to) {
        return Arrays.copyOfRange(archive, (int) from, (int) to);
    }

    private JsonNode await(ServedProcess served, String path, String... states) throws InterruptedException {
        for (int i = 0; i < 3000; i++) {
            JsonNode json = served.requests().get(path).json();
            if (Arrays.asList(states).contains(json.path("state").asText())) {
                return json;
            }
            Thread.sleep(10);
        }
        throw new AssertionError(served.requests().get(path).text());
    }

    @Test
    void anUpload_killedBetweenAndDuringItsPatches_isContinuedToTheSameProject() throws Exception {
        String upload;
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            upload = tus(served)
                    .with("Upload-Length", Integer.toString(archive.length))
                    .post(UPLOADS)
                    .header("Location");
            assertThat(append(served, upload, 0, part(0, MIB)).status()).isEqualTo(204);
        }
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            assertThat(offset(served, upload))
                    .as("what was answered is durable")
                    .isEqualTo(MIB);
            cutOff(served, upload, MIB);
        }
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            long at = offset(served, upload);
            assertThat(at).as("durable in steps of 32 MiB").isBetween((long) MIB, (long) archive.length - 1);
            assertThat(append(served, upload, at, part(at, archive.length)).status())
                    .isEqualTo(204);
            assertImported(served, upload);
        }
    }

    /** Sends all but the last bytes, so that the request is still open when the process is killed. */
    private void cutOff(ServedProcess served, String upload, long from) throws Exception {
        String head = "PATCH " + upload + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + ServedWorkspace.TOKEN + "\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: " + from
                + "\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: " + (archive.length - from)
                + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(part(from, archive.length - 10));
            socket.getOutputStream().flush();
            served.close();
        }
    }

    private void assertImported(ServedProcess served, String upload) throws Exception {
        String id = upload.substring(UPLOADS.length() + 1);
        Answer started = served.requests()
                .post("/api/v1/projects/import", "{\"upload_ids\": [\"" + id + "\"], \"name\": \"again\"}");
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        JsonNode done = await(served, started.header("Location"), "completed", "failed");
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
        assertThat(folder.resolve("workspace/again/take.mov")).hasBinaryContent(take);
    }

    /** At any moment: before it has begun, while it unpacks, or when it is done. */
    @Tag("long")
    @Test
    void anImport_killedAgainAndAgain_createsItsProjectOnce() throws Exception {
        Random random = new Random(7);
        String path;
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            String upload = tus(served)
                    .with("Upload-Length", Integer.toString(archive.length))
                    .with("Content-Type", "application/offset+octet-stream")
                    .send("POST", UPLOADS, archive)
                    .header("Location");
            path = served.requests()
                    .post(
                            "/api/v1/projects/import",
                            "{\"upload_ids\": [\"" + upload.substring(UPLOADS.length() + 1)
                                    + "\"], \"name\": \"again\", \"on_conflict\": \"rename\"}")
                    .header("Location");
        }
        for (int i = 0; i < 12; i++) {
            try (ServedProcess served = ServedProcess.start(folder, 0)) {
                Thread.sleep(random.nextInt(400));
                assertThat(served.requests().get(path).status()).isEqualTo(200);
            }
        }
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            JsonNode done = await(served, path, "completed", "failed");
            assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("completed");
            assertThat(done.path("project_id").asText()).isEqualTo("again");
        }
        try (Stream<Path> projects = Files.list(folder.resolve("workspace"))) {
            assertThat(projects).containsExactly(folder.resolve("workspace/again"));
        }
        assertThat(folder.resolve("workspace/again/take.mov")).hasBinaryContent(take);
        assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
    }

    @Test
    void anImport_thatIsCancelledWhileItUnpacks_leavesNoProjectAndNoUpload() throws Exception {
        try (ServedProcess served = ServedProcess.start(folder, 0)) {
            String upload = tus(served)
                    .with("Upload-Length", Integer.toString(archive.length))
                    .with("Content-Type", "application/offset+octet-stream")
                    .send("POST", UPLOADS, archive)
                    .header("Location");
            String path = served.requests()
                    .post(
                            "/api/v1/projects/import",
                            "{\"upload_ids\": [\"" + upload.substring(UPLOADS.length() + 1)
                                    + "\"], \"name\": \"gone\"}")
                    .header("Location");
            await(served, path, "running", "completed");

            assertThat(served.requests().delete(path).status()).isEqualTo(204);

            assertThat(served.requests().get(path).json().path("state").asText())
                    .isEqualTo("cancelled");
            try (Stream<Path> left = Files.list(folder.resolve("workspace"))) {
                assertThat(left).isEmpty();
            }
            assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
        }
    }
}
