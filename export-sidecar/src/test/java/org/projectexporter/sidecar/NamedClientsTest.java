package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Clients that others use: aria2, which downloads by several connections at once, and the package ws of npm. */
@Tag("long")
class NamedClientsTest {
    private static final int MIB = 1 << 20;
    private static final String FOLLOW =
            """
            import WebSocket from "ws";
            const [url, token] = process.argv.slice(2);
            const types = [];
            const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${token}` } });
            socket.on("message", (data) => types.push(JSON.parse(data.toString()).type));
            socket.on("error", (error) => { console.log(`failed ${error}`); process.exit(1); });
            socket.on("close", (code) => console.log(`${types.at(-1)} ${code} ${types.includes("export_progress")}`));
            """;

    @TempDir
    Path folder;

    private ServedWorkspace served;

    @BeforeEach
    void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options).project("film");
        byte[] media = new byte[40 * MIB];
        new Random(20).nextBytes(media);
        Files.write(folder.resolve("workspace/film/take.mov"), media);
    }

    @AfterEach
    void stop() throws Exception {
        served.close();
    }

    private ToolRun aria2(String output, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("aria2c", "--no-conf", "--console-log-level=warn"));
        command.addAll(List.of("--split=8", "--max-connection-per-server=8", "--min-split-size=1M", "--out=" + output));
        command.addAll(List.of(more));
        return Exec.in(Files.createDirectories(folder.resolve("downloads"))).run(command);
    }

    @Test
    void aria2_downloadsByEightConnections_withTheTokenAndByASignedUrl() throws Exception {
        Tools.require("aria2c");
        String export = served.export("film", "{}");
        served.await(export, "completed");
        byte[] archive = served.requests().get(export + "/download").body();
        String signed = served.requests()
                .post(export + "/download-url", "{}")
                .json()
                .path("url")
                .asText();

        ToolRun token = aria2(
                "token.zip",
                "--header=Authorization: Bearer " + ServedWorkspace.TOKEN,
                served.sidecar().url() + export + "/download");
        ToolRun url = aria2("signed.zip", served.sidecar().url() + signed);

        assertThat(token.exitCode()).as("%s", token).isZero();
        assertThat(url.exitCode()).as("%s", url).isZero();
        assertThat(folder.resolve("downloads/token.zip")).hasBinaryContent(archive);
        assertThat(folder.resolve("downloads/signed.zip")).hasBinaryContent(archive);
    }

    @Test
    void aria2_continuesADownloadThatWasKilled() throws Exception {
        Tools.require("aria2c");
        String export = served.export("film", "{}");
        served.await(export, "completed");
        byte[] archive = served.requests().get(export + "/download").body();
        String[] arguments = {
            "--continue=true",
            "--header=Authorization: Bearer " + ServedWorkspace.TOKEN,
            served.sidecar().url() + export + "/download"
        };

        ToolRun slow =
                aria2("film.zip", arguments[0], "--max-download-limit=8M", "--stop=2", arguments[1], arguments[2]);
        assertThat(slow.exitCode()).as("%s", slow).isNotZero();
        assertThat(folder.resolve("downloads/film.zip.aria2")).exists();
        ToolRun rest = aria2("film.zip", arguments);

        assertThat(rest.exitCode()).as("%s", rest).isZero();
        assertThat(folder.resolve("downloads/film.zip")).hasBinaryContent(archive);
    }

    @Test
    void ws_followsAnExportToItsEnd() throws Exception {
        Path client = folder.resolve("client");
        NpmPackages packages = NpmPackages.install(client, "ws@8.18.3");
        Files.writeString(client.resolve("follow.mjs"), FOLLOW);
        String export = served.export("film", "{}");

        String events = served.sidecar().url().replaceFirst("http", "ws") + export + "/events";
        ToolRun follow = packages.exec().run(List.of("node", "follow.mjs", events, ServedWorkspace.TOKEN));

        assertThat(follow.exitCode()).as("%s", follow).isZero();
        assertThat(follow.text().strip()).isEqualTo("export_complete 1000 true");
    }
}
