package org.projectexporter.git.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.SourceException;
import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.git.restore.Restored;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/**
 * Repositories that could only be exported in part, and damaged ones: refused with a one-line message whose advice
 * works.
 */
final class RefusedShapesTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;

    @BeforeEach
    void init() throws IOException {
        use(GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First"));
    }

    private void use(GitFixture fixture) {
        film = fixture;
        git = film.folder().resolve(".git");
    }

    private void assertRefused(String reason) throws IOException {
        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(" without history")
                .hasMessageContaining(" (option ")
                .message()
                .doesNotContain("\n");
        assertThat(withoutHistory().paths()).contains(film.folder().getFileName() + "/a.txt");
    }

    private RecordingPlanSink withoutHistory() throws IOException {
        ExportOptions options = ExportOptions.builder().includeHistory(false).build();
        return PlanWalk.of(FakeSourceContext.of(film.folder()).with(options), new GitSourceResolver());
    }

    @Test
    void bareRepositoryWithoutHistory() throws IOException {
        Exec.in(temp).git("clone", "-q", "--bare", film.folder().toString(), "bare");
        use(GitFixture.at(temp.resolve("bare")));

        assertThatThrownBy(this::withoutHistory)
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("bare: the project is a bare repository")
                .hasMessageContaining("export it with history");
    }

    private void assertNotAllowed(String what) throws IOException {
        assertRefused(what);
        FakeSourceContext context = FakeSourceContext.of(film.folder());
        assertThatThrownBy(() -> PlanWalk.of(context, new GitSourceResolver()))
                .hasFieldOrPropertyWithValue("reason", Reason.OUTSIDE_NOT_ALLOWED)
                .hasMessageContaining("is outside the project")
                .hasMessageContaining("option dependencyRoots");
        assertThat(context.outside()).isEmpty();
    }

    @Test
    void linkedWorktreeThatMayNotBeRead() throws IOException {
        film.git("worktree", "add", "-q", "../linked");
        use(GitFixture.at(temp.resolve("linked")));

        assertNotAllowed("linked/.git: the folder of this worktree");
        assertThat(withoutHistory().commits()).isEqualTo(OptionalLong.of(0));
    }

    @Test
    void linkedWorktreeWhoseCommonFolderMayNotBeRead() throws IOException {
        film.git("worktree", "add", "-q", "../linked");
        use(GitFixture.at(temp.resolve("linked")));
        FakeSourceContext context =
                FakeSourceContext.of(film.folder()).allowing(temp.resolve("film/.git/worktrees/linked"));

        assertThatThrownBy(() -> PlanWalk.of(context, new GitSourceResolver()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("linked/.git: the common folder of this worktree is outside the project");
    }

    /** Not even its configuration is read, with any option. */
    @Test
    void commonFolderOfAnotherOwner() throws IOException {
        Path other = GitFixture.init(temp.resolve("other")).folder().resolve(".git");
        Files.writeString(other.resolve("config"), "[broken");
        Files.writeString(git.resolve("commondir"), other + "\n");

        assertNotAllowed("film/.git: the common folder of this worktree");
        assertThat(withoutHistory().findings()).isEmpty();
    }

    @Test
    void separateGitFolderThatMayNotBeRead() throws IOException {
        film.git("init", "-q", "--separate-git-dir=" + temp.resolve("elsewhere"));

        assertNotAllowed("film/.git: its Git folder");
    }

    @Test
    void gitFileThatPointsIntoAnotherRepository() throws IOException {
        GitFixture.init(film.folder().resolve("inner")).file("i", "i").commit("I");
        Files.createDirectories(film.folder().resolve("sub"));
        Files.writeString(film.folder().resolve("sub/.git"), "gitdir: ../inner/.git\n");

        assertRefused("film/sub/.git: a .git file that points into the project");
    }

    @Test
    void borrowedObjectsThatMayNotBeRead() throws IOException {
        Exec.in(temp).git("clone", "-q", "--shared", film.folder().toString(), "borrower");
        use(GitFixture.at(temp.resolve("borrower")));

        assertNotAllowed("borrower/.git: a store that it borrows objects from (alternates)");
    }

    @Test
    void borrowedObjectsThatAreGone() throws IOException {
        Exec.in(temp).git("clone", "-q", "--shared", film.folder().toString(), "borrower");
        Files.move(git.resolve("objects"), temp.resolve("away"));
        use(GitFixture.at(temp.resolve("borrower")));

        assertRefused("a store that it borrows objects from (alternates), " + temp.resolve("film/.git/objects")
                + ", is missing; restore it at this place");
    }

    @Test
    void gitFolderThatIsALink() throws IOException {
        Files.move(git, temp.resolve("elsewhere"));
        Files.createSymbolicLink(git, temp.resolve("elsewhere"));

        assertRefused("a .git that is neither file nor folder (replace it with the folder itself)");
    }

    @ParameterizedTest
    @CsvSource({
        "extensions.refStorage, tablets, refs in tablets",
        "extensions.objectFormat, sha512, a repository with sha512 ids",
        "extensions.futureThing, 1, extensions.futurething",
        "core.repositoryformatversion, 2, repository format version 2"
    })
    void extension(String key, String value, String reason) throws IOException {
        film.git("config", key, value);

        assertRefused(reason);
    }

    @ParameterizedTest
    @CsvSource({"objects", "refs", "config", "lfs", "modules"})
    void partThatIsALink(String name) throws IOException {
        Path moved = temp.resolve("moved");
        if (Files.exists(git.resolve(name))) {
            Files.move(git.resolve(name), moved);
        } else {
            Files.createDirectory(moved);
        }
        Files.createSymbolicLink(git.resolve(name), moved);

        assertRefused("film/.git/" + name + ": it is a link to " + moved);
    }

    @ParameterizedTest
    @CsvSource({
        "HEAD, garbage, HEAD is not a ref",
        "HEAD, '', HEAD is not a ref (it is empty)",
        "refs/heads/main, '', refs/heads/main is not a ref (it is empty)",
        "packed-refs, garbage, packed-refs has a line that is not a ref",
        "config, '[core', its config has a syntax error in line 1",
        "index, DIRC, the index is truncated",
        "config, '[extensions] refStorage = reftable', it has no reftable/tables.list",
        "refs/heads/x, 1234567890123456789012345678901234567890, which is missing",
        "packed-refs, '1234567890123456789012345678901234567890 refs/x', refs/x points to the object 12345"
    })
    void brokenFile(String file, String content, String reason) throws IOException {
        Files.writeString(git.resolve(file), content);

        assertRefused(reason);
        assertThatThrownBy(() -> Restored.plan(film.folder()))
                .hasMessageContaining("the repository film/.git is broken");
    }

    @ParameterizedTest
    @CsvSource({"HEAD", "objects", "refs"})
    void missingPart(String name) throws IOException {
        Files.move(git.resolve(name), temp.resolve("away"));

        assertRefused("the repository film/.git is broken: it has no");
    }

    @Test
    void missingCommitBehindAnother() throws IOException {
        String first = film.git("rev-parse", "HEAD");
        film.commit("Second");
        Files.delete(git.resolve("objects/" + first.substring(0, 2) + "/" + first.substring(2)));
        Files.delete(git.resolve("logs/HEAD"));
        Files.delete(git.resolve("logs/refs/heads/main"));

        assertRefused(first);
    }

    @Test
    void submoduleWhoseRepositoryIsGone_isAnOrdinaryFolder() throws IOException {
        film.submodule("s", GitFixture.init(temp.resolve("s")).file("s", "s").commit("S"));
        Files.move(git.resolve("modules/s"), temp.resolve("away"));

        RecordingPlanSink plan = Restored.plan(film.folder());

        assertThat(plan.paths()).contains("film/s/s").doesNotContain("film/s/.git");
        assertThat(plan.findings(Finding.Kind.LEFT_OUT))
                .anyMatch(finding -> finding.detail().contains("../.git/modules/s, which is missing"));
    }

    @Test
    void emptyFolderOfThatName_isNoRepository() throws IOException {
        Path plain = Files.createDirectories(temp.resolve("plain/.git"));

        RecordingPlanSink plan = Restored.plan(plain.getParent());

        assertThat(plan.paths()).containsExactly("plain", "plain/.git");
    }
}
