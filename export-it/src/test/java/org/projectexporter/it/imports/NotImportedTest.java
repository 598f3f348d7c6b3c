package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ImportRequest;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.hostile.CraftedIndex;

/** Whatever an import refuses is reported by the export before; what is merely unusual is imported. */
@Tag("import")
class NotImportedTest {
    @TempDir
    Path temp;

    @BeforeEach
    void requireGit() {
        Tools.require("git");
    }

    private ExportResult export(Path project, String name) throws IOException {
        Path archive = temp.resolve("out.tar");
        for (String suffix : List.of("", ".sha256", ".manifest.json")) {
            Files.deleteIfExists(temp.resolve("out.tar" + suffix));
        }
        return ProjectExporter.create()
                .export(
                        ExportRequest.builder(project, archive)
                                .name(name)
                                .options(ExportOptions.builder()
                                        .format("tar")
                                        .includeUnknownGit(true)
                                        .build())
                                .build(),
                        ProgressListener.NONE);
    }

    private Path importAgain() throws IOException {
        Path place = Files.createDirectories(temp.resolve("place"));
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(temp.resolve("out.tar"), place.resolve("film"))
                                .build(),
                        ProgressListener.NONE)
                .folder();
    }

    private static List<String> reported(ExportResult result) {
        return result.portability().stream()
                .filter(issue -> issue.kind() == PortabilityIssue.Kind.NOT_IMPORTED)
                .flatMap(issue -> issue.examples().stream())
                .map(example -> example.path().toString())
                .toList();
    }

    @Test
    void folderThatSomeSystemTreatsAsGit_isReportedAtExport_andRefused() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        film.file("looks/.GIT/config", "[core]\n");

        assertThat(reported(export(film.folder(), "film"))).containsExactly("film/looks/.GIT");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/looks/.GIT")
                .hasMessageContaining("rename it in the project");
    }

    @Test
    void projectNamedLikeADrive_isReportedAtExport_andImportedUnderAnotherName() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("A: film")).file("a.txt", "a\n").commit("First");

        assertThat(reported(export(film.folder(), "A: film"))).containsExactly("A: film");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("option name");

        assertThat(reported(export(film.folder(), "A film"))).isEmpty();
        assertThat(importAgain().resolve("a.txt")).hasContent("a\n");
    }

    @Test
    void headThatIsALink_isImported() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        Path head = film.folder().resolve(".git/HEAD");
        Files.delete(head);
        Files.createSymbolicLink(head, Path.of("refs/heads/main"));

        assertThat(reported(export(film.folder(), "film"))).isEmpty();

        assertThat(GitFixture.at(importAgain()).git("status", "--porcelain", "--branch"))
                .isEqualTo("## main");
    }

    @Test
    void otherLinkInARepository_isExportedAsWhatItLeadsTo_andComesIn() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        Files.createSymbolicLink(film.folder().resolve(".git/info/attributes"), Path.of("exclude"));

        assertThat(reported(export(film.folder(), "film"))).isEmpty();
        assertThat(importAgain().resolve(".git/info/attributes"))
                .isRegularFile()
                .hasSameBinaryContentAs(film.folder().resolve(".git/info/exclude"));
    }

    private void assertReportedAndRefused(GitFixture film, String... paths) throws IOException {
        assertThat(reported(export(film.folder(), "film"))).containsExactly(paths);
        assertThatThrownBy(this::importAgain)
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(
                                String.valueOf(refused.entry().orElseThrow()))
                        .isIn((Object[]) paths));
    }

    private GitFixture film() throws IOException {
        return GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
    }

    /** It is not a repository to Git, so it is not treated as one. */
    @Test
    void foldersThatOnlyLookLikeARepository_comeIn() throws IOException {
        GitFixture film = film().file("theatre/HEAD", "of the department\n")
                .file("theatre/config", "volume = 11\n[")
                .file("theatre/objects/chair.txt", "1\n")
                .file("theatre/refs/book.txt", "1\n")
                .file("theatre/Config", "x\n")
                .file("theatre/hooks/hook.txt", "x\n")
                .file("stage/HEAD", "ref: heads/main\n")
                .file("stage/objects/x", "x\n")
                .file("stage/refs/x", "x\n");
        film.commit("Theatre");

        assertThat(reported(export(film.folder(), "film"))).isEmpty();

        Path again = importAgain();
        assertThat(again.resolve("theatre/config")).hasContent("volume = 11\n[");
        assertThat(again.resolve("theatre/hooks/hook.txt")).exists();
        assertThat(GitFixture.at(again).git("status", "--porcelain")).isEmpty();
    }

    /** Git opens it, whatever follows the part that it checks. */
    @ParameterizedTest
    @ValueSource(strings = {"ref: \trefs/heads/x\n", "ref:refs/heads/main \n\n", "ID and more\n"})
    void bareRepositoryWithAnOddHead_isOneToExportAndImport(String head) throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "vault.git");
        String id = film.git("rev-parse", "HEAD").toUpperCase(Locale.ROOT);
        film.file("vault.git/HEAD", head.replace("ID", id)).file("vault.git/hooks/x", "#!/bin/sh\n");
        Exec.in(film.folder().resolve("vault.git")).git("rev-parse", "--git-dir");

        assertThat(reported(export(film.folder(), "film"))).isEmpty();

        assertThat(importAgain().resolve("vault.git/hooks")).doesNotExist();
    }

    /** Git opens these, too. */
    @ParameterizedTest
    @ValueSource(strings = {"ref: refs/heads/main\nand more\n", "ref:\t refs/../x", "ref: refs/../../outside/x\n"})
    void headThatLeadsOut_isReportedAtExport_andRefused(String head) throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "vault.git");
        film.file("vault.git/HEAD", head);

        assertReportedAndRefused(film, "film/vault.git/HEAD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "ORIG_HEAD", "refs/heads/sub/x"})
    void refOfATrackedRepositoryThatLeadsOut_isReportedAtExport_andRefused(String ref) throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "tests/vault.git");
        film.file("tests/vault.git/" + ref, "ref: refs/../../../outside/x\n");
        film.commit("Test data");

        assertReportedAndRefused(film, "film/tests/vault.git/" + ref);
    }

    @Test
    void repositoryThatGitTracks_withForbiddenContent_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "tests/vault.git");
        Path bare = film.folder().resolve("tests/vault.git");
        Files.writeString(bare.resolve("config"), "[core\n");
        film.commit("Test data");
        assertReportedAndRefused(film, "film/tests/vault.git/config");

        Files.writeString(bare.resolve("config"), "[core]\n\tbare = true\n");
        assertThat(reported(export(film.folder(), "film"))).isEmpty();

        Files.writeString(bare.resolve("Hooks"), "x");
        film.commit("More test data");
        assertReportedAndRefused(film, "film/tests/vault.git/Hooks");

        Files.delete(bare.resolve("Hooks"));
        Files.createSymbolicLink(bare.resolve("info/more"), Path.of("exclude"));
        film.commit("Other test data");
        assertReportedAndRefused(film, "film/tests/vault.git/info/more");
    }

    @Test
    void repositoryThatGitTracks_withAForeignIndex_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "tests/vault.git");
        String blob = film.git("rev-parse", "HEAD:a.txt");
        film.file(
                        "tests/vault.git/index",
                        CraftedIndex.ofVersion(2).entry(".git/x", 0100644, blob).bytes())
                .commit("Test data");

        assertReportedAndRefused(film, "film/tests/vault.git/index");
    }

    /** Possible with core.protectNTFS=false. */
    @Test
    void indexWithAPathThatGitWouldNotAccept_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        String blob = film.git("rev-parse", "HEAD:a.txt");
        film.file(
                ".git/index",
                CraftedIndex.ofVersion(2)
                        .entry("a.txt", 0100644, blob)
                        .entry("git~1", 0100644, blob)
                        .bytes());

        assertReportedAndRefused(film, "film/.git/index");
    }

    @Test
    void splitIndexWithAPathThatGitWouldNotAccept_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        String blob = film.git("rev-parse", "HEAD:a.txt");
        CraftedIndex base =
                CraftedIndex.ofVersion(2).entry("a.txt", 0100644, blob).entry("git~1", 0100644, blob);
        film.file(".git/sharedindex." + HexFormat.of().formatHex(base.trailer()), base.bytes())
                .file(
                        ".git/index",
                        CraftedIndex.ofVersion(2).splitFrom(base.trailer()).bytes());

        assertThat(reported(export(film.folder(), "film"))).containsExactly("film/.git/index");
        assertThatThrownBy(this::importAgain).isInstanceOf(RefusedArchiveException.class);
    }

    @Test
    void gitFileToARepositoryInItsOwnWorkingTree_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        Files.move(film.folder().resolve(".git"), film.folder().resolve(".bare"));
        film.file(".git", "gitdir: .bare\n");

        assertThat(reported(export(film.folder(), "film"))).containsExactly("film/.git");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/.git");
    }

    @Test
    void gitFileToARepositoryInAnothersWorkingTree_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        Exec.in(film.folder()).git("clone", "-q", "--bare", ".", "vault.git");
        film.file("looks/.git", "gitdir: ../vault.git\n");

        assertReportedAndRefused(film, "film/looks/.git");
    }

    @Test
    void gitFileToARepositoryInNoWorkingTree_isImported() throws IOException {
        Path project = Files.createDirectories(temp.resolve("film"));
        Exec.in(project).git("init", "-q", "--bare", "vault.git");
        GitFixture looks = GitFixture.at(project).file("looks/.git", "gitdir: ../vault.git\n");
        Exec.in(project.resolve("vault.git")).git("config", "core.bare", "false");
        looks.file("looks/l.cube", "1\n");
        GitFixture.at(project.resolve("looks")).commit("Look");

        assertThat(reported(export(project, "film"))).isEmpty();

        assertThat(GitFixture.at(importAgain().resolve("looks")).git("log", "--format=%s"))
                .isEqualTo("Look");
    }

    @Test
    void workTreeBehindALink_isReportedAtExport_andRefused() throws IOException {
        GitFixture film = film();
        Files.createDirectories(film.folder().resolve("real"));
        Files.createSymbolicLink(film.folder().resolve("way"), Path.of("real"));
        film.git("config", "core.worktree", "../way");

        assertReportedAndRefused(film, "film/.git/config");
    }

    @Test
    void partOfASubmodulesRepositorySpelledDifferently_isReportedAtExport_andRefused() throws IOException {
        GitFixture looks = GitFixture.init(temp.resolve("looks")).file("l", "l").commit("L");
        GitFixture film = film().submodule("looks", looks);
        film.file(".git/modules/looks/Hooks", "x").file(".git/refs/heads/Hooks", film.git("rev-parse", "HEAD") + "\n");

        assertReportedAndRefused(film, "film/.git/modules/looks/Hooks");
    }
}
