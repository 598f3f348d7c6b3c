package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.Exec;

/** What anybody does with a project that has come in. */
final class OrdinaryCommands {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("status"),
            List.of("diff"),
            List.of("log", "-p", "-3"),
            List.of("restore", "."),
            List.of("checkout", "-f", "--", "."),
            List.of("stash"),
            List.of("stash", "pop"),
            List.of("checkout", "-q", "-b", "ordinary"),
            List.of("commit", "-q", "--allow-empty", "-m", "Ordinary"),
            List.of("checkout", "-f", "HEAD~1"),
            List.of("-c", "protocol.file.allow=always", "submodule", "update", "--init", "--recursive"),
            List.of("reset", "-q", "--hard"),
            List.of("gc", "-q"),
            List.of("lfs", "status"),
            List.of("lfs", "ls-files"));

    private OrdinaryCommands() {}

    /** Runs them all; whether they succeed is nobody's concern. */
    static void run(Path folder) throws IOException {
        for (List<String> command : COMMANDS) {
            List<String> words = new java.util.ArrayList<>(List.of("git"));
            words.addAll(command);
            Exec.in(folder).run(words);
        }
    }
}
