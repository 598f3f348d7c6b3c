package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Imports to a file system that ignores case, like those of macOS and Windows: NTFS in a file, by lowntfs-3g. */
@Tag("long")
class FoldingFileSystemTest {
    @TempDir
    static Path temp;

    private static FoldingFolder folder;
    private static GitDoors doors;

    @BeforeAll
    static void mount() throws IOException {
        folder = FoldingFolder.mount(temp);
        doors = GitDoors.in(temp.resolve("doors"), folder.path());
    }

    @AfterAll
    static void unmount() throws IOException {
        if (folder != null) {
            folder.close();
        }
    }

    @Test
    void unchangedProject_isImported() throws IOException {
        ImportResult result = doors.assertHarmless(archive -> archive, ".", "looks", "vault.git");

        assertThat(result.folder().resolve("looks/.git")).hasContent("gitdir: ../.git/modules/looks\n");
        Exec.in(result.folder()).git("fsck", "--full");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "film/.git/CONFIG",
                "film/.git/Hooks",
                "film/.git/modules/looks/Config",
                "film/vault.git/HOOKS",
                "film/vault.git/Config",
                "film/.git/MERGE_rr"
            })
    void partInAnotherSpelling_isRefused(String path) {
        doors.assertRefused(archive -> archive.file(path, "x\n"), ArchiveDefect.GIT_LOOKALIKE, path);
    }

    /** No part of it is spelled as in Git, but Git opens it here anyway. */
    @Test
    void bareRepositoryInAnotherSpelling_isRefused() {
        doors.assertRefused(
                archive -> archive.file("film/odd/Head", "ref: refs/heads/main\n")
                        .folder("film/odd/Objects")
                        .folder("film/odd/REFS")
                        .file("film/odd/Config", "[core]\n\tfsmonitor = ./harm\n"),
                ArchiveDefect.GIT_LOOKALIKE,
                "film/odd/Config");
    }

    @ParameterizedTest
    @CsvSource({"../.GIT/modules/looks", "../.git/Modules/looks", "../.git/modules/LOOKS"})
    void gitFileInAnotherSpelling_isRefused(String way) {
        doors.assertRefused(
                archive -> archive.file("film/looks/.git", "gitdir: " + way + "\n"),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/looks/.git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../../LOOKS", "../../../Vault.git", "../../../Dir/Way-Out", "../../../DIR"})
    void workTreeInAnotherSpelling_isRefused(String way) {
        doors.assertRefused(
                archive -> archive.file("film/.git/modules/looks/config", "[core]\n\tworktree = " + way + "\n"),
                ArchiveDefect.GIT_LEADS_OUT,
                "film/.git/modules/looks/config");
    }

    /** One of the two is renamed here, and Git follows that. */
    @Test
    void workTreeThatGotAnotherName_isLedToByThat() throws IOException {
        ImportResult result = doors.assertHarmless(archive -> archive.file("film/LOOKS/x.txt", "x\n"));

        assertThat(GitDoors.paths(result, ImportNote.Kind.RENAMED)).containsExactly("film/looks");
        String name =
                GitFixture.at(result.folder().resolve(".git/modules/looks")).git("config", "core.worktree");
        assertThat(name).startsWith("../../../looks~");
        Path looks = result.folder().resolve(".git/modules/looks").resolve(name).normalize();
        assertThat(GitFixture.at(looks).git("log", "--format=%s")).isEqualTo("Look");
    }
}
