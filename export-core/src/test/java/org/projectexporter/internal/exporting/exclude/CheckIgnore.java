package org.projectexporter.internal.exporting.exclude;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** {@code git check-ignore} on a repository with some files. */
final class CheckIgnore {
    private final Path repository;
    private final List<String> folders;
    private final List<String> files;

    private CheckIgnore(Path repository, List<String> folders, List<String> files) {
        this.repository = repository;
        this.folders = folders;
        this.files = files;
    }

    static CheckIgnore withTree(Path repository, List<String> folders, List<String> files) throws IOException {
        for (String folder : folders) {
            Files.createDirectories(repository.resolve(folder));
        }
        for (String file : files) {
            Files.createDirectories(repository.resolve(file).getParent());
            Files.createFile(repository.resolve(file));
        }
        CheckIgnore git = new CheckIgnore(repository, folders, files);
        git.run(new byte[0], "git", "init", "-q");
        return git;
    }

    List<String> folders() {
        return folders;
    }

    List<String> files() {
        return files;
    }

    /** The folders and files that Git ignores with these patterns. */
    Set<String> ignored(List<String> patterns) throws IOException {
        Files.createDirectories(repository.resolve(".git/info"));
        Files.writeString(repository.resolve(".git/info/exclude"), String.join("\n", patterns) + "\n");
        StringBuilder paths = new StringBuilder();
        // the dot keeps a leading colon from being pathspec magic
        Stream.concat(folders.stream(), files.stream())
                .forEach(path -> paths.append("./").append(path).append('\0'));
        byte[] out = run(
                paths.toString().getBytes(StandardCharsets.UTF_8),
                "git",
                "-c",
                "core.excludesFile=/dev/null",
                "check-ignore",
                "--no-index",
                "-z",
                "-v",
                "-n",
                "--stdin");
        String[] fields = new String(out, StandardCharsets.UTF_8).split("\0", -1);
        Set<String> ignored = new TreeSet<>();
        for (int i = 0; i + 3 < fields.length; i += 4) {
            if (!fields[i + 2].isEmpty() && !fields[i + 2].startsWith("!")) {
                ignored.add(fields[i + 3].substring(2));
            }
        }
        return ignored;
    }

    private byte[] run(byte[] input, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(new File(repository.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input);
        }
        byte[] out = process.getInputStream().readAllBytes();
        try {
            if (process.waitFor() > 1) {
                throw new IOException("git has failed with exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return out;
    }
}
