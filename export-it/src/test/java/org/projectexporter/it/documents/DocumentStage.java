package org.projectexporter.it.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;

/**
 * A folder in which the commands of a document run: {@code project-export} is on the PATH, and {@code projects/film} is a
 * project. What documents write in place of the reader's own names is replaced.
 */
final class DocumentStage {
    private static final String MARK = "=== end of block";

    private final Path root;
    private final Map<String, String> replacements = new LinkedHashMap<>();
    private String preamble = "";
    private String between = "";
    private Path folder;

    private DocumentStage(Path root) {
        this.root = root;
        folder = root.resolve("here");
    }

    static DocumentStage in(Path root) throws IOException {
        DocumentStage stage = new DocumentStage(root);
        Files.createDirectories(stage.folder);
        Path program = Files.createDirectories(root.resolve("bin")).resolve("project-export");
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.add("org.projectexporter.cli.Main");
        Files.writeString(program, "#!/bin/sh\nexec '" + String.join("' '", command) + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        film(root.resolve("projects/film"));
        return stage.replacing("./project-export", "project-export")
                .replacing("PATH/TO/film", stage.path("projects/film"));
    }

    private static void film(Path film) throws IOException {
        GitFixture.init(film)
                .file("cut.timeline", "footage/take 1.mov\n")
                .file("footage/take 1.mov", new Noise(1).bytes(2_500_000))
                .file("audio/scene 1.wav", new Noise(2).bytes(60_000))
                .file("note.txt", "A film.\n")
                .commit("First");
        Files.writeString(film.resolve("note.txt"), "A film, edited.\n");
        Files.writeString(film.resolve(".env"), "SECRET=1\n");
    }

    Path root() {
        return root;
    }

    Path folder() {
        return folder;
    }

    String path(String below) {
        return root.resolve(below).toString();
    }

    DocumentStage replacing(String text, String by) {
        replacements.put(text, by);
        return this;
    }

    /** Runs the blocks in another folder of the stage. */
    DocumentStage in(String below) throws IOException {
        folder = Files.createDirectories(root.resolve(below));
        return this;
    }

    /** Shell code that comes first. */
    DocumentStage first(String code) {
        preamble += code + "\n";
        return this;
    }

    /** Shell code that comes before each block. */
    DocumentStage beforeEach(String code) {
        between = code;
        return this;
    }

    String replaced(String text) {
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        return text;
    }

    /** Runs blocks one after the other in one shell, each of whose commands must succeed. Returns the output of each. */
    List<String> run(List<CodeBlock> blocks) throws IOException {
        StringBuilder script = new StringBuilder("set -euo pipefail\n" + preamble);
        for (CodeBlock block : blocks) {
            script.append(between + "\necho '>>> " + block.document() + ":" + block.line() + "' >&2\n");
            script.append(replaced(withoutMaven(block.text()))).append("echo '" + MARK + "'\n");
        }
        ToolRun run = Exec.in(folder)
                .with("PATH", root.resolve("bin") + ":" + System.getenv("PATH"))
                .within(Duration.ofMinutes(5))
                .run("bash", "-c", script.toString());
        if (run.exitCode() != 0) {
            throw new AssertionError(run + "\n" + script);
        }
        String[] outputs = run.text().split(Pattern.quote(MARK) + "\n?", -1);
        return List.of(outputs).subList(0, blocks.size());
    }

    /** Maven's commands are checked by another test. */
    private static String withoutMaven(String text) {
        return text.replaceAll("(?m)^mvn .*\\R(^ +#.*\\R)?", "");
    }
}
