package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;

import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * An archive is the same wherever it is created, even inside the project: it never contains the files of its own
 * export.
 */
class OwnFilesTest {
    @TempDir
    static Path shared;

    private static GitFixture film;

    @TempDir
    Path temp;

    @BeforeAll
    static void makeAFilm() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(shared.toRealPath().resolve("film"), true);
        GitFixture.init(film.folder().resolve("mirror.git"), "--bare");
    }

    private static Path export(GitFixture project, Path folder) throws IOException {
        ExportResult result = ProjectExporter.create()
                .export(
                        ExportRequest.builder(project.folder(), folder.resolve("out.zip"))
                                .exportedAt(Instant.parse("2025-01-15T10:00:00Z"))
                                .repositoryFolders(true)
                                .replaceTarget(true)
                                .build(),
                        ProgressListener.NONE);
        assertThat(result.incomplete()).isFalse();
        return result.archive();
    }

    private String madeElsewhere(GitFixture project) throws IOException {
        return TreeSnapshot.sha256(export(project, Files.createDirectories(temp.resolve("elsewhere"))));
    }

    /** A prefix of no other name; names are not compressed. */
    private static void assertHoldsNothingOfItsOwn(Path zip) throws IOException {
        assertThat(new String(Files.readAllBytes(zip), StandardCharsets.ISO_8859_1))
                .doesNotContain("out.zip");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "03_Renders",
                ".git",
                ".git/objects",
                ".git/objects/pack",
                ".git/refs/heads",
                ".git/logs",
                ".git/hooks",
                ".git/lfs",
                ".git/lfs/objects",
                ".git/modules",
                ".git/modules/06_Looks",
                ".git/modules/06_Looks/objects/pack",
                "mirror.git",
                "mirror.git/objects",
                "mirror.git/refs"
            })
    void anArchiveInTheProject_isTheOneThatIsMadeElsewhere_andHoldsNotTheOneBefore(String folder) throws IOException {
        Path target = film.folder().resolve(folder).normalize();
        assertThat(target).as("a folder of the project").isDirectory();
        String elsewhere = madeElsewhere(film);

        Path archive = export(film, target);

        assertThat(TreeSnapshot.sha256(archive)).isEqualTo(elsewhere);
        assertHoldsNothingOfItsOwn(export(film, target));
    }

    @AfterEach
    void removeWhatWasMadeInTheFilm() throws IOException {
        try (Stream<Path> files = Files.walk(film.folder())) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("out.zip"))
                    .toList()) {
                Files.delete(file);
            }
        }
    }

    /** Git LFS keeps its objects in another folder, and the archive is created there. */
    @ParameterizedTest
    @ValueSource(strings = {".", "objects"})
    void anArchiveInAMovedLfsStore_isTheOneThatIsMadeElsewhere(String folder) throws IOException {
        GitFixture moved = FilmProject.make(temp.toRealPath().resolve("film"), false);
        Path store = temp.toRealPath().resolve("store");
        Files.move(moved.folder().resolve(".git/lfs"), store);
        moved.git("config", "lfs.storage", store.toString());
        String elsewhere = madeElsewhere(moved);

        Path archive = export(moved, store.resolve(folder).normalize());

        assertThat(TreeSnapshot.sha256(archive)).isEqualTo(elsewhere);
        assertHoldsNothingOfItsOwn(archive);
    }

    /** A linked worktree is exported, and the archive is created in the repository that it belongs to. */
    @ParameterizedTest
    @ValueSource(strings = {".git", ".git/objects", ".git/refs"})
    void anArchiveInTheCommonFolderOfAWorktree_isTheOneThatIsMadeElsewhere(String folder) throws IOException {
        GitFixture main = GitFixture.init(temp.toRealPath().resolve("main"))
                .file("a.txt", "a\n")
                .commit("First");
        main.git("worktree", "add", "-q", "../cut", "-b", "cut");
        GitFixture cut = GitFixture.at(main.folder().resolveSibling("cut"));
        String elsewhere = madeElsewhere(cut);

        Path archive = export(cut, main.folder().resolve(folder));

        assertThat(TreeSnapshot.sha256(archive)).isEqualTo(elsewhere);
        assertHoldsNothingOfItsOwn(archive);
    }

    /** The work folder of another export is part of the project like any other file. */
    @Test
    void anotherExportsFiles_areFilesOfTheProject() throws IOException {
        GitFixture small = GitFixture.init(temp.toRealPath().resolve("small"))
                .file("a.txt", "a\n")
                .commit("First");
        small.file("other.zip", "an archive of yesterday");

        byte[] archive = Files.readAllBytes(export(small, small.folder()));

        assertThat(new String(archive, StandardCharsets.ISO_8859_1)).contains("small/other.zip");
    }
}
