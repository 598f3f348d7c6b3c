package org.projectexporter.git.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.OrdinaryUser;

final class CommitCountTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private CommitCount count() throws IOException {
        return count(HeapShare.half());
    }

    private CommitCount count(HeapShare heap) throws IOException {
        Path git = film.folder().resolve(".git");
        FakeSourceContext context = FakeSourceContext.of(film.folder());
        return CommitCount.of(git, RefTips.read(git, context, HeapShare.half()), context, heap);
    }

    @Test
    void count_ofMoreThanThisJavaCanWalkThrough_isTheSame() throws IOException {
        film.commits(200).stash("a.txt", "one\n").annotatedTag("v1", "Tag");
        film.git("checkout", "-q", "--orphan", "other");
        film.commit("Another root").packRefs();

        HeapShare small = new HeapShare(20_000);
        assertThat(count(small)).isEqualTo(count());
        assertThat(small.left()).isEqualTo(20_000);
    }

    private void useSha256() throws IOException {
        film = GitFixture.init(temp.resolve("sha256"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First");
    }

    private void assertSameAsGit() throws IOException {
        String[] roots = film.git("rev-list", "--max-parents=0", "--all", "--reflog", "HEAD")
                .split("\n");
        Arrays.sort(roots);
        long expected = Long.parseLong(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"));

        assertThat(count()).isEqualTo(new CommitCount(OptionalLong.of(expected), Arrays.asList(roots)));
    }

    @ParameterizedTest
    @EnumSource
    void count_ofStashesNotesTagsAndDetachedHead_equalsGits(IdFormat ids) throws IOException {
        if (ids == IdFormat.SHA256) {
            useSha256();
        }
        film.commits(5)
                .stash("a.txt", "one\n")
                .stash("a.txt", "two\n")
                .stash("a.txt", "three\n")
                .note("seen");
        film.git("checkout", "-q", "--orphan", "other");
        film.commit("Another root").annotatedTag("v1", "Tag").git("tag", "-a", "-m", "nested", "v2", "v1");
        film.detach("main").commit("Detached").git("checkout", "-q", "main");
        film.git("tag", "blob", film.git("rev-parse", "HEAD:a.txt"));
        film.packRefs();
        film.branch("loose");

        assertSameAsGit();
        assertThat(count().roots()).hasSize(3);
    }

    @Test
    void count_ofWhatWasResetAway_equalsGits() throws IOException {
        film.commits(7).git("reset", "-q", "--hard", "HEAD~5");
        film.commit("On").gc();

        assertSameAsGit();
    }

    @Test
    void count_whereAReflogMentionsPrunedCommits_skipsThem() throws IOException {
        String lost = film.commit("Second").git("rev-parse", "HEAD");
        film.git("reset", "-q", "--hard", "HEAD~1");
        delete(lost);

        assertSameAsGit();
    }

    @Test
    void count_wherePartOfALoggedHistoryWasPruned_isUnknown() throws IOException {
        String root = film.git("rev-parse", "HEAD");
        String lost = film.commit("Second").git("rev-parse", "HEAD");
        film.commit("Third").git("reset", "-q", "--hard", root);
        delete(lost);

        assertThat(count().reachable()).isEmpty();
        assertThat(count().roots()).containsExactly(root);
    }

    private void delete(String object) throws IOException {
        Files.delete(film.folder().resolve(".git/objects/" + object.substring(0, 2) + "/" + object.substring(2)));
    }

    @Test
    void count_ofSha256_wherePartOfALoggedHistoryWasPruned_isUnknown() throws IOException {
        useSha256();

        count_wherePartOfALoggedHistoryWasPruned_isUnknown();
    }

    @Test
    void count_ofSha256_whereACommitOfABranchIsMissing_namesTheRepository() throws IOException {
        useSha256();
        String lost = film.git("rev-parse", "HEAD");
        film.commit("Second");
        delete(lost);

        assertThatThrownBy(this::count)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("sha256/.git is broken: git reports: fatal: ")
                .hasMessageContaining("option includeHistory");
    }

    @Test
    void count_ofAShallowSha256_hasNoRoot() throws IOException {
        useSha256();
        film.commits(5);
        Exec.in(temp).git("clone", "-q", "--depth=3", "file://" + film.folder(), "shallow");
        film = GitFixture.at(temp.resolve("shallow"));

        assertThat(count()).isEqualTo(new CommitCount(OptionalLong.of(3), List.of()));
    }

    /** Git works in such a repository only if it is marked as safe; only root can create one. */
    @Test
    void count_ofASha256RepositoryOfAnotherOwner_equalsGits() throws IOException {
        useSha256();
        film.commits(2);
        if (OrdinaryUser.mayGiveFilesAway()) {
            Exec.in(temp).run("chown", "-R", "12345:12345", "sha256").ok();
        }

        assertThat(count().reachable()).isEqualTo(OptionalLong.of(3));
    }

    /** The project's identity does not change. */
    @Test
    void count_ofAReplacedCommit_equalsGits_andTheRootsAreThoseOfTheTrueHistory() throws IOException {
        String root = film.git("rev-parse", "HEAD");
        film.commits(4).commit("Last");
        film.git("replace", "HEAD", film.git("commit-tree", "-m", "Without history", "HEAD^{tree}"));
        film.git("reflog", "expire", "--all", "--expire=now");
        String asGitCounts = film.git("rev-list", "--count", "--all", "--reflog", "HEAD");

        assertThat(asGitCounts).isEqualTo("2");
        assertThat(count().reachable()).isEqualTo(OptionalLong.of(2));
        assertThat(count().roots()).contains(root);
    }

    @Test
    void count_withAGraft_equalsGits_whetherOrNotTheTrueHistoryExists() throws IOException {
        film.commits(4);
        String cut = film.git("rev-parse", "HEAD~2");
        String hidden = film.git("rev-parse", "HEAD~3");
        film.git("reflog", "expire", "--all", "--expire=now");
        Files.writeString(film.folder().resolve(".git/info/grafts"), "# cut\n" + cut + "\n");
        String root = film.git("rev-list", "--max-parents=0", "HEAD");

        assertThat(count().reachable()).isEqualTo(OptionalLong.of(3));
        assertThat(count().roots()).doesNotContain(root);
        delete(hidden);
        assertThat(count()).isEqualTo(new CommitCount(OptionalLong.of(3), List.of(root)));
    }

    @Test
    void count_ofATagOnAnAbsentBlob_inAPartialClone_equalsGits() throws IOException {
        film.git("tag", "-a", "-m", "A file", "file", "HEAD:a.txt");
        String blob = film.git("rev-parse", "HEAD:a.txt");
        film.git("config", "remote.origin.promisor", "true");
        film.git("config", "remote.origin.url", temp.resolve("nowhere").toString());
        delete(blob);

        assertThat(count().reachable()).isEqualTo(OptionalLong.of(1));
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource
    void count_ofAHundredThousandCommits_takesSeconds(IdFormat ids) throws IOException {
        if (ids == IdFormat.SHA256) {
            useSha256();
        }
        film.commits(100_000).git("gc", "-q");

        CommitCount count = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> count());

        assertThat(count.reachable()).isEqualTo(OptionalLong.of(100_001));
    }
}
