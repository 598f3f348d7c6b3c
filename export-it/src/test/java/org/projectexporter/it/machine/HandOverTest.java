package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.it.program.ServerClient;
import org.projectexporter.sidecar.Sidecar;
import org.projectexporter.sidecar.SidecarOptions;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.Tools;

/** Archives that the server hands over into another file system, or another part of its own; over real HTTP. */
@SuppressWarnings("try") // a disk is unmounted at the end, whoever uses it
class HandOverTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MIB = 1 << 20;

    @TempDir
    Path temp;

    private Path workspace;

    @BeforeEach
    void createProject() throws IOException {
        temp = temp.toRealPath();
        workspace = Files.createDirectory(temp.resolve("workspace"));
        Path film = Files.createDirectory(workspace.resolve("film"));
        Files.write(film.resolve("take.mov"), new Noise(1).bytes("", 20 * MIB + 1));
        GitFixture.init(film).commit("First cut");
    }

    private MountedDisk mount(MountedDisk.Type type) throws IOException {
        return MountedDisk.mount(Files.createDirectory(temp.resolve("disk")), type);
    }

    private Sidecar serve(Path data, Path given) throws IOException {
        return Sidecar.start(SidecarOptions.builder(workspace, data)
                .port(0)
                .token(ServerClient.TOKEN)
                .handOverFolders(List.of(given))
                .build());
    }

    private static HttpResponse<String> send(Sidecar sidecar, String method, String path, String body)
            throws Exception {
        return new ServerClient(sidecar.url()).send(method, path, body);
    }

    /** The path of an export that is completed. */
    private static String exported(Sidecar sidecar) throws Exception {
        ServerClient client = new ServerClient(sidecar.url());
        return client.export("film", "{\"split_size_mb\": 15}")
                .at("/links/self")
                .asText();
    }

    private static JsonNode handOver(Sidecar sidecar, String export, Path folder) throws Exception {
        HttpResponse<String> given = send(sidecar, "POST", export + "/hand-over", "{\"folder\": \"" + folder + "\"}");
        assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
        return JSON.readTree(given.body()).path("files");
    }

    /** Each file is complete, and nothing else is in the folder; afterwards it is independent of the export. */
    private static void assertGiven(Sidecar sidecar, String export, Path data, Path folder, String method)
            throws Exception {
        JsonNode files = handOver(sidecar, export, folder);
        assertThat(files).hasSizeGreaterThan(1);
        Path archive = data.resolve("exports")
                .resolve(export.substring(export.lastIndexOf('/') + 1))
                .resolve("archive");
        for (JsonNode file : files) {
            Path given = Path.of(file.path("path").asText());
            assertThat(file.path("method").asText()).as(file.toString()).isEqualTo(method);
            assertThat(given).hasSameBinaryContentAs(archive.resolve(given.getFileName()));
            assertThat(Files.getAttribute(given, "unix:nlink")).isEqualTo(1);
        }
        try (var names = Files.list(folder)) {
            assertThat(names).hasSize(files.size());
        }
        Path first = Path.of(files.path(0).path("path").asText());
        byte[] bytes = Files.readAllBytes(first);
        assertThat(send(sidecar, "POST", export + "/hand-over", "{\"folder\": \"" + folder + "\"}")
                        .statusCode())
                .as("another file has the name")
                .isEqualTo(409);
        assertThat(send(sidecar, "DELETE", export, "").statusCode()).isEqualTo(204);
        assertThat(first).hasBinaryContent(bytes);
    }

    /** Hard links cannot lead from one subvolume of btrfs into another, but blocks can be shared. */
    @Test
    void archive_isCloned_intoAnotherSubvolume_andTakesNoSpace() throws Exception {
        try (MountedDisk mounted = mount(MountedDisk.Type.BTRFS)) {
            Tools.require("btrfs");
            Path disk = mounted.folder();
            Path given = disk.resolve("given");
            assertThat(Exec.in(disk)
                            .run("btrfs", "subvolume", "create", "given")
                            .exitCode())
                    .isZero();
            Path data = disk.resolve("data");
            try (Sidecar sidecar = serve(data, given)) {
                String export = exported(sidecar);
                long before = free(disk);
                handOver(sidecar, export, Files.createDirectory(given.resolve("measured")));
                assertThat(before - free(disk)).isLessThan(2 * MIB);

                assertGiven(sidecar, export, data, Files.createDirectory(given.resolve("film")), "clone");
            }
        }
    }

    private static long free(Path disk) throws Exception {
        assertThat(Exec.in(disk).run("sync", "-f", disk.toString()).exitCode()).isZero();
        return Files.getFileStore(disk).getUsableSpace();
    }

    @Test
    void archive_isCopied_toAnotherFileSystem() throws Exception {
        try (MountedDisk mounted = mount(MountedDisk.Type.TMPFS)) {
            Path data = temp.resolve("data");
            try (Sidecar sidecar = serve(data, mounted.folder())) {
                assertGiven(sidecar, exported(sidecar), data, mounted.folder(), "copy");
            }
        }
    }

    /** The first of the two files does, and is removed again. */
    @Test
    void archive_thatDoesNotFit_leavesNothing() throws Exception {
        try (MountedDisk mounted = mount(MountedDisk.Type.TMPFS)) {
            Path given = mounted.folder();
            assertThat(Exec.in(given)
                            .run("mount", "-o", "remount,size=18m", given.toString())
                            .exitCode())
                    .isZero();
            try (Sidecar sidecar = serve(temp.resolve("data"), given)) {
                String export = exported(sidecar);

                HttpResponse<String> refused =
                        send(sidecar, "POST", export + "/hand-over", "{\"folder\": \"" + given + "\"}");

                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(507);
                assertThat(refused.body()).contains("quota_exceeded").doesNotContain(given.toString());
                assertThat(given).isEmptyDirectory();
            }
        }
    }
}
