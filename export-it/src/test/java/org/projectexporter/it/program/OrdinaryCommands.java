package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;

/**
 * Ordinary commands in an imported repository, whether they succeed or not. It may be hostile because of a fault of the
 * import that a test is to find: so Git runs in bubblewrap (bwrap(1)), where it can write only below some folders, and
 * has no network.
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
     * Runs all commands.
     *
     * @param folder the folder in which they are run
     * @param writable the folders below which they may write
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
