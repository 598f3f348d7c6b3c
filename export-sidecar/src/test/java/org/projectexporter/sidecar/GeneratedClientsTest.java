package org.projectexporter.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Clients that generators have made of {@code openapi.yaml} compile, start an export, follow it, download it, and import
 * what they have downloaded; they understand a refusal, and answers of a later server. Needs Maven, node, npm, Python, and
 * what Maven and npm download.
 */
@Tag("long")
class GeneratedClientsTest {
    private static final String TYPESCRIPT = "typescript@5.9.3";
    private static final String NODE_TYPES = "@types/node@20.19.25";

    @TempDir
    static Path folder;

    private static ServedWorkspace served;
    private static LaterServer later;
    private static Path description;

    @BeforeAll
    static void serve() throws Exception {
        served = ServedWorkspace.start(folder, options -> options);
        later = LaterServer.of(served);
        description = folder.resolve("openapi.yaml");
        Files.write(description, served.requests().get("/openapi.yaml").body());
    }

    @AfterAll
    static void stop() throws Exception {
        later.close();
        served.close();
    }

    @Test
    void openapiGenerator_python() throws Exception {
        Tools.require("python3");
        Path client = folder.resolve("python client");
        Exec python = NpmPackages.machine(Files.createDirectories(client)).with("PYTHONPATH", client.toString());
        String needed = "import dateutil, pydantic, typing_extensions, urllib3; assert pydantic.VERSION[0] >= '2'";
        Tools.requireRight(
                python.run("python3", "-c", needed).exitCode() == 0,
                "to use pydantic 2, urllib3 and dateutil in Python");
        generator().generate("python", description, client, "--package-name", "exporter_client");
        copy("python", "client.py", client);

        python.run("python3", "-W", "error", "-m", "compileall", "-q", client.toString())
                .ok();
        requireExportAndImport("python", python, "python3", "-W", "error", "client.py");
    }

    @Test
    void openapiGenerator_java() throws Exception {
        Path client = folder.resolve("java client");
        generator()
                .generate(
                        "java",
                        description,
                        client,
                        "--invoker-package=client",
                        "--api-package=client.api",
                        "--model-package=client.model");
        copy("java", "Client.java", client.resolve("src/main/java"));
        String classPath = OpenApiGenerator.classPath(client);
        Path classes = client.resolve("classes");
        Path sources = Files.writeString(client.resolve("sources.txt"), sources(client.resolve("src/main/java")));

        Exec exec = Exec.in(client);
        exec.run(
                        OpenApiGenerator.java("javac"),
                        "--release",
                        "17",
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-classpath",
                        classPath,
                        "@" + sources.getFileName())
                .ok();
        requireExportAndImport(
                "java", exec, OpenApiGenerator.java("java"), "-classpath", classPath + ":" + classes, "Client");
    }

    private static String sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(file -> "\"" + file + "\"")
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void openapiGenerator_typescriptFetch() throws Exception {
        NpmPackages npm = NpmPackages.install(folder.resolve("typescript-fetch"), TYPESCRIPT, NODE_TYPES);
        generator()
                .generate(
                        "typescript-fetch",
                        description,
                        npm.folder().resolve("generated"),
                        "--additional-properties=importFileExtension=.js");

        compileAndRun("typescript-fetch", npm);
    }

    @Test
    void openapiTypescript() throws Exception {
        NpmPackages npm = NpmPackages.install(
                folder.resolve("openapi-typescript"),
                TYPESCRIPT,
                NODE_TYPES,
                "openapi-typescript@7.13.0",
                "openapi-fetch@0.17.0");
        npm.run("openapi-typescript", description.toString(), "--output", "generated/api.ts")
                .ok();

        compileAndRun("openapi-typescript", npm);
    }

    @Test
    void orval() throws Exception {
        NpmPackages npm = NpmPackages.install(folder.resolve("orval"), TYPESCRIPT, NODE_TYPES, "orval@8.38.0");
        copy("orval", "orval.config.js", npm.folder());
        copy("orval", "http.ts", npm.folder());
        Files.copy(description, npm.folder().resolve("openapi.yaml"));
        npm.run("orval", "--config", "orval.config.js").ok();

        compileAndRun("orval", npm);
    }

    private static void compileAndRun(String name, NpmPackages npm) throws Exception {
        copy(name, "client.ts", npm.folder());
        npm.run(
                        "tsc",
                        "--strict",
                        "--target",
                        "es2022",
                        "--module",
                        "nodenext",
                        "--lib",
                        "es2022,dom,dom.iterable",
                        "--types",
                        "node",
                        "--outDir",
                        "compiled",
                        "client.ts")
                .ok();
        requireExportAndImport(name, npm.exec(), "node", "compiled/client.js");
    }

    private static OpenApiGenerator generator() throws IOException {
        return OpenApiGenerator.download(folder.resolve("openapi-generator"));
    }

    private static void copy(String client, String file, Path target) throws IOException {
        try (var in = GeneratedClientsTest.class.getResourceAsStream("/clients/" + client + "/" + file)) {
            Files.copy(in, target.resolve(file));
        }
    }

    /** Runs the client with its own project. */
    private static void requireExportAndImport(String client, Exec exec, String... command) throws Exception {
        served.project(client);
        Path archive = folder.resolve(client + ".zip");
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(served.sidecar().url(), ServedWorkspace.TOKEN, later.url(), client, archive.toString()));

        ToolRun run = exec.run(all).ok();

        assertThat(run.lines())
                .as("%s", run)
                .containsExactly(
                        "exported completed " + Files.size(archive),
                        "imported completed " + client + " again",
                        "refused 404 unknown_project",
                        "later of-a-later-version");
        assertThat(folder.resolve("workspace").resolve(client + " again/note.txt"))
                .hasContent("a note\n");
    }
}
