package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.meaning.MeaningProject;

/**
 * The commands that a filmmaker types in a project: ordinary Git commands, one after the other, with a record of each
 * program started.
 *
 * <p>A project may be hostile, and be imported because of a fault that a test is to find: an index with an entry {@code
 * /} once made {@code git restore} remove a machine's {@code /etc}. So everything runs in bubblewrap (bwrap(1)), where
 * only the folder around the project is writable, and there is no network.
 */
public final class OrdinaryGit {
    private static final List<String> COMMANDS = List.of(
            "status",
            "diff",
            "diff --cached",
            "log -p -2",
            "stash",
            "stash pop",
            "restore .",
            "checkout other",
            "checkout -",
            "commit -q --allow-empty -a -m x",
            "submodule update --init --recursive",
            "gc -q",
            "lfs status",
            "lfs checkout");
    /** The commands in the repositories inside it. */
    private static final List<String> INNER_COMMANDS =
            List.of("status", "diff", "restore .", "checkout -f", "commit -q -a -m x");

    private static final List<String> INNER = List.of("looks", "nested", "sub", "vault/film.git");
    private static final String RECORDED = "strace -f --seccomp-bpf -s 8192 -e trace=execve,execveat -o";
    private static final String CONFINED =
            "bwrap --ro-bind / / --dev /dev --proc /proc --unshare-net --unshare-pid --die-with-parent";
    private static final int AT_ONCE = 2;
    private static final String MARK = "what follows is";
    private static final Pattern STARTED =
            Pattern.compile("^\\d+ +execve(?:at)?\\((?:[^\"]*, )?\"((?:[^\"\\\\]|\\\\.)*)\", \\[(.*)$");
    private static final Pattern MARKED = Pattern.compile(".*\"" + MARK + "\", \"([^\"]*)\".*");
    private static final Pattern ASKS_A_HOST = Pattern.compile("(.*/)?(ssh|git-remote-.*|curl|git-credential.*)");

    private final Path temp;
    private final Set<String> hooksOfLfs;

    /** Creates it with a folder for its own files. */
    public OrdinaryGit(Path temp) throws IOException {
        this.temp = temp;
        this.hooksOfLfs = hooksOfLfs(temp);
    }

    /**
     * Runs all commands in each of the projects.
     *
     * @return for each project, the programs started that are not Git's
     */
    public Map<Path, List<String>> run(List<Path> projects) throws IOException {
        StringBuilder all = new StringBuilder("exec </dev/null >/dev/null 2>&1\nlanes=\n");
        for (int lane = 0; lane < AT_ONCE; lane++) {
            all.append("{\n");
            for (int i = lane; i < projects.size(); i += AT_ONCE) {
                all.append(recorded(projects.get(i), i)).append(" || exit 1\n");
            }
            all.append("} &\nlanes=\"$lanes $!\"\n");
        }
        Path commands = Files.writeString(
                temp.resolve("commands.sh"), all + "for lane in $lanes; do wait $lane || exit 1; done\n");
        Exec.in(temp)
                .within(Duration.ofMinutes(10))
                .run("sh", commands.toString())
                .ok();
        Map<Path, List<String>> started = new HashMap<>();
        for (int i = 0; i < projects.size(); i++) {
            started.put(projects.get(i), suspicious(projects.get(i), log(i)));
        }
        return started;
    }

    private Path log(int number) {
        return temp.resolve("commands" + number + ".strace");
    }

    private String recorded(Path project, int number) throws IOException {
        Path script = Files.writeString(temp.resolve("commands" + number + ".sh"), script(project));
        return String.join(
                " ",
                RECORDED,
                quoted(log(number)),
                CONFINED,
                "--ro-bind",
                quoted(temp),
                quoted(temp),
                "--bind",
                quoted(around(project)),
                quoted(around(project)),
                "sh",
                quoted(script));
    }

    private static String quoted(Path path) {
        return "'" + path + "'";
    }

    private static String script(Path project) {
        StringBuilder script = new StringBuilder();
        append(script, project, COMMANDS);
        for (String inner : INNER) {
            if (Files.isDirectory(project.resolve(inner))) {
                append(script, project.resolve(inner), INNER_COMMANDS);
            }
        }
        return script.append("exit 0\n").toString();
    }

    private static void append(StringBuilder script, Path folder, List<String> commands) {
        for (String command : commands) {
            script.append("/bin/true '" + MARK + "' '" + command + "'\n")
                    .append("cd " + quoted(folder) + " && timeout -k 1 20 git " + command + "\n");
        }
    }

    /** The data of one case. */
    private static Path around(Path project) {
        return Objects.requireNonNull(
                Objects.requireNonNull(project.getParent()).getParent());
    }

    private List<String> suspicious(Path project, Path log) throws IOException {
        List<String> found = new ArrayList<>();
        String command = "";
        for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
            Matcher started = STARTED.matcher(line);
            if (!started.matches()) {
                continue;
            }
            Matcher mark = MARKED.matcher(started.group(2));
            if (mark.matches()) {
                command = mark.group(1);
            } else if (!command.isEmpty() && isSuspicious(started.group(1), line, command, project)) {
                found.add("git " + command + ": " + line);
            }
        }
        if (command.isEmpty()) {
            found.add("no command was called");
        }
        return found;
    }

    /** Programs planted by a case, in a project or around it, or that contact a host which no command names. */
    private boolean isSuspicious(String program, String line, String command, Path project) throws IOException {
        boolean asks = ASKS_A_HOST.matcher(program).matches() && !mayAsk(command);
        boolean theirs = !program.startsWith("/") || program.startsWith(around(project) + "/");
        return asks || (theirs && !isHookOfLfs(program, project)) || line.contains(MeaningProject.CANARY);
    }

    /**
     * Missing submodules are fetched from their remotes; Git LFS contacts a remote over SSH before it knows what it
     * needs.
     */
    private static boolean mayAsk(String command) {
        return command.startsWith("submodule") || command.startsWith("lfs");
    }

    /** Git LFS installs its own hooks in repositories in which it is used: git-lfs-install(1). */
    private boolean isHookOfLfs(String program, Path project) throws IOException {
        Path hook = project.resolve(program).normalize();
        return hook.startsWith(project.resolve(".git"))
                && hooksOfLfs.contains(Files.readString(hook, StandardCharsets.ISO_8859_1));
    }

    private static Set<String> hooksOfLfs(Path temp) throws IOException {
        GitFixture plain = GitFixture.init(temp.resolve("plain"));
        plain.git("lfs", "install", "--local");
        Set<String> hooks = new HashSet<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(plain.folder().resolve(".git/hooks"))) {
            for (Path file : files) {
                hooks.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return hooks;
    }
}
