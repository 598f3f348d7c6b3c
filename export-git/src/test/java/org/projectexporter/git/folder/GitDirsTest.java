package org.projectexporter.git.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.GitFixture;

final class GitDirsTest {
    @TempDir
    Path temp;

    private GitFixture main;
    private GitFixture linked;
    private GitDirs dirs;

    @BeforeEach
    void addAWorktree() throws IOException {
        main = GitFixture.init(temp.resolve("main")).file("a.txt", "a\n").commit("First");
        main.git("worktree", "add", "-q", "-b", "cut", "../film");
        linked = GitFixture.at(temp.resolve("film"));
        dirs = GitDirs.of(temp.resolve("main/.git/worktrees/film"));
    }

    @Test
    void resolve_givesWhatGitGives() throws IOException {
        for (String path : List.of(
                "HEAD",
                "ORIG_HEAD",
                "MERGE_HEAD",
                "index",
                "config",
                "config.worktree",
                "info/exclude",
                "info/attributes",
                "info/sparse-checkout",
                "logs",
                "logs/HEAD",
                "logs/refs/heads/main",
                "logs/refs/bisect/bad",
                "logs/refs/worktree/x",
                "logs/refs/rewritten/x",
                "logs/refs/stash",
                "objects/pack",
                "packed-refs",
                "refs/heads/main",
                "refs/bisect/bad",
                "refs/worktree/x",
                "refs/rewritten/x",
                "refs/tags/bisect",
                "rebase-merge/head-name",
                "rr-cache/x",
                "modules/looks/HEAD",
                "shallow",
                "worktrees/film",
                "hooks/pre-commit")) {
            Path git = linked.folder().resolve(linked.git("rev-parse", "--git-path", path));

            assertThat(dirs.resolve(RawPath.of(path)).normalize()).as(path).isEqualTo(git.normalize());
        }
    }

    @Test
    void children_areThoseOfBothFolders_withoutTheFilesThatLinkThem() throws IOException {
        linked.git("update-ref", "refs/worktree/mark", "HEAD");
        main.git("update-ref", "refs/worktree/other", "HEAD");

        assertThat(names(""))
                .contains("HEAD", "config", "index", "logs", "objects", "refs")
                .doesNotContain("commondir");
        assertThat(names("")).doesNotContain("gitdir").doesNotHaveDuplicates();
        assertThat(names("refs")).containsExactly("heads", "tags", "worktree");
        assertThat(names("refs/worktree")).containsExactly("mark");
        assertThat(names("logs")).containsExactly("HEAD", "refs");
        SourceItem head = dirs.children(RawPath.of("logs"), RawPath.of("shown/logs"), FakeSourceContext.of(temp))
                .get(0);
        assertThat(head.path()).isEqualTo(RawPath.of("shown/logs/HEAD"));
        assertThat(head.file()).isEqualTo(dirs.own().resolve("logs/HEAD"));
    }

    private List<String> names(String folder) throws IOException {
        return dirs.children(RawPath.of(folder), RawPath.of(folder), FakeSourceContext.of(temp)).stream()
                .map(item -> item.name().toString())
                .toList();
    }

    @Test
    void of_theMainWorktree_isOneFolder() throws IOException {
        GitDirs one = GitDirs.of(main.folder().resolve(".git"));

        assertThat(one.isLinked()).isFalse();
        assertThat(one.common()).isEqualTo(one.own());
    }
}
