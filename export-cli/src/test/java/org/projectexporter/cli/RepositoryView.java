package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.projectexporter.testkit.Exec;

/** What Git says of a repository; the same before and after a sound export. */
final class RepositoryView {
    private static final List<List<String>> QUESTIONS = List.of(
            List.of("git", "status", "--porcelain"),
            List.of("git", "rev-parse", "HEAD"),
            List.of("git", "symbolic-ref", "-q", "HEAD"),
            List.of("git", "for-each-ref"),
            List.of("git", "log", "--all", "--reflog", "--format=%H %T %an %ae %at %cn %ct %B"),
            List.of("git", "stash", "list", "--format=%gd %H %gs"),
            List.of("git", "stash", "show", "-p", "stash@{0}"),
            List.of("git", "reflog", "show", "--all"),
            List.of("git", "notes", "list"),
            List.of("git", "ls-files", "--stage"),
            List.of("git", "diff", "--cached", "--stat"),
            List.of("git", "diff", "--stat"),
            List.of("git", "submodule", "status"),
            List.of("git", "lfs", "ls-files", "--all", "--long"));

    private RepositoryView() {}

    /** Every question with its answer. Changes nothing. */
    static Map<String, String> of(Path repository) throws IOException {
        Map<String, String> answers = new TreeMap<>();
        for (List<String> question : QUESTIONS) {
            var answer = Exec.in(repository).with("GIT_OPTIONAL_LOCKS", "0").run(question);
            answers.put(String.join(" ", question), answer.exitCode() + "\n" + answer.text());
        }
        return answers;
    }
}
