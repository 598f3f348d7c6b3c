package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.Exec;

/**
 * What anybody does with a repository that has come in, whether it succeeds or not. It may be there by a fault of the import that a test is to
 * find, and mean harm: so Git runs in bubblewrap (bwrap(1)), where it can write below some folders alone, and has no network.
 */
public final class OrdinaryCommands {
    private static final List<String> CONFINED = List.of(
            "bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--unshare-net", "--die-with-parent");

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
            List.of("lfs", "status"));

    private OrdinaryCommands() {}

    /**
     * Runs them all.
     *
     * @param folder in which they are called
     * @param writable below which they may write
     */
    public static void run(Path folder, Path... writable) throws IOException {
        for (List<String> command : COMMANDS) {
            List<String> words = new ArrayList<>(CONFINED);
            for (Path path : writable) {
                words.addAll(List.of("--bind", path.toString(), path.toString()));
            }
            words.add("git");
            words.addAll(command);
            Exec.in(folder).run(words);
        }
    }
}
