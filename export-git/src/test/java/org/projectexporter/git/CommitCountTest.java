package org.projectexporter.git;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;

import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.GitFixture;

final class CommitCountTest {
    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    private CommitCount count() throws IOException {
        Path git = film.folder().resolve(".git");
        return CommitCount.of(git, RefTips.read(git), FakeSourceContext.of(film.folder()));
    }

    private void assertSameAsGit() throws IOException {
        String[] roots = film.git("rev-list", "--max-parents=0", "--all", "--reflog", "HEAD")
                .split("\n");
        Arrays.sort(roots);
        long expected = Long.parseLong(film.git("rev-list", "--count", "--all", "--reflog", "HEAD"));

        assertThat(count()).isEqualTo(new CommitCount(OptionalLong.of(expected), Arrays.asList(roots)));
    }

    @Test
    void count_ofStashesNotesTagsAndDetachedHead_isThatOfGit() throws IOException {
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
    void count_ofWhatWasResetAway_isThatOfGit() throws IOException {
        film.commits(7).git("reset", "-q", "--hard", "HEAD~5");
        film.commit("On").gc();

        assertSameAsGit();
    }

    @Test
    void count_whereAReflogMentionsPrunedCommits_skipsThem() throws IOException {
        String lost = film.commit("Second").git("rev-parse", "HEAD");
        film.git("reset", "-q", "--hard", "HEAD~1");
        Files.delete(film.folder().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));

        assertSameAsGit();
    }

    @Test
    void count_wherePartOfALoggedHistoryWasPruned_isUnknown() throws IOException {
        String root = film.git("rev-parse", "HEAD");
        String lost = film.commit("Second").git("rev-parse", "HEAD");
        film.commit("Third").git("reset", "-q", "--hard", root);
        Files.delete(film.folder().resolve(".git/objects/" + lost.substring(0, 2) + "/" + lost.substring(2)));

        assertThat(count().reachable()).isEmpty();
        assertThat(count().roots()).containsExactly(root);
    }

    @Test
    void count_ofAHundredThousandCommits_takesSeconds() throws IOException {
        film.commits(100_000).git("gc", "-q");

        CommitCount count = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), this::count);

        assertThat(count.reachable()).isEqualTo(OptionalLong.of(100_001));
    }
}
