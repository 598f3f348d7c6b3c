package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.RepositoryView;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/** The repository that a recipient gets by unpacking, checked by Git and git-lfs. */
class RestoredRepositoryTest {
    @TempDir
    static Path temp;

    private static GitFixture film;
    private static GitFixture detached;

    @BeforeAll
    static void makeProjects() throws IOException {
        Tools.require("git", "git-lfs");
        film = FilmProject.make(temp.resolve("film"));
        detached = GitFixture.init(temp.resolve("detached"))
                .file("a.txt", "one\n")
                .commit("One")
                .file("a.txt", "two\n")
                .commit("Two")
                .branch("side")
                .note("a note")
                .annotatedTag("v1", "First")
                .gc()
                .file("a.txt", "three\n")
                .commit("Three")
                .detach("HEAD~1")
                .file("b.txt", "on no branch\n")
                .commit("On no branch")
                .stash("a.txt", "stashed\n");
    }

    @ParameterizedTest
    @CsvSource({"zip,UNZIP", "tar,BSDTAR", "tar.gz,GNU_TAR", "tar.zst,BSDTAR"})
    void repository_ofAFilm_isWhatItWas(String format, Unpacker unpacker, @TempDir Path folder) throws IOException {
        Map<String, String> before = RepositoryView.of(film.folder());
        Map<String, String> looksBefore = RepositoryView.of(film.folder().resolve("06_Looks"));

        Path repository = restore(film, format, unpacker, folder);

        assertThat(RepositoryView.of(repository)).isEqualTo(before);
        assertThat(RepositoryView.of(repository.resolve("06_Looks"))).isEqualTo(looksBefore);
        Exec.in(repository).git("lfs", "fsck", "--dry-run");
        Exec.in(repository.resolve("06_Looks")).git("fsck", "--full", "--strict");
    }

    @Tag("long")
    @ParameterizedTest
    @CsvSource({"zip,BSDTAR", "tar,GNU_TAR", "tar.gz,BSDTAR", "tar.zst,GNU_TAR"})
    void repository_ofAFilm_unpackedByTheOtherPrograms_isWhatItWas(
            String format, Unpacker unpacker, @TempDir Path folder) throws IOException {
        repository_ofAFilm_isWhatItWas(format, unpacker, folder);
    }

    @ParameterizedTest
    @CsvSource({"zip,UNZIP", "tar,GNU_TAR", "tar.gz,BSDTAR", "tar.zst,GNU_TAR"})
    void repository_withADetachedHeadAndPackedRefs_isWhatItWas(String format, Unpacker unpacker, @TempDir Path folder)
            throws IOException {
        Map<String, String> before = RepositoryView.of(detached.folder());

        assertThat(RepositoryView.of(restore(detached, format, unpacker, folder)))
                .isEqualTo(before);
    }

    /** Also verifies the unpacked tree, before a command of Git rewrites the index, and the object store. */
    private static Path restore(GitFixture project, String format, Unpacker unpacker, Path folder) throws IOException {
        Exported exported = Exported.to(folder.resolve("out"), format, project.folder());
        Path unpacked = unpacker.unpack(exported.archive(), format, folder.resolve("unpacked"));
        Exec.in(unpacked)
                .run("sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS")
                .ok();
        Path repository = unpacked.resolve(project.folder().getFileName());
        Exec.in(repository).git("fsck", "--full");
        return repository;
    }
}
