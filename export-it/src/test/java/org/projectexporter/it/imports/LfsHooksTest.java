package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** After an import, {@code git push} uploads media as from the original. */
@Tag("import")
class LfsHooksTest {
    private static final List<String> HOOKS = List.of("post-checkout", "post-commit", "post-merge", "pre-push");

    @TempDir
    Path temp;

    private Path out;

    @BeforeEach
    void requireTools() throws IOException {
        Tools.require("git", "git-lfs");
        out = Files.createDirectories(temp.resolve("out"));
    }

    private static GitFixture filmWithTwoVersions(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder).lfs("*.mov");
        film.file("a.mov", "one").commit("one");
        return film.file("a.mov", "another").commit("two");
    }

    private Path importedAgain(GitFixture film) throws IOException {
        Exported exported = Exported.to(out, "zip", film.folder());
        return importOf(exported.archive()).folder();
    }

    private ImportResult importOf(Path archive) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve("back")).build(), ProgressListener.NONE);
    }

    /** Pushes to a new repository and returns how many media it has then. */
    private long pushedMedia(Path repository) throws IOException {
        Path server = temp.resolve("server.git");
        Exec.in(temp).git("init", "-q", "--bare", server.toString()).ok();
        Exec git = Exec.in(repository);
        git.git("remote", "add", "server", "file://" + server).ok();
        git.git("push", "-q", "server", "HEAD:refs/heads/main").ok();
        Path media = server.resolve("lfs/objects");
        if (!Files.isDirectory(media)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(media)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void push_afterAnImport_uploadsAllMedia() throws IOException {
        Path back = importedAgain(filmWithTwoVersions(temp.resolve("film")));

        assertThat(pushedMedia(back)).isEqualTo(2);
    }

    @Test
    void push_ofASubmodule_uploadsItsMedia() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("cut.txt", "cut").commit("cut");
        film.submodule("clips", filmWithTwoVersions(temp.resolve("clips"))).commit("clips");
        Exec.in(film.folder().resolve("clips")).git("lfs", "fetch", "--all").ok();
        Path back = importedAgain(film);

        assertThat(pushedMedia(back.resolve("clips"))).isEqualTo(2);
        assertThat(back.resolve(".git/hooks"))
                .as("the film has no media itself")
                .doesNotExist();
    }

    @Test
    void push_ofMediaAddedLater_uploadsThem() throws IOException {
        GitFixture film = GitFixture.init(temp.resolve("film"))
                .file(".gitattributes", "*.mov filter=lfs diff=lfs merge=lfs -text\n")
                .commit("no media yet");
        GitFixture back = GitFixture.at(importedAgain(film));
        back.file("a.mov", "media").commit("media");

        assertThat(pushedMedia(back.folder())).isEqualTo(1);
    }

    @Test
    void hooks_areThoseOfGitLfs_whichTakesThemForItsOwn() throws IOException {
        Path back = importedAgain(filmWithTwoVersions(temp.resolve("film")));
        for (String name : HOOKS) {
            Path hook = back.resolve(".git/hooks").resolve(name);
            assertThat(hook).isExecutable();
            assertThat(Files.readString(hook)).contains("git lfs " + name + " ");
        }
        ToolRun update = Exec.in(back).git("lfs", "update").ok();

        assertThat(update.text()).contains("Updated Git hooks");
        Exec.in(back).git("lfs", "uninstall", "--local").ok();
        assertThat(back.resolve(".git/hooks/pre-push")).doesNotExist();
    }

    @Test
    void aProjectWithoutMedia_getsNoHooks() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("cut.txt", "cut").commit("cut");

        assertThat(importedAgain(film).resolve(".git/hooks")).doesNotExist();
    }

    @Test
    void hooksElsewhere_areLeftToTheUser_withTheCommand() throws IOException {
        Exported exported = Exported.to(
                out, "zip", filmWithTwoVersions(temp.resolve("film")).folder());
        Path config = Files.writeString(temp.resolve("config"), "[core]\n\thooksPath = /my/hooks\n");
        Path back = temp.resolve("back");
        String printed = CommandLine.in(temp)
                .with("GIT_CONFIG_GLOBAL", config.toString())
                .run("import", exported.archive().toString(), back.toString())
                .ok()
                .text();

        assertThat(printed).contains("git lfs install --local");
        assertThat(back.resolve(".git/hooks")).doesNotExist();
    }
}
