package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Imports to the disks that film people carry around. */
@Tag("long")
class LimitedDiskTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private LimitedDisk disk;

    @BeforeEach
    void makeFilm() throws IOException {
        film = GitFixture.init(temp.resolve("film"))
                .file("cut.txt", "cut\n")
                .file("run.sh", "#!/bin/sh\n")
                .file("media.bin", new byte[3_000_000]);
        Exec.in(film.folder()).run("chmod", "755", "run.sh").ok();
        Files.createSymbolicLink(film.folder().resolve("current"), Path.of("cut.txt"));
        Files.createSymbolicLink(film.folder().resolve("nowhere"), Path.of("not/here"));
        film.commit("one");
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.close();
        }
    }

    private ImportResult imported(String format) throws IOException {
        film.git("status"); // the index matches all files now
        Path archive = Exported.to(temp.resolve("out-" + format), format, film.folder())
                .archive();
        ImportRequest request =
                ImportRequest.builder(archive, disk.path().resolve("back")).build();
        return ProjectImporter.create().importProject(request, ProgressListener.NONE);
    }

    private static GitFixture git(ImportResult result) {
        return GitFixture.at(result.folder());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void import_toNtfs_hasTheSameStatus_withoutReadingTheFilesAgain(String format) throws IOException {
        disk = LimitedDisk.ntfs(temp);
        film.file("untracked.txt", "u\n");

        ImportResult result = imported(format);

        assertThat(git(result).git("diff-files", "--name-only")).isEmpty();
        assertThat(git(result).git("status", "--porcelain")).isEqualTo(film.git("status", "--porcelain"));
        assertThat(git(result).git("config", "core.filemode")).isEqualToIgnoringNewLines("false");
        assertThat(result.notes())
                .extracting(ImportNote::what)
                .anyMatch(what -> what.endsWith("core.filemode is false"));
    }

    /** What an NTFS disk is the source of comes back the same elsewhere. */
    @Test
    void export_fromNtfs_findsAllFilesClean() throws IOException {
        disk = LimitedDisk.ntfs(temp);
        Path copy = disk.path().resolve("film");
        Exec.in(temp).git("clone", film.folder().toString(), copy.toString()).ok();
        GitFixture.at(copy).git("status");

        Path archive = Exported.to(temp.resolve("out"), "zip", copy).archive();

        assertThat(archive.resolveSibling("film.zip.manifest.json"))
                .content()
                .containsPattern("\"git_not_clean\" : \\[ *\\]");
        ImportRequest request =
                ImportRequest.builder(archive, temp.resolve("back")).build();
        ImportResult result = ProjectImporter.create().importProject(request, ProgressListener.NONE);
        assertThat(git(result).git("diff-files", "--name-only")).isEmpty();
        assertThat(git(result).git("status", "--porcelain")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void import_toExfat_takesLinksAsFiles_andHasTheSameStatus(String format) throws IOException {
        disk = LimitedDisk.exfat(temp);
        Files.createLink(film.folder().resolve("same.txt"), film.folder().resolve("cut.txt"));
        film.commit("link");

        ImportResult result = imported(format);

        assertThat(git(result).git("diff-files", "--name-only")).isEmpty();
        assertThat(git(result).git("status", "--porcelain")).isEmpty();
        assertThat(result.folder().resolve("nowhere")).hasContent("not/here");
        assertThat(result.folder().resolve("same.txt")).hasContent("cut\n");
        assertThat(git(result).git("config", "core.symlinks")).isEqualToIgnoringNewLines("false");
        assertThat(git(result).git("config", "core.ignorecase")).isEqualToIgnoringNewLines("true");
        assertThat(GitDoors.paths(result, ImportNote.Kind.REPLACED))
                .contains("film/current", "film/nowhere")
                .hasSize(3);
        git(result).git("fsck", "--full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void import_toExfat_renamesWhatItCannotHold(String format) throws IOException {
        disk = LimitedDisk.exfat(temp);
        film.file("12:30.txt", "noon\n")
                .file("say \"cut\"", "c\n")
                .file("line\nbreak", "l\n")
                .file("A.txt", "A\n")
                .file("a.txt", "aa\n")
                .commit("names");

        ImportResult result = imported(format);

        assertThat(result.folder().resolve("12%3A30.txt")).hasContent("noon\n");
        assertThat(result.folder().resolve("say %22cut%22")).hasContent("c\n");
        assertThat(result.folder().resolve("line%0Abreak")).hasContent("l\n");
        assertThat(result.folder().resolve("A.txt")).hasContent("A\n");
        assertThat(GitDoors.paths(result, ImportNote.Kind.RENAMED))
                .containsExactlyInAnyOrder("film/12:30.txt", "film/say \"cut\"", "film/line\nbreak", "film/a.txt");
        assertThat(git(result)
                        .git("-c", "core.quotePath=false", "diff-files", "--name-only", "-z")
                        .split("\0"))
                .containsExactlyInAnyOrder("12:30.txt", "say \"cut\"", "line\nbreak", "a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void import_toExfat_keepsAllRefs(String format) throws IOException {
        disk = LimitedDisk.exfat(temp);
        film.annotatedTag("v1", "one").branch("Packed").packRefs();
        film.branch("Cut").branch("feature/a\"b").branch("Feature/x").branch("plain");
        film.file("cut.txt", "two\n").commit("two");
        film.branch("cut").branch("packed").tag("V1");

        ImportResult result = imported(format);

        waitForTheKernel();
        assertThat(git(result).git("for-each-ref")).isEqualTo(film.git("for-each-ref"));
        for (String ref : List.of("Cut", "cut", "Packed", "packed", "v1", "V1", "feature/a\"b", "Feature/x")) {
            assertThat(git(result).git("rev-parse", ref)).isEqualTo(film.git("rev-parse", ref));
        }
        assertThat(git(result).git("show-ref", "-d", "--tags")).isEqualTo(film.git("show-ref", "-d", "--tags"));
        assertThat(GitDoors.paths(result, ImportNote.Kind.RENAMED)).isEmpty();
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEFT_OUT)).contains("film/.git/logs/refs/heads/cut");
        assertThat(result.folder().resolve(".git/logs/refs/heads/plain")).exists();
        assertThat(git(result).git("status", "--porcelain")).isEmpty();
    }

    /** For a second, FUSE shows a file that was removed under another spelling of its name: entry_timeout, fuse(8). */
    private static void waitForTheKernel() {
        try {
            Thread.sleep(1_500);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void import_toExfat_fitsSubmodulesToo() throws IOException {
        disk = LimitedDisk.exfat(temp);
        GitFixture looks = GitFixture.init(temp.resolve("looks")).file("look.sh", "#!/bin/sh\n");
        Exec.in(looks.folder()).run("chmod", "755", "look.sh").ok();
        looks.commit("look");
        film.submodule("looks", looks).commit("sub");

        ImportResult result = imported("zip");

        assertThat(git(result).git("status", "--porcelain")).isEmpty();
        GitFixture inner = GitFixture.at(result.folder().resolve("looks"));
        assertThat(inner.git("status", "--porcelain")).isEmpty();
        assertThat(inner.git("config", "core.symlinks")).isEqualToIgnoringNewLines("false");
    }
}
