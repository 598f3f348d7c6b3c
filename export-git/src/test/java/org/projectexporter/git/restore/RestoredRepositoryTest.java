package org.projectexporter.git.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Exported repositories, judged by the real Git on the unpacked tree. */
final class RestoredRepositoryTest {
    private static final String DERIVED_GRAPH = ".git/objects/info/commit-graph";
    private static final String DERIVED_PACKS = ".git/objects/info/packs";

    @TempDir
    Path temp;

    private GitFixture film;
    private Path git;

    @BeforeEach
    void init() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("a.txt", "a\n")
                .file("dir/b.txt", "b\n")
                .commit("First");
        git = film.folder().resolve(".git");
    }

    private Restored restoreAndCompare() throws IOException {
        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));
        Restored.fsck(restored.folder());
        assertThat(Restored.answers(restored.folder())).isEqualTo(Restored.answers(film.folder()));
        return restored;
    }

    /** The status of the original is read before the export, since it may write the index. */
    private List<String> differences(Restored restored, String... changed) throws IOException {
        return TreeDiff.between(film.folder(), restored.folder())
                .ignoring(changed)
                .differences();
    }

    @Test
    void restored_withBranchesTagsNotesStashesAndAHalfPackedStore_answersTheSame() throws IOException {
        film.branch("side")
                .branch("wip.tmp")
                .branch("credentials")
                .tag("light")
                .annotatedTag("v1", "Locked")
                .note("n");
        film.stash("a.txt", "first\n").gc();
        film.file("c.txt", "c\n").commit("Second").stash("a.txt", "second\n").branch("after/gc");
        film.staged("d.txt", "staged\n").file("a.txt", "unstaged\n").file("untracked.txt", "u\n");
        film.git("status");

        Restored restored = Restored.of(film.folder(), temp.resolve("restored"));

        assertThat(differences(restored, ".git/hooks", ".git/branches", ".git/config", DERIVED_GRAPH, DERIVED_PACKS))
                .isEmpty();
        Restored.fsck(restored.folder());
        assertThat(Restored.answers(restored.folder())).isEqualTo(Restored.answers(film.folder()));
        assertThat(restored.plan().findings())
                .noneMatch(finding -> finding.kind().isUnexpected());
    }

    @Test
    void restored_ofADetachedHead_isDetached() throws IOException {
        film.commit("Second").detach("HEAD~1");

        restoreAndCompare();
    }

    @Test
    void restored_ofARepositoryWithoutACommit_isARepository() throws IOException {
        film = GitFixture.init(temp.resolve("new")).staged("a.txt", "staged\n");

        Restored restored = restoreAndCompare();

        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(0));
        assertThat(restored.plan().has("new/.git/refs/heads")).isTrue();
        assertThat(restored.plan().has("new/.git/objects/pack")).isTrue();
    }

    @Test
    void restored_inTheMiddleOfAMerge_canContinue() throws IOException {
        film.git("checkout", "-q", "-b", "side");
        film.file("a.txt", "theirs\n").commit("Theirs").git("checkout", "-q", "main");
        film.file("a.txt", "ours\n").commit("Ours");
        Exec.in(film.folder()).run("git", "merge", "side").exited(1);

        Restored restored = restoreAndCompare();

        assertThat(restored.folder().resolve(".git/MERGE_HEAD")).hasSameBinaryContentAs(git.resolve("MERGE_HEAD"));
        GitFixture.at(restored.folder()).git("commit", "-q", "-a", "-m", "Merged");
    }

    @Test
    void restored_inTheMiddleOfARebase_canContinue() throws IOException {
        film.git("checkout", "-q", "-b", "side");
        film.file("a.txt", "theirs\n").commit("Theirs").git("checkout", "-q", "main");
        film.file("a.txt", "ours\n").commit("Ours");
        Exec.in(film.folder()).run("git", "rebase", "side").exited(1);

        Restored restored = restoreAndCompare();

        GitFixture.at(restored.folder()).git("rebase", "--abort");
        assertThat(restored.folder().resolve("a.txt")).hasContent("ours\n");
    }

    @Test
    void restored_ofAShallowClone_isShallow() throws IOException {
        film.commit("Second").commit("Third");
        Exec.in(temp).git("clone", "-q", "--depth=2", "file://" + film.folder(), "shallow");
        film = GitFixture.at(temp.resolve("shallow"));

        Restored restored = restoreAndCompare();

        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(2));
        assertThat(restored.plan().rootCommits()).isEmpty();
    }

    @Test
    void restored_ofASparseCheckout_isSparse() throws IOException {
        film.file("other/c.txt", "c\n").commit("Second").git("sparse-checkout", "set", "dir");

        Restored restored = restoreAndCompare();

        assertThat(restored.folder().resolve("other")).doesNotExist();
        assertThat(GitFixture.at(restored.folder()).git("sparse-checkout", "list"))
                .isEqualTo("dir");
    }

    @Test
    void restored_withSubmodulesInSubmodules_answersTheSame() throws IOException {
        GitFixture inner =
                GitFixture.init(temp.resolve("inner")).file("i.txt", "i\n").commit("Inner");
        GitFixture outer =
                GitFixture.init(temp.resolve("outer")).file("o.txt", "o\n").commit("Outer");
        outer.submodule("deep/inner", inner);
        film.submodule("libraries/looks", outer);
        film.git("-c", "protocol.file.allow=always", "submodule", "update", "--init", "--recursive");
        film.file("libraries/looks/deep/inner/i.txt", "changed\n");

        Restored restored = restoreAndCompare();

        String module = "film/.git/modules/libraries/looks/";
        assertThat(restored.plan().entry(module + "modules/deep/inner/index").role())
                .isEqualTo(EntryRole.REPOSITORY_INDEX);
        assertThat(restored.plan().has(module + "hooks")).isFalse();
        Restored.fsck(restored.folder().resolve("libraries/looks/deep/inner"));
    }

    @Test
    void restored_withANestedRepository_hasIt() throws IOException {
        GitFixture nested = GitFixture.init(film.folder().resolve("tools/nested"))
                .file("n.txt", "n\n")
                .commit("N");
        nested.git("config", "http.extraheader", "Authorization: canary");

        Restored restored = restoreAndCompare();

        Restored.fsck(restored.folder().resolve("tools/nested"));
        assertThat(restored.folder().resolve("tools/nested/.git/config"))
                .content()
                .doesNotContain("canary");
    }

    @Test
    void restored_branchWhoseNameIsNotUtf8_keepsItsBytes() throws IOException {
        byte[] name = {(byte) 0xff, 'x', (byte) 0xc3};
        RawPath ref = RawPath.of(".git/refs/heads").resolve(RawPath.of(name));
        Files.write(
                NativeNames.resolve(film.folder(), ref), (film.git("rev-parse", "HEAD") + "\n").getBytes("US-ASCII"));

        Restored restored = restoreAndCompare();

        assertThat(NativeNames.resolve(restored.folder(), ref)).exists();
        assertThat(restored.plan().commits()).isEqualTo(OptionalLong.of(1));
    }

    @Test
    void plan_setsTheRoleOfEachEntry() throws IOException {
        film.gc().commit("Second");

        var plan = Restored.plan(film.folder());

        assertThat(plan.entry("film/.git/index").role()).isEqualTo(EntryRole.REPOSITORY_INDEX);
        assertThat(plan.entry("film/.git/HEAD").role()).isEqualTo(EntryRole.REPOSITORY);
        assertThat(plan.entries())
                .filteredOn(entry -> entry.path().toString().matches("film/.git/objects/(pack/.*|../.*)"))
                .hasSize(3)
                .allMatch(entry -> entry.role() == EntryRole.REPOSITORY_OBJECT && entry.storage() == StorageHint.STORE);
    }

    @Test
    void plan_withoutHistory_hasNoRepositoryAndKnowsItsRootCommit() throws IOException {
        GitFixture.init(film.folder().resolve("nested")).commit("Nested");
        film.git("config", "http.extraheader", "canary");
        var options = FakeSourceContext.of(film.folder()).options().toBuilder()
                .includeHistory(false)
                .build();

        var plan = org.projectexporter.testkit.PlanWalk.of(
                FakeSourceContext.of(film.folder()).with(options), new GitSourceResolver());

        assertThat(plan.paths()).noneMatch(path -> path.contains(".git"));
        assertThat(plan.commits()).isEqualTo(OptionalLong.of(0));
        assertThat(plan.rootCommits()).containsExactly(film.git("rev-list", "--max-parents=0", "HEAD"));
        assertThat(plan.findings(Finding.Kind.LEFT_OUT)).isEmpty();
    }

    @Test
    void plan_ofAFolderThatIsNotARepository_reportsNothing() throws IOException {
        Path plain = Files.createDirectories(temp.resolve("plain"));
        Files.writeString(plain.resolve("a.txt"), "a\n");

        var plan = Restored.plan(plain);

        assertThat(plan.paths()).containsExactly("plain", "plain/a.txt");
        assertThat(plan.findings()).isEmpty();
        assertThat(plan.rootCommits()).isEmpty();
    }

    @Test
    void restored_headThatIsALink_isAnEquivalentFile() throws IOException {
        Files.delete(git.resolve("HEAD"));
        Files.createSymbolicLink(git.resolve("HEAD"), Path.of("refs/heads/main"));

        Restored restored = restoreAndCompare();

        assertThat(restored.folder().resolve(".git/HEAD")).isRegularFile().hasContent("ref: refs/heads/main\n");
        assertThat(restored.plan().findings(Finding.Kind.REWRITTEN))
                .extracting(finding -> String.valueOf(finding.path()))
                .contains("film/.git/HEAD");
    }

    @Test
    void restored_withAnLfsStoreThatNoSourceKnows_hasItsObjects() throws IOException {
        Files.createDirectories(git.resolve("lfs/objects/ab/cd"));
        Files.writeString(git.resolve("lfs/objects/ab/cd/abcd"), "media");
        Files.createDirectories(git.resolve("lfs/tmp"));
        Files.writeString(git.resolve("lfs/tmp/part"), "half");

        var plan = restoreAndCompare().plan();

        assertThat(plan.entry("film/.git/lfs/objects/ab/cd/abcd").role()).isEqualTo(EntryRole.LARGE_OBJECT);
        assertThat(plan.has("film/.git/lfs/tmp")).isFalse();
        assertThat(plan.findings(Finding.Kind.LEFT_OUT))
                .extracting(finding -> String.valueOf(finding.path()))
                .contains("film/.git/lfs/tmp");
    }
}
