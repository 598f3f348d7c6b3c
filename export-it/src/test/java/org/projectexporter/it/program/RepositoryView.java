package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Git's view of a repository; the same before and after a correct export. */
public final class RepositoryView {
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("status"),
            List.of("status", "--porcelain=v2", "--branch", "--untracked-files=all"),
            List.of("fsck", "--full"),
            List.of("rev-parse", "HEAD"),
            List.of("symbolic-ref", "-q", "HEAD"),
            List.of("for-each-ref"),
            List.of("rev-list", "--count", "--all", "--reflog", "HEAD"),
            List.of("log", "--all", "--reflog", "--format=%H %T %P %an %ae %at %cn %ct %B"),
            List.of("stash", "list", "--format=%gd %H %gs"),
            List.of("stash", "show", "-p", "--include-untracked", "stash@{0}"),
            List.of("reflog", "show", "--all"),
            List.of("notes", "list"),
            List.of("replace", "-l"),
            List.of("bisect", "log"),
            List.of("ls-files", "--stage", "--debug"),
            List.of("diff", "--cached", "--stat"),
            List.of("diff", "--stat"),
            List.of("submodule", "status", "--recursive"),
            List.of("lfs", "ls-files", "--all", "--long"),
            List.of("lfs", "fsck", "--dry-run"));

    /** The output of {@code ls-files --debug} that depends on the file system. */
    private static final Pattern STAT = Pattern.compile("(?m)^  (ctime|mtime|dev|uid): .*\n");

    /** The output of {@code reflog --all} about other worktrees, which are left out. */
    private static final Pattern OTHER_WORKTREES =
            Pattern.compile("(?m)^[0-9a-f]+ (main-worktree|worktrees/[^/]+)/.*\n");

    private RepositoryView() {}

    /** Every query with its answer. Changes nothing. */
    public static Map<String, String> of(Path repository) throws IOException {
        Map<String, String> answers = new TreeMap<>();
        for (List<String> question : QUESTIONS) {
            ToolRun run = ask(repository, question.toArray(String[]::new));
            String text = STAT.matcher(run.text()).replaceAll("");
            text = OTHER_WORKTREES.matcher(text).replaceAll("");
            answers.put("git " + String.join(" ", question), run.exitCode() + "\n" + text);
        }
        return answers;
    }

    /** Runs Git, configured to treat every repository as safe, whoever owns it. */
    public static ToolRun ask(Path repository, String... question) throws IOException {
        return Exec.in(repository)
                .with("GIT_OPTIONAL_LOCKS", "0")
                .with("GIT_CONFIG_COUNT", "1")
                .with("GIT_CONFIG_KEY_0", "safe.directory")
                .with("GIT_CONFIG_VALUE_0", "*")
                .run(Stream.concat(Stream.of("git"), Stream.of(question)).toList());
    }
}
