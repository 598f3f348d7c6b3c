package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.testkit.fixtures.GitFixture;

/**
 * Git follows {@code .git} files and {@code core.worktree} and writes there: they may lead only to suitable places in
 * the archive.
 */
class GitFileTest {
    @TempDir
    static Path temp;

    private static GitDoors doors;

    @BeforeAll
    static void export() throws IOException {
        doors = GitDoors.in(temp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitdir: ../dir/way-out/.git\n",
                "gitdir: ../dir/way-out/../.git/modules/looks\n",
                "gitdir: ../.git/modules/looks/../../../../outside/.git\n",
                "gitdir: ../../outside/.git\n",
                "gitdir: ../no-such/../.git/modules/looks\n",
                "gitdir: ../a.txt/../.git/modules/looks\n",
                "gitdir: ../.git/modules/looks\0/../../../../outside/.git\n",
                "gitdir: ../../outside/.git\0\n",
                "gitdir: ../.git/modules/looks \n",
                "gitdir:  ../.git/modules/looks\n",
                "gitdir: ../.git/modules/looks\t\n",
                "gitdir: ../.git/modules/looks\n\n../../outside/.git\n",
                "gitdir: ../.git/modules/looks\u0001\n",
                "gitdir: ..\\..\\outside\\.git\n",
                "gitdir: ../..\\outside/.git\n",
                "gitdir: /no-such-folder\n",
                "gitdir: ../.git\n",
                "gitdir: ../.git/refs\n",
                "gitdir: ../.git/modules\n",
                "gitdir: ../.git/modules/no-such\n",
                "gitdir: ../.GIT/modules/looks\n",
                "gitdir: ../.git/Modules/looks\n",
                "gitdir: ../vault.git\n",
                "gitdir: .\n",
                "gitdir: \n",
                "gitdir:../.git/modules/looks\n",
                "Gitdir: ../.git/modules/looks\n",
                "\u00ef\u00bb\u00bfgitdir: ../.git/modules/looks\n",
                "../.git/modules/looks\n",
                ""
            })
    void gitFile_thatLeadsToNoSubmodulesRepository_isRefused(String text) {
        doors.assertRefused(
                archive -> archive.file("film/looks/.git", text), ArchiveDefect.GIT_LEADS_OUT, "film/looks/.git");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gitdir: ../.git/modules/looks",
                "gitdir: ../.git/modules/looks\r\n",
                "gitdir: ../.git/modules/looks\n\r\n\n",
                "gitdir: .././/.git/modules/looks/\n",
                "gitdir: ../dir/../.git/modules/../modules/looks\n"
            })
    void gitFile_thatLeadsThereInAnotherWay_isWrittenAgain(String text) throws IOException {
        ImportResult result = doors.assertHarmless(archive -> archive.file("film/looks/.git", text), "looks");

        assertThat(result.folder().resolve("looks/.git")).hasContent("gitdir: ../.git/modules/looks\n");
        assertThat(Files.readString(result.folder().resolve("looks/.git"))).endsWith("looks\n");
    }

    @Test
    void gitFile_ofARepositoryInAnothersWorkingTree_isRefused() {
        doors.assertRefused(
                archive -> archive.file("film/extra/.git", "gitdir: ../vault.git\n"),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/extra/.git");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../../dir/way-out",
                "../../../dir/way-out/..",
                "../../../dir/way-out/../a.txt",
                "../../../a.txt",
                "../../../a.txt/../looks",
                "../../../looks/.git",
                "../../../no-such/../looks",
                "../../../..\\\\..\\\\outside",
                "../../../looks\\\\..\\\\..\\\\..\\\\outside"
            })
    void workTree_thatIsNoFolderOfTheArchive_isRefused(String value) {
        doors.assertRefused(
                archive -> archive.file("film/.git/modules/looks/config", config(value)),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/.git/modules/looks/config");
    }

    private static String config(String workTree) {
        return "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = " + workTree + "\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/no-such-folder",
                "../../../../outside",
                "../../../../../outside",
                "\"../../../looks\u0001\"",
                "\"../../../looks\\t\"",
                "../..",
                "../../hooks",
                "../../.",
                "..",
                ".",
                "hooks",
                "../../../.git",
                "../../../.GIT",
                "../../../.git/hooks",
                "../../../vault.git",
                "../../../vault.git/hooks",
                "../../../vault.git/HOOKS",
                "../../../vault.git/hooks./x",
                "../../../vault.git/modules/x",
                "../../../vault.git/objects"
            })
    void workTree_outsideOrInARepository_isLeftOut(String value) throws IOException {
        ImportResult result = doors.assertHarmless(
                archive -> archive.file("film/.git/modules/looks/config", config(value)), ".git/modules/looks");

        assertThat(result.folder().resolve(".git/modules/looks/config"))
                .content()
                .doesNotContain("worktree");
        assertThat(GitDoors.paths(result, ImportNote.Kind.CLEANED)).contains("film/.git/modules/looks/config");
        assertThat(result.folder().resolve(".git/hooks")).doesNotExist();
        assertThat(result.folder().resolve("vault.git/hooks")).doesNotExist();
    }

    @Test
    void workTree_inTheConfigurationOfAWorktree_isLookedAtToo() {
        doors.assertRefused(
                archive -> archive.file(
                                "film/.git/config",
                                "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n")
                        .file("film/.git/config.worktree", "[core]\n\tworktree = ../dir/way-out\n"),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/.git/config.worktree");
    }

    @Test
    void workTree_aroundItsOwnRepository_isLeftOut() throws IOException {
        ImportResult result =
                doors.assertHarmless(archive -> archive.file("film/vault.git/config", config("..")), "vault.git", ".");

        assertThat(result.folder().resolve("vault.git/config")).content().doesNotContain("worktree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../looks/", "../../.././looks", "../../../dir/../looks", "../../../not-yet/there"})
    void workTree_inTheProject_isWrittenAgain(String value) throws IOException {
        ImportResult result =
                doors.assertHarmless(archive -> archive.file("film/.git/modules/looks/config", config(value)));

        assertThat(Files.readString(result.folder().resolve(".git/modules/looks/config")))
                .contains("\tworktree = ../../../" + (value.endsWith("there") ? "not-yet/there" : "looks") + "\n");
    }

    /**
     * The repository that Git opens there has the submodule's folder as its working tree, and nothing else refers to
     * it.
     */
    @Test
    void submodulesOfNestedRepositories_comeIn() throws IOException {
        GitFixture looks =
                GitFixture.init(temp.resolve("deep-looks")).file("l", "l").commit("L");
        GitFixture film = GitFixture.init(temp.resolve("nested")).commit("First");
        GitFixture inner = GitFixture.init(film.folder().resolve("tools/inner"))
                .commit("I")
                .submodule("looks", looks);
        String status = inner.git("submodule", "status");

        Path archive = GitDoors.export(film.folder(), temp.resolve("nested.tar"));
        ImportResult result = GitDoors.importFrom(archive, temp.resolve("nested-again"));

        GitFixture again = GitFixture.at(result.folder().resolve("tools/inner"));
        assertThat(again.git("submodule", "status")).isEqualTo(status);
        assertThat(GitFixture.at(result.folder().resolve("tools/inner/looks")).git("status", "--porcelain"))
                .isEmpty();
    }
}
