package org.projectexporter.git.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.SourceException;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Blobs that JGit cannot reach: of repositories with SHA-256 ids, of partial clones, behind grafts. */
final class BlobsByGitTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Optional<String> gap = Optional.empty();

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .commit("First");
    }

    private List<String> blobs() throws IOException {
        List<String> blobs = new ArrayList<>();
        gap = BlobWalk.visit(
                film.folder().resolve(".git"),
                1024,
                FakeSourceContext.of(film.folder()),
                (path, content) -> blobs.add(path + " " + new String(content, StandardCharsets.UTF_8).strip()));
        return blobs;
    }

    private Path objectFile(String id) {
        return film.folder().resolve(".git/objects").resolve(id.substring(0, 2)).resolve(id.substring(2));
    }

    @Test
    void visit_findsBranchesTagsStashesReflogsAndTheIndex_andLeavesOutLargeBlobs() throws IOException {
        film.file("dir/é b.txt", "old\n").file("big.txt", "x".repeat(1025)).commit("Second");
        film.file("dir/é b.txt", "y".repeat(1024)).file("empty", "").commit("Third");
        film.stash("a.txt", "first stash\n").stash("a.txt", "second stash\n").gc();
        film.file("c.txt", "amended away\n").commit("Fourth").git("reset", "-q", "--hard", "HEAD~1");
        film.staged("s.txt", "staged\n").staged("big staged", "z".repeat(5000));
        Files.writeString(temp.resolve("key"), "public key\n");
        film.git(
                "tag",
                "-a",
                "-m",
                "key",
                "key",
                film.git("hash-object", "-w", temp.resolve("key").toString()));
        TreeSnapshot before = TreeSnapshot.of(film.folder());

        assertThat(blobs())
                .containsExactlyInAnyOrder(
                        "a.txt a",
                        "dir/é b.txt old",
                        "dir/é b.txt " + "y".repeat(1024),
                        "empty ",
                        "a.txt first stash",
                        "a.txt second stash",
                        "c.txt amended away",
                        "s.txt staged",
                        " public key");
        assertThat(gap).isEmpty();
        assertThat(TreeDiff.between(before, TreeSnapshot.of(film.folder()))
                        .withChangeTimes()
                        .differences())
                .isEmpty();
    }

    @Test
    void visit_ofARepositoryWithoutACommit_findsOnlyTheIndex() throws IOException {
        film = GitFixture.init(temp.resolve("new"), "--object-format=sha256").staged("b.txt", "staged\n");

        assertThat(blobs()).containsExactly("b.txt staged");
        assertThat(gap).isEmpty();
    }

    @Test
    void visit_wherePartOfAReflogsHistoryWasPruned_reportsIt_andFindsEveryStash() throws IOException {
        film.stash("a.txt", "older stash\n").stash("a.txt", "newer stash\n");
        film.file("b.txt", "b\n").commit("Lost");
        String lost = film.git("rev-parse", "HEAD");
        film.file("c.txt", "c\n").commit("After").git("reset", "-q", "--hard", "HEAD~2");
        Files.delete(objectFile(lost));

        assertThat(blobs()).contains("a.txt a", "a.txt older stash", "a.txt newer stash");
        assertThat(gap).hasValueSatisfying(why -> assertThat(why).contains("pruned"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD~1", "HEAD~1^{tree}", "HEAD~1:a.txt"})
    void visit_whereWhatABranchNeedsIsMissing_namesTheRepository(String needed) throws IOException {
        film.file("a.txt", "a\na\n").commit("Second");
        Files.delete(objectFile(film.git("rev-parse", needed)));

        assertThatThrownBy(this::blobs)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("film/.git is broken: git reports: ")
                .hasMessageContaining("option includeHistory");
    }

    @Test
    void visit_whereABlobOfTheIndexIsMissing_reportsIt_andFindsEverythingElse() throws IOException {
        film.staged("lost.txt", "lost\n").staged("s.txt", "staged\n");
        Files.delete(objectFile(film.git("rev-parse", ":lost.txt")));

        assertThat(blobs()).contains("a.txt a");
        assertThat(gap).hasValueSatisfying(why -> assertThat(why).contains("the index"));
    }

    @Test
    void visit_ofACancelledExport_stops() {
        CancellationToken token = new CancellationToken();
        token.cancel();

        assertThatThrownBy(() -> BlobWalk.visit(
                        film.folder().resolve(".git"),
                        1024,
                        FakeSourceContext.of(film.folder()).with(token),
                        (path, content) -> {}))
                .isInstanceOf(ExportCancelledException.class);
    }

    /** Objects that were never fetched stay absent: reading one would fetch it. */
    @ParameterizedTest
    @CsvSource({"sha1, blob:none", "sha256, blob:none", "sha1, tree:0", "sha256, tree:0"})
    void visit_ofAPartialClone_findsWhatExists_andReportsIt(String format, String filter) throws IOException {
        GitFixture origin = GitFixture.init(temp.resolve("origin"), "--object-format=" + format)
                .file("dir/a.txt", "old\n")
                .commit("First")
                .file("dir/a.txt", "new\n")
                .commit("Second");
        origin.git("config", "uploadpack.allowFilter", "true");
        origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
        Exec.in(temp).git("clone", "-q", "--no-local", "--filter=" + filter, "file://" + origin.folder(), "partial");
        film = GitFixture.at(temp.resolve("partial"));
        film.staged("own.txt", "own\n");
        TreeSnapshot before = TreeSnapshot.of(film.folder());

        assertThat(blobs()).containsExactlyInAnyOrder("dir/a.txt new", "own.txt own");

        assertThat(gap).hasValueSatisfying(why -> assertThat(why).contains("a partial clone"));
        assertThat(TreeDiff.between(before, TreeSnapshot.of(film.folder())).differences())
                .isEmpty();
    }

    @Test
    void visit_behindAGraftWhoseHistoryIsGone_findsWhatGitFinds() throws IOException {
        film = GitFixture.init(temp.resolve("grafted")).file("a.txt", "old\n").commit("First");
        String hidden = film.git("rev-parse", "HEAD");
        film.file("a.txt", "new\n").commit("Second");
        film.git("reflog", "expire", "--all", "--expire=now");
        Files.writeString(film.folder().resolve(".git/info/grafts"), film.git("rev-parse", "HEAD") + "\n");
        Files.delete(objectFile(hidden));

        assertThat(blobs()).contains("a.txt new").doesNotContain("a.txt old");
        assertThat(gap).isEmpty();
    }
}
