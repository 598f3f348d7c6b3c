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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.it.program.NaiveGit;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Complete and valid archives whose repositories would run something, or lead elsewhere, made by an exporter that
 * treats each {@code .git} like any other folder. After the import, Git is run on them.
 */
@Tag("import")
class HarmfulRepositoryTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path canary;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("git");
        film = GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        canary = temp.resolve("it-has-run");
    }

    private ImportResult importAgain() throws IOException {
        return runAgain(false);
    }

    private ImportResult runAgain(boolean dry) throws IOException {
        Path archive = temp.resolve("film.tar");
        Files.deleteIfExists(archive);
        Files.deleteIfExists(temp.resolve("film.tar.sha256"));
        Files.deleteIfExists(temp.resolve("film.tar.manifest.json"));
        ProjectExporter.builder()
                .source(new NaiveGit())
                .build()
                .export(
                        ExportRequest.builder(film.folder(), archive)
                                .options(ExportOptions.builder().format("tar").build())
                                .build(),
                        ProgressListener.NONE);
        Path place = Files.createDirectories(temp.resolve("place"));
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, place.resolve("film"))
                                .dryRun(dry)
                                .build(),
                        ProgressListener.NONE);
    }

    private void put(String path, String text) throws IOException {
        Path file = film.folder().resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setAttribute(file, "unix:mode", 0755);
    }

    private String script() {
        return "#!/bin/sh\ntouch '" + canary + "'\n";
    }

    /** The first commands of a recipient, with Git's own configuration. */
    private void letGitLoose(Path folder) throws IOException {
        Files.writeString(folder.resolve("a.txt"), "b\n");
        for (List<String> command : List.of(
                List.of("git", "status"),
                List.of("git", "log", "-p"),
                List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qam", "Second"),
                List.of("git", "checkout", "-q", "-b", "side"),
                List.of("git", "diff", "HEAD~1"))) {
            Exec.in(folder).run(command);
        }
    }

    @Test
    void hooksOfGitLfs_areNeverThoseOfTheArchive() throws IOException {
        put(".gitattributes", "*.mov filter=lfs\n");
        for (String hook : List.of("pre-push", "post-checkout", "post-commit", "post-merge", "pre-commit")) {
            put(".git/hooks/" + hook, script());
        }
        ImportResult result = importAgain();
        letGitLoose(result.folder());

        assertThat(canary).doesNotExist();
        assertThat(result.folder().resolve(".git/hooks/pre-commit")).doesNotExist();
        assertThat(Files.readString(result.folder().resolve(".git/hooks/pre-push")))
                .contains("git lfs pre-push")
                .doesNotContain(script());
    }

    @Test
    void hooksAndProgramsOfTheConfiguration_neverRun() throws IOException {
        for (String hook : List.of("post-checkout", "pre-commit", "post-commit", "post-index-change")) {
            put(".git/hooks/" + hook, script());
        }
        put("evil.sh", script());
        Path script = film.folder().resolve("evil.sh");
        film.git("config", "core.fsmonitor", script.toString());
        film.git("config", "core.pager", script.toString());
        film.git("config", "diff.external", script.toString());
        film.git("config", "core.hooksPath", film.folder().toString());
        film.git("config", "alias.status", "!" + script);
        film.git("config", "filter.x.clean", script.toString());
        film.git("config", "include.path", "../evil.config");
        put(".git/config.worktree", "[core]\n\tfsmonitor = " + script + "\n");
        put(".gitattributes", "* filter=x\n");

        ImportResult result = importAgain();
        letGitLoose(result.folder());

        assertThat(canary).doesNotExist();
        assertThat(result.folder().resolve(".git/hooks/post-checkout")).doesNotExist();
        assertThat(Files.readString(result.folder().resolve(".git/config")))
                .contains("repositoryformatversion")
                .doesNotContain("evil", "include", "alias", "fsmonitor");
        assertThat(result.notes())
                .extracting(ImportNote::kind, ImportNote::path)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(ImportNote.Kind.LEFT_OUT, "film/.git/hooks"),
                        org.assertj.core.groups.Tuple.tuple(ImportNote.Kind.CLEANED, "film/.git/config"),
                        org.assertj.core.groups.Tuple.tuple(ImportNote.Kind.CLEANED, "film/.git/config.worktree"));
    }

    @Test
    void whatLeadsToAnotherRepository_staysOut() throws IOException {
        GitFixture other =
                GitFixture.init(temp.resolve("secret")).file("s", "s").commit("Secret");
        put(".git/objects/info/alternates", other.folder().resolve(".git/objects") + "\n");
        put(".git/worktrees/x/gitdir", other.folder().resolve(".git") + "\n");
        put(".git/index.lock", "");

        ImportResult result = importAgain();

        Path git = result.folder().resolve(".git");
        assertThat(git.resolve("objects/info/alternates")).doesNotExist();
        assertThat(git.resolve("worktrees")).doesNotExist();
        assertThat(git.resolve("index.lock")).doesNotExist();
        assertThat(Exec.in(result.folder())
                        .git("rev-list", "--all", "--count")
                        .text()
                        .strip())
                .isEqualTo("1");
    }

    @Test
    void commonFolderElsewhere_staysOut() throws IOException {
        put(".git/commondir", temp.resolve("secret/.git") + "\n");

        assertThat(importAgain().folder().resolve(".git/commondir")).doesNotExist();
    }

    @Test
    void repositoriesThatJustLieInTheTree_areCleanedToo() throws IOException {
        Path script = film.folder().resolve("evil.sh");
        put("evil.sh", script());
        for (String folder : List.of("looks/bare", ".git/modules/looks")) {
            Path repository = film.folder().resolve(folder);
            Exec.in(temp).git("init", "-q", "--bare", repository.toString());
            put(folder + "/hooks/post-checkout", script());
            Exec.in(repository).git("config", "core.fsmonitor", script.toString());
            Exec.in(repository).git("config", "core.bare", "false");
            Exec.in(repository).git("config", "core.worktree", "..");
        }

        ImportResult result = importAgain();

        for (String folder : List.of("looks/bare", ".git/modules/looks")) {
            Path repository = result.folder().resolve(folder);
            Exec.in(repository).run(List.of("git", "status"));
            assertThat(repository.resolve("hooks")).doesNotExist();
            assertThat(Files.readString(repository.resolve("config"))).doesNotContain("evil");
        }
        assertThat(canary).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config", "HEAD", "objects", "refs", "objects/info"})
    void repositoryElsewhereInTheTree_withALinkInIt_isRefused(String name) throws IOException {
        Path bare = bareWithMonitor();
        Path real = film.folder().resolve("real");
        Files.move(bare.resolve(name), real);
        Files.createSymbolicLink(
                bare.resolve(name), bare.resolve(name).getParent().relativize(real));

        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/looks/bare/" + name);
        assertThatThrownBy(() -> runAgain(true)).isInstanceOf(RefusedArchiveException.class);

        assertThat(temp.resolve("place")).isEmptyDirectory();
    }

    @Test
    void repositoryElsewhereInTheTree_withAHardLinkInIt_isRefused() throws IOException {
        Path bare = bareWithMonitor();
        Files.createLink(film.folder().resolve("a-config"), bare.resolve("config"));

        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/looks/bare/config");
    }

    @Test
    void folderThatSharesTheRepositoryOfAnother_doesNotAnyMore() throws IOException {
        bareWithMonitor();
        put("second/HEAD", "ref: refs/heads/main\n");
        put("second/commondir", "../looks/bare\n");
        put("second/config.worktree", "[core]\n\tfsmonitor = " + film.folder().resolve("evil.sh") + "\n");

        ImportResult result = importAgain();

        assertThat(result.folder().resolve("second/commondir")).doesNotExist();
        assertThat(result.folder().resolve("second/config.worktree")).content().doesNotContain("evil");
    }

    private Path bareWithMonitor() throws IOException {
        put("evil.sh", script());
        Path bare = film.folder().resolve("looks/bare");
        Exec.in(temp).git("init", "-q", "--bare", bare.toString());
        Exec.in(bare)
                .git(
                        "config",
                        "core.fsmonitor",
                        film.folder().resolve("evil.sh").toString());
        return bare;
    }

    @Test
    void dryImport_ofRepositoriesElsewhereInTheTree_reportsTheSame() throws IOException {
        bareWithMonitor();
        put("looks/bare/hooks/post-checkout", script());
        Exec.in(temp).git("init", "-q", "--bare", film.folder() + "/.git/modules/looks");
        put(".git/modules/looks/hooks/pre-commit", script());
        put("no-repository/config", "[core]\n\tfsmonitor = x\n");
        put("no-repository/HEAD", "x");
        put(".git/lfs/objects/2d/71/2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881", "x");

        List<ImportNote> dry = runAgain(true).notes();

        assertThat(temp.resolve("place")).isEmptyDirectory();
        ImportResult real = importAgain();
        assertThat(dry).containsExactlyInAnyOrderElementsOf(real.notes());
        assertThat(dry)
                .extracting(ImportNote::path)
                .contains("film/looks/bare/hooks", "film/looks/bare/config", "film/.git/modules/looks/hooks");
        assertThat(real.folder().resolve("no-repository/config")).content().contains("fsmonitor");
    }

    @Test
    void fileInsteadOfARepository_thatLeadsElsewhere_isRefused() throws IOException {
        put("sub/.git", "gitdir: /etc\n");

        assertThatThrownBy(this::importAgain)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("film/sub/.git")
                .hasMessageContaining("nothing was imported");

        assertThat(temp.resolve("place")).isEmptyDirectory();
    }

    @Test
    void workingTreeBehindALink_isRefused() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.createSymbolicLink(film.folder().resolve("way-out"), outside);
        film.git("config", "core.worktree", "../way-out");

        assertThatThrownBy(this::importAgain)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("film/.git/config")
                .hasMessageContaining("way-out");

        assertThat(temp.resolve("place")).isEmptyDirectory();
    }

    @Test
    void programsThatRunAsAnotherUser_loseTheirBits() throws IOException {
        put("tool.sh", script());
        Files.setAttribute(film.folder().resolve("tool.sh"), "unix:mode", 04755);

        ImportResult result = importAgain();

        assertThat(Files.getAttribute(result.folder().resolve("tool.sh"), "unix:mode"))
                .isEqualTo(0100755);
        assertThat(result.notes()).extracting(ImportNote::path).contains("film/tool.sh");
    }

    @Test
    void configurationWithoutTheFilterOfLfs_getsIt() throws IOException {
        String oid = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
        put(".git/lfs/objects/2d/71/" + oid, "x");

        ImportResult result = importAgain();

        assertThat(Exec.in(result.folder())
                        .git("config", "--local", "filter.lfs.process")
                        .text())
                .isEqualToIgnoringNewLines("git-lfs filter-process");
    }

    @Test
    void configurationThatIsNone_isRefused() throws IOException {
        Files.write(film.folder().resolve(".git/config"), "[core\n".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::importAgain)
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("film/.git/config");
    }
}
