package org.projectexporter.git.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** A project planned with the Git source alone, and unpacked again. */
public record Restored(RecordingPlanSink plan, Path folder) {
    /** The lines of {@code reflog --all} about worktrees that are not exported. */
    private static final Pattern OTHER_WORKTREES =
            Pattern.compile("(?m)^[0-9a-f]+ (main-worktree|worktrees/[^/]+)/.*\n");

    /** Plans a project. */
    public static RecordingPlanSink plan(Path project) throws IOException {
        return PlanWalk.of(FakeSourceContext.of(project), new GitSourceResolver());
    }

    /** Plans a project and unpacks it into {@code target}. */
    public static Restored of(Path project, Path target) throws IOException {
        RecordingPlanSink plan = plan(project);
        plan.materialise(target);
        return new Restored(plan, target.resolve(project.getFileName()));
    }

    /** Everything that people would ask Git about a repository. Status comes first, since it rewrites the index. */
    public static List<String> answers(Path repository) throws IOException {
        List<String> answers = new ArrayList<>();
        for (List<String> question : List.of(
                List.of("git", "status", "--porcelain=v2", "--branch", "--untracked-files=all"),
                List.of("git", "diff", "--cached"),
                List.of("git", "stash", "list", "--format=%gd %H %gs"),
                List.of("git", "for-each-ref"),
                List.of("git", "log", "--all", "--notes", "--format=raw"),
                List.of("git", "reflog", "--all", "--format=%H %gd"),
                List.of("git", "ls-files", "-s"),
                List.of("git", "submodule", "status", "--recursive"),
                List.of("git", "rev-parse", "--symbolic-full-name", "HEAD"))) {
            ToolRun run = Exec.in(repository).run(question);
            answers.add(String.join(" ", question) + "\n" + run.exitCode() + "\n"
                    + OTHER_WORKTREES.matcher(run.text()).replaceAll(""));
        }
        return answers;
    }

    /** Requires that {@code git fsck} finds no fault. */
    public static void fsck(Path repository) throws IOException {
        Exec.in(repository).git("fsck", "--full", "--strict", "--no-dangling");
    }
}
