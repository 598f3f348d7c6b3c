package org.projectexporter.sidecar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Packages of npm in a folder of their own. Where node, npm or what npm downloads is missing, the test is skipped. */
final class NpmPackages {
    private final Path folder;

    private NpmPackages(Path folder) {
        this.folder = folder;
    }

    /**
     * Installs packages; programs there are ECMAScript modules.
     *
     * @param packages with their versions, for example {@code typescript@5.9.3}
     */
    static NpmPackages install(Path folder, String... packages) throws IOException {
        Tools.require("node", "npm");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
        List<String> command = new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund"));
        command.addAll(List.of(packages));
        ToolRun npm = machine(folder).run(command);
        Tools.requireRight(npm.exitCode() == 0, "to download with npm: " + String.join(" ", packages) + "\n" + npm);
        return new NpmPackages(folder);
    }

    /** Runs a program of the packages. */
    ToolRun run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(folder.resolve("node_modules/.bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return exec().run(command);
    }

    Path folder() {
        return folder;
    }

    /** Runs programs in the folder; they report nothing to their authors. */
    Exec exec() {
        return machine(folder)
                .with("NODE_ENV", "test")
                .with("REDOCLY_TELEMETRY", "off")
                .with("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    }

    /** Runs programs that have their settings in the environment and the home folder, such as npm and Maven. */
    static Exec machine(Path folder) {
        Exec exec = Exec.in(folder).within(Duration.ofMinutes(5));
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            exec = exec.with(variable.getKey(), variable.getValue());
        }
        return exec;
    }
}
