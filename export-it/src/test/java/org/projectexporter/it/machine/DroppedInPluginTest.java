package org.projectexporter.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.StreamSupport;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.ExamplePlugin;
import org.projectexporter.it.program.LauncherFolder;
import org.projectexporter.it.program.StartedServer;
import org.projectexporter.plugins.PluginPath;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Plug-ins that are put into the folder {@code plugins} of the program, which its launcher finds there. */
class DroppedInPluginTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The exit code of wrong usage. */
    private static final int USAGE = 2;

    private static final int FAILED = 1;

    @TempDir
    private static Path program;

    private static String launcher = "";
    private static Path sevenZ = Path.of("");

    @TempDir
    private Path temp;

    @BeforeAll
    static void install() throws IOException {
        launcher = LauncherFolder.make(program).toString();
        Path plugins = program.resolve("plugins");
        sevenZ = ExamplePlugin.sevenZ(plugins.resolve("7z")).toRealPath();
        ExamplePlugin.objectFolder(plugins.resolve("objects"));
        Files.writeString(plugins.resolve("broken.jar"), "This is not a jar.");
    }

    private ToolRun run(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Exec.in(temp).run(command);
    }

    /** The same program without the folder. */
    private ToolRun runWithout(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = launcher;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return Exec.in(temp)
                .with("PROJECT_EXPORT_JAVA_OPTIONS", "-Dproject.export.plugins=" + temp.resolve("none"))
                .run(command);
    }

    private Path project() throws IOException {
        Path project = Files.createDirectories(temp.resolve("film"));
        Files.createDirectory(project.resolve("empty"));
        Files.writeString(project.resolve("scene é.txt"), "A film.\n".repeat(5_000));
        Files.writeString(project.resolve("nothing"), "");
        Path script = Files.writeString(project.resolve("run.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(project.resolve("link"), Path.of("scene é.txt"));
        Files.write(project.resolve("clip.mov"), noise(3 << 20));
        return project;
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(1).nextBytes(noise);
        return noise;
    }

    @Test
    void archive_isReadBack_by7Zip_andByThisProgram() throws IOException {
        Tools.require("7z");
        Path project = project();
        Path raw = NativeNames.resolve(project, RawPath.of(new byte[] {'r', 'a', 'w', '-', (byte) 0xff}));
        Files.writeString(raw, "a name that is not UTF-8");

        ToolRun export = run("export", "film", "-o", "film.7z").ok();

        assertThat(export.errors()).contains("broken.jar is not a jar that can be read");
        Exec.in(temp).run("7z", "t", "film.7z").ok();
        Exec.in(temp).run("7z", "x", "-ounpacked", "-snl", "film.7z").ok();
        assertThat(TreeDiff.between(project, temp.resolve("unpacked/film"))
                        .precision(TreeDiff.Precision.HUNDRED_NS)
                        .differences())
                .isEmpty();
        run("verify", "film.7z").ok();
        assertThat(run("inspect", "film.7z").ok().text()).contains("\"7z\"");
        run("import", "film.7z", "imported").ok();
        assertThat(TreeDiff.between(project, temp.resolve("imported"))
                        .precision(TreeDiff.Precision.HUNDRED_NS)
                        .differences())
                .isEmpty();
    }

    @Test
    void lists_sayWhereEachComesFrom() throws IOException {
        assertThat(run("formats").ok().lines())
                .anyMatch(line -> line.startsWith("7z ") && line.endsWith("[" + sevenZ + "]"))
                .anyMatch(line -> line.startsWith("zip ") && line.endsWith("[bundled]"));
        assertThat(run("sources").ok().lines())
                .anyMatch(line -> line.startsWith("object-folder ") && line.endsWith("/plugins/objects]"))
                .anyMatch(line -> line.startsWith("git ") && line.endsWith("[bundled]"));
        JsonNode formats = JSON.readTree(run("formats", "--json").ok().text());
        JsonNode last = formats.get(formats.size() - 1);
        assertThat(last.path("plugin").asText()).isEqualTo(sevenZ.toString());
        assertThat(last.path("resumable").asBoolean(true)).isFalse();
        assertThat(last.path("needs_seek").asBoolean(false)).isTrue();
        assertThat(formats.get(0).path("plugin").isNull()).isTrue();
        assertThat(JSON.readTree(run("sources", "--json").ok().text()))
                .anyMatch(source -> source.path("plugin").asText().endsWith("/plugins/objects"));
    }

    @Test
    void pathOfTheCommand_andOfTheEnvironment_areSearchedToo() throws IOException {
        project();
        runWithout("export", "film", "-o", "a.7z", "--plugin-path", sevenZ.toString())
                .ok();
        ToolRun environment = Exec.in(temp)
                .with("PROJECT_EXPORT_PLUGINS", "/nothing/there:" + sevenZ)
                .with("PROJECT_EXPORT_JAVA_OPTIONS", "-Dproject.export.plugins=" + temp.resolve("none"))
                .run(launcher, "verify", "a.7z")
                .ok();

        assertThat(environment.errors()).contains("the plug-in /nothing/there is not used");
        assertThat(runWithout("verify", "a.7z").exited(FAILED).errors()).contains("a 7z archive", "--plugin-path");
        assertThat(runWithout("export", "film", "-o", "b.7z").exited(USAGE).errors())
                .contains("cannot determine the format", "--plugin-path");
    }

    @Test
    void volumes_areRefused_alsoInADryRun() throws IOException {
        project();
        for (String dry : List.of("--debug", "--dry-run")) {
            ToolRun refused = run("export", "film", "-o", "film.7z", "--split-size-mb", "1", dry);

            assertThat(refused.exited(USAGE).errors()).contains("7z cannot be split into volumes", "--split-size-mb");
        }
        assertThat(temp.resolve("film.7z.001")).doesNotExist();
        assertThat(run("export", "film", "-o", "film.7z", "--dry-run").ok().text())
                .isNotEmpty();
    }

    @Test
    void interrupted_resumesFromTheBeginning_saysSo_andNamesAPlugInThatIsMissing() throws IOException {
        Path project = project();
        Files.write(project.resolve("long.mov"), noise(24 << 20));
        Path archive = temp.resolve("film.7z");
        CancellationToken token = new CancellationToken();
        ProjectExporter exporter = ProjectExporter.builder()
                .plugins(PluginPath.in(program.resolve("plugins")))
                .build();
        ExportRequest request = ExportRequest.builder(project, archive)
                .options(ExportOptions.builder().format("7z").build())
                .exportedAt(java.time.Instant.parse("2025-01-15T10:00:00Z"))
                .build();
        RunSettings settings = RunSettings.builder()
                .cancellation(token)
                .listener(event -> {
                    if (event.bytesDone() > 4 << 20) {
                        token.cancel();
                    }
                })
                .build();
        assertThatThrownBy(() -> exporter.export(request, settings)).isInstanceOf(ExportCancelledException.class);

        assertThat(runWithout("resume", "film.7z").exited(USAGE).errors())
                .contains("unknown format \"7z\"", "--plugin-path");
        ToolRun without = runWithout("resume", "film.7z", "--plugin-path", sevenZ.toString());
        assertThat(without.exited(USAGE).errors()).contains("the source \"object-folder\"", "--plugin-path");
        assertThat(run("resume", "film.7z").ok().errors())
                .contains("the format 7z cannot continue an archive", "again from its beginning");
        byte[] resumed = Files.readAllBytes(archive);
        Files.delete(archive);
        Files.delete(temp.resolve("film.7z.sha256"));
        Files.delete(temp.resolve("film.7z.manifest.json"));
        exporter.export(request, RunSettings.defaults());
        assertThat(resumed).isEqualTo(Files.readAllBytes(archive));
    }

    @Test
    void source_leavesOutWhatNoPointerNames_andReportsWhatIsMissing() throws IOException {
        Path project = project();
        Path objects = Files.createDirectories(project.resolve(".objects/ab"));
        Files.writeString(objects.resolve("unused"), "an earlier version");
        Files.writeString(project.resolve("gone.mov.object"), "sha256 " + "ab".repeat(32) + " 7\n");

        ToolRun export = run("export", "film", "-o", "film.tar");

        assertThat(export.exitCode()).as(export.toString()).isEqualTo(4);
        assertThat(Exec.in(temp).run("tar", "-tf", "film.tar").ok().lines())
                .contains("film/.objects/", "film/gone.mov.object")
                .doesNotContain("film/.objects/ab/unused");
        assertThat(run("inspect", "film.tar").ok().text()).contains("ab".repeat(32));
    }

    @Test
    void server_offersTheFormat_andRefusesItsVolumes() throws Exception {
        Path project = project();
        Path workspace = Files.createDirectories(temp.resolve("workspace"));
        Files.move(project, workspace.resolve("film"));
        List<String> command = List.of(
                launcher, "serve", "--workspace", "workspace", "--data", "data", "--port", "0", "--stop-with-input");
        try (StartedServer server = StartedServer.start(temp, Map.of(), command)) {
            JsonNode formats = server.client().ask("GET", "/api/v1/formats", "").path("formats");
            assertThat(StreamSupport.stream(formats.spliterator(), false)
                            .filter(format -> format.path("name").asText().equals("7z")))
                    .singleElement()
                    .satisfies(format -> {
                        assertThat(format.path("plugin").asText()).isEqualTo("7z");
                        assertThat(format.path("needs_seek").asBoolean()).isTrue();
                    });
            server.client().export("film", "{\"format\":\"7z\"}");
            assertThat(server.client()
                            .send("POST", "/api/v1/projects/film/export", "{\"format\":\"7z\",\"split_size_mb\":1}")
                            .body())
                    .contains("split_size_mb", "cannot be split");
        }
    }
}
