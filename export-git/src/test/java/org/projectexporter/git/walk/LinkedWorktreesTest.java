package org.projectexporter.git.walk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Reports about worktrees that are not exported, and the export of one that is the project. */
final class LinkedWorktreesTest {
    @TempDir
    Path temp;

    private GitFixture main;

    @BeforeEach
    void init() throws IOException {
        main = GitFixture.init(temp.resolve("main")).file("a.txt", "a\n").commit("First");
    }

    private GitFixture add(String... options) throws IOException {
        String[] command = new String[options.length + 4];
        System.arraycopy(new String[] {"worktree", "add", "-q"}, 0, command, 0, 3);
        System.arraycopy(options, 0, command, 3, options.length);
        command[command.length - 1] = temp.resolve("cut").toString();
        main.git(command);
        return GitFixture.at(temp.resolve("cut"));
    }

    private static List<String> findings(RecordingPlanSink plan, Finding.Kind kind) {
        return plan.findings(kind).stream()
                .map(finding -> finding.path() + ": " + finding.detail())
                .toList();
    }

    @Test
    void worktreeOnABranch_isLeftOut_withItsHeadReported() throws IOException {
        add("-b", "side").file("b.txt", "b\n").commit("Second");

        RecordingPlanSink plan = Restored.plan(main.folder());

        assertThat(plan.paths()).noneMatch(path -> path.contains("/worktrees"));
        assertThat(findings(plan, Finding.Kind.LEFT_OUT))
                .containsExactly("main/.git/worktrees/cut: a linked worktree on refs/heads/side is never exported");
        assertThat(findings(plan, Finding.Kind.NOTE)).isEmpty();
    }

    @Test
    void worktreeOnACommitThatARefReaches_isNoLoss() throws IOException {
        String first = main.git("rev-parse", "HEAD");
        add("--detach");
        main.commit("Second");

        RecordingPlanSink plan = Restored.plan(main.folder());

        assertThat(findings(plan, Finding.Kind.LEFT_OUT))
                .singleElement()
                .asString()
                .contains("at " + first);
        assertThat(findings(plan, Finding.Kind.NOTE)).isEmpty();
    }

    @Test
    void worktreeOnACommitThatNoRefReaches_isWarnedOf_andItsObjectsAreExported() throws IOException {
        GitFixture cut = add("--detach").file("b.txt", "b\n").commit("On no branch");
        String head = cut.git("rev-parse", "HEAD");

        RecordingPlanSink plan = Restored.plan(main.folder());

        assertThat(findings(plan, Finding.Kind.NOTE))
                .singleElement()
                .asString()
                .startsWith("main/.git/worktrees/cut: no exported branch or tag contains the commit");
        assertThat(plan.has("main/.git/objects/" + head.substring(0, 2) + "/" + head.substring(2)))
                .isTrue();
    }

    @Test
    void worktreesOfARepositoryWithLongIds_areWarnedOfAlike() throws IOException {
        main = GitFixture.init(temp.resolve("new"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First");
        GitFixture cut = add("--detach");
        assertThat(findings(Restored.plan(main.folder()), Finding.Kind.NOTE)).isEmpty();

        cut.commit("On no branch");

        assertThat(findings(Restored.plan(main.folder()), Finding.Kind.NOTE))
                .anyMatch(line -> line.contains("no exported branch or tag"));
        RecordingPlanSink plan =
                PlanWalk.of(FakeSourceContext.of(cut.folder()).allowingRepositoryFolders(), new GitSourceResolver());
        assertThat(plan.commits()).hasValue(2);
        plan.materialise(temp.resolve("restored"));
        Restored.fsck(temp.resolve("restored/cut"));
    }

    @Test
    void linkedWorktree_reportsTheOthers_andWhereItReads() throws IOException {
        add("-b", "side");
        main.git("worktree", "add", "-q", "--detach", temp.resolve("third").toString());
        main.detach("HEAD").commit("On no branch");
        FakeSourceContext context = FakeSourceContext.of(temp.resolve("cut")).allowingRepositoryFolders();

        RecordingPlanSink plan = PlanWalk.of(context, new GitSourceResolver());

        String lost = main.git("rev-parse", "HEAD");
        assertThat(findings(plan, Finding.Kind.LEFT_OUT))
                .anyMatch(line -> line.startsWith("cut/.git/worktrees/third: a linked worktree at "))
                .anyMatch(line -> line.startsWith("cut/.git: the main worktree's own files") && line.contains(lost))
                .noneMatch(line -> line.startsWith("cut/.git/worktrees/cut"));
        assertThat(findings(plan, Finding.Kind.NOTE))
                .singleElement()
                .asString()
                .startsWith("cut/.git: no exported branch or tag");
        assertThat(findings(plan, Finding.Kind.REWRITTEN))
                .anyMatch(line -> line.startsWith("cut/.git: pointed to a linked"));
        Path common = main.folder().resolve(".git").toRealPath();
        assertThat(context.outside()).contains(common, common.resolve("worktrees/cut"));
        assertThat(plan.findings()).noneMatch(finding -> finding.toString().contains(temp.toString()));
    }

    @Test
    void linkedWorktree_whereAnAllowedRootContainsTheCommonFolder_isExported() throws IOException {
        add("-b", "side");
        FakeSourceContext context = FakeSourceContext.of(temp.resolve("cut")).allowing(main.folder());

        assertThat(PlanWalk.of(context, new GitSourceResolver()).paths()).contains("cut/.git/refs/heads/main");
    }

    /** The configuration is shared, and contains settings that apply only to the main worktree. */
    @Test
    void linkedWorktree_ofABareRepository_isNotBare() throws IOException {
        main.git("config", "core.bare", "true");
        GitFixture cut = add("-b", "side");
        RecordingPlanSink plan =
                PlanWalk.of(FakeSourceContext.of(cut.folder()).allowingRepositoryFolders(), new GitSourceResolver());

        plan.materialise(temp.resolve("restored"));

        GitFixture restored = GitFixture.at(temp.resolve("restored/cut"));
        assertThat(restored.git("rev-parse", "--is-bare-repository")).isEqualTo("false");
        assertThat(restored.git("status", "--porcelain")).isEmpty();
        assertThat(Files.isDirectory(restored.folder().resolve(".git"))).isTrue();
    }
}
