package org.projectexporter.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.projectexporter.testkit.Exec;
import org.projectexporter.testkit.meaning.MeaningProject;

/**
 * What a filmmaker types in a project: ordinary Git commands, one after the other, for many projects in one process, with a record of each
 * program that is started on the way.
 *
 * <p>A project may mean harm, and be let in by a fault of the import that a test is there to find: an index with an entry {@code /} has had
 * {@code git restore} remove a machine's {@code /etc}. So all of it runs in bubblewrap (bwrap(1)), where nothing but the folder around the
 * project can be written, and there is no network.
 */
final class OrdinaryGit {
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
    /** Those in the repositories within it. */
    private static final List<String> INNER_COMMANDS =
            List.of("status", "diff", "restore .", "checkout -f", "commit -q -a -m x");

    private static final List<String> INNER = List.of("looks", "nested", "sub", "vault/film.git");
    private static final String CONFINED =
            "bwrap --ro-bind / / --dev /dev --proc /proc --unshare-net --unshare-pid --die-with-parent";
    private static final String MARK = "what follows is of";
    private static final Pattern STARTED =
            Pattern.compile("^\\d+ +execve(?:at)?\\(\"((?:[^\"\\\\]|\\\\.)*)\", \\[(.*)$");
    private static final Pattern MARKED = Pattern.compile(".*\"" + MARK + "\", \"(\\d+)\", \"([^\"]*)\".*");
    private static final Pattern ASKS_A_HOST = Pattern.compile("(.*/)?(ssh|git-remote-.*|curl|git-credential.*)");

    private final Path temp;

    /** With a folder for its own files. */
    OrdinaryGit(Path temp) {
        this.temp = temp;
    }

    /**
     * Calls all commands in each of the projects; to be called once.
     *
     * @return of each project what was started and is not Git's
     */
    Map<Path, List<String>> run(List<Path> projects) throws IOException {
        StringBuilder all = new StringBuilder("exec </dev/null >/dev/null 2>&1\n");
        for (int i = 0; i < projects.size(); i++) {
            Path script = Files.writeString(temp.resolve("commands" + i), script(i, projects.get(i)));
            all.append(CONFINED + " --bind '" + around(projects.get(i)) + "' '" + around(projects.get(i)) + "'")
                    .append(" sh '" + script + "' || exit 1\n");
        }
        Path log = temp.resolve("commands.strace");
        Path commands = Files.writeString(temp.resolve("commands.sh"), all);
        Exec.in(temp)
                .within(Duration.ofMinutes(10))
                .run(
                        "strace",
                        "-f",
                        "--seccomp-bpf",
                        "-s",
                        "8192",
                        "-e",
                        "trace=execve,execveat",
                        "-o",
                        log.toString(),
                        "sh",
                        commands.toString())
                .ok();
        return suspicious(Files.readAllLines(log, StandardCharsets.ISO_8859_1), projects);
    }

    private static String script(int number, Path project) {
        StringBuilder script = new StringBuilder();
        append(script, number, project, COMMANDS);
        for (String inner : INNER) {
            if (Files.isDirectory(project.resolve(inner))) {
                append(script, number, project.resolve(inner), INNER_COMMANDS);
            }
        }
        return script.append("exit 0\n").toString();
    }

    private static void append(StringBuilder script, int number, Path folder, List<String> commands) {
        for (String command : commands) {
            script.append("/bin/true '" + MARK + "' " + number + " '" + command + "'\n")
                    .append("cd '" + folder + "' && timeout -k 1 20 git " + command + "\n");
        }
    }

    /** All that is of one case. */
    private static Path around(Path project) {
        return Objects.requireNonNull(
                Objects.requireNonNull(project.getParent()).getParent());
    }

    private static Map<Path, List<String>> suspicious(List<String> log, List<Path> projects) {
        Map<Path, List<String>> found = new HashMap<>();
        projects.forEach(project -> found.put(project, new ArrayList<>()));
        Path project = null;
        String command = "";
        for (String line : log) {
            Matcher started = STARTED.matcher(line);
            if (!started.matches()) {
                continue;
            }
            Matcher mark = MARKED.matcher(started.group(2));
            if (mark.matches()) {
                project = projects.get(Integer.parseInt(mark.group(1)));
                command = mark.group(2);
            } else if (isSuspicious(started.group(1), line, command, project)) {
                found.get(project).add("git " + command + ": " + line);
            }
        }
        return found;
    }

    /** What a case has planted, what lies in a project or around it, what asks a host that nobody has named. */
    private static boolean isSuspicious(String program, String line, String command, Path project) {
        if (project == null) {
            return false; // the shell itself
        }
        boolean asks = ASKS_A_HOST.matcher(program).matches() && !command.startsWith("submodule");
        return asks
                || !program.startsWith("/")
                || program.startsWith(around(project) + "/")
                || line.contains(MeaningProject.CANARY);
    }
}
