package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.GitFixture;

final class TrackedPathsTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private TrackedPaths tracked;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n");
        film.file("node_modules/deep/x", "x").file("tools/y.tmp", "y").file("node_modules/other/z", "z");
        film.git("add", "-f", "a.txt", "node_modules/deep", "tools/y.tmp");
        film.git("commit", "-q", "-m", "First");
        tracked = new TrackedPaths(FakeSourceContext.of(film.folder()).leavingOut(TrackedPathsTest::isCache));
    }

    private static boolean isCache(RawPath path) {
        String name = path.fileName().toString();
        return name.equals("node_modules") || name.endsWith(".tmp");
    }

    private boolean isProtected(String path) throws IOException {
        return tracked.contains(RawPath.of(path));
    }

    @Test
    void contains_whatIsTrackedAndTheFoldersAboveIt() throws IOException {
        assertThat(isProtected("node_modules")).isTrue();
        assertThat(isProtected("node_modules/deep")).isTrue();
        assertThat(isProtected("node_modules/deep/x")).isTrue();
        assertThat(isProtected("tools/y.tmp")).isTrue();
    }

    @Test
    void contains_neitherUntrackedPathsNorPathsThatNoPatternMatches() throws IOException {
        assertThat(isProtected("node_modules/other")).isFalse();
        assertThat(isProtected("node_modules/other/z")).isFalse();
        assertThat(isProtected("tools/z.tmp")).isFalse();
        assertThat(isProtected("a.txt")).isFalse();
    }

    @Test
    void contains_whatSubmodulesTrack_evenOneThatAPatternMatches() throws IOException {
        GitFixture library = GitFixture.init(temp.resolve("library"))
                .file("l.txt", "l")
                .file("l.tmp", "l")
                .commit("L");
        film.submodule("libraries/one", library).submodule("node_modules/two", library);
        film.file("node_modules/two/new.txt", "untracked");

        assertThat(isProtected("libraries/one/l.tmp")).isTrue();
        assertThat(isProtected("node_modules/two")).isTrue();
        assertThat(isProtected("node_modules/two/l.txt")).isTrue();
        assertThat(isProtected("node_modules/two/new.txt")).isFalse();
    }

    @Test
    void contains_whatARepositoryInTheTreeTracks_butNotOneInsideACache() throws IOException {
        GitFixture.init(film.folder().resolve("nested")).file("n.tmp", "n").commit("N");
        GitFixture.init(film.folder().resolve("node_modules/nested"))
                .file("n.txt", "n")
                .commit("N");

        assertThat(isProtected("nested/n.tmp")).isTrue();
        assertThat(isProtected("node_modules/nested")).isFalse();
        assertThat(isProtected("node_modules/nested/n.txt")).isFalse();
    }

    @Test
    void contains_ofABrokenIndex_isFalseAndNamesIt() throws IOException {
        Files.writeString(film.folder().resolve(".git/index"), "DIRC");

        assertThat(isProtected("tools/y.tmp")).isFalse();
        assertThat(tracked.unread()).containsExactly(RawPath.ROOT);
    }

    @Test
    void contains_withAGitFileThatPointsOutOfTheProject_readsNothingThere() throws IOException {
        GitFixture outside =
                GitFixture.init(temp.resolve("outside")).file("sub/o.tmp", "o").commit("O");
        Files.createDirectories(film.folder().resolve("sub"));
        Files.writeString(
                film.folder().resolve("sub/.git"), "gitdir: " + outside.folder().resolve(".git") + "\n");

        assertThat(isProtected("sub/sub/o.tmp")).isFalse();
        assertThat(tracked.unread()).containsExactly(RawPath.of("sub"));
    }
}
