package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * In a partial clone Git fetches missing objects by itself, from whatever remote the archive names: so none is
 * contacted until allowed.
 */
class ImportedPartialCloneTest {
    @TempDir
    static Path temp;

    private static Path source;
    private static Resealed export;

    private Path folder;
    private Path canary;

    @BeforeAll
    static void export() throws IOException {
        Tools.require("git");
        GitFixture film = GitFixture.init(temp.resolve("source"));
        for (String text : List.of("first\n", "second\n", "third\n")) {
            film.file("a.txt", text).commit(text);
        }
        film.git("config", "uploadpack.allowFilter", "true");
        film.git("config", "uploadpack.allowAnySHA1InWant", "true");
        source = film.folder();
        Exec.in(temp).git("clone", "-q", "--filter=blob:none", "file://" + source, "film");
        export = Resealed.of(GitDoors.export(temp.resolve("film"), temp.resolve("film.tar")));
    }

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory(temp, "case");
        canary = folder.resolve("it-has-run");
    }

    private ImportResult importWith(UnaryOperator<String> config) throws IOException {
        Resealed archive = export.copy()
                .edit("film/.git/config", bytes -> config.apply(new String(bytes, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8));
        Path sealed = folder.resolve("film.zip");
        archive.write(sealed);
        return GitDoors.importFrom(sealed, folder.resolve("film"));
    }

    /** Runs commands of which at least one needs a missing object; none may start anything to get it. */
    private void assertNoRemoteIsContacted(ImportResult result) throws IOException {
        Path trace = folder.resolve("trace");
        Exec git = Exec.in(result.folder())
                .with("GIT_TRACE", trace.toString())
                .with("GIT_SSH_COMMAND", "touch '" + canary + "'; false");
        git.git("status", "--porcelain");
        assertThat(git.run("git", "log", "-p").exitCode()).isNotZero();
        git.run("git", "checkout", "-q", "HEAD~2");
        git.run("git", "fsck", "--full");
        git.run("git", "gc", "-q");
        git.run("git", "commit", "-q", "--allow-empty", "-m", "Fourth");

        assertThat(Files.readString(trace)).doesNotContain("upload-pack", "remote-http", "remote-file", "touch");
        assertThat(canary).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file://SOURCE",
                "SOURCE",
                "../../source",
                "ssh://host.invalid/film",
                "host.invalid:film",
                "https://host.invalid/film"
            })
    void noRemoteIsContacted(String url) throws IOException {
        String place = url.replace("SOURCE", source.toString());

        ImportResult result = importWith(config -> config.replace("file://" + source, place));

        assertNoRemoteIsContacted(result);
        assertThat(result.notes())
                .extracting(ImportNote::kind, ImportNote::path)
                .containsExactly(tuple(ImportNote.Kind.CLEANED, "film/.git/config"));
        assertThat(result.folder().resolve(".git/config")).content().contains("url = " + place, "promisor = true");
        Exec.in(result.folder()).git("fsck", "--full");
        Exec.in(result.folder()).git("gc", "-q");
        Exec.in(result.folder()).git("commit", "-q", "--allow-empty", "-m", "Fifth");
    }

    /** A URL that names its program overrides what disables the remote. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http::http://host.invalid/film",
                "file::SOURCE",
                "SOURCE\n\turl = https::https://host.invalid/film",
                "https::https://host.invalid/film\n\turl = SOURCE"
            })
    void noRemoteIsContacted_byAUrlThatNamesItsProgram(String url) throws IOException {
        ImportResult result =
                importWith(config -> config.replace("file://" + source, url.replace("SOURCE", source.toString())));

        assertNoRemoteIsContacted(result);
        assertThat(result.folder().resolve(".git/config")).content().doesNotContain("promisor");
    }

    /** Since Git 2.46 an empty URL cancels those before it, even in another file. */
    @Test
    void noRemoteIsContacted_byTheConfigurationOfAWorktree() throws IOException {
        Resealed archive = export.copy()
                .edit("film/.git/config", bytes -> (new String(bytes, StandardCharsets.UTF_8)
                                + "[extensions]\n\tworktreeConfig = true\n")
                        .getBytes(StandardCharsets.UTF_8))
                .file(
                        "film/.git/config.worktree",
                        "[core]\n\tsparseCheckout = false\n[remote \"origin\"]\n\turl =\n\turl = file::" + source
                                + "\n");
        Path sealed = folder.resolve("film.zip");
        archive.write(sealed);

        ImportResult result = GitDoors.importFrom(sealed, folder.resolve("film"));

        assertNoRemoteIsContacted(result);
        assertThat(result.folder().resolve(".git/config.worktree"))
                .content()
                .contains("sparseCheckout")
                .doesNotContain("remote");
        assertThat(result.notes())
                .anySatisfy(note -> assertThat(note.what()).contains("the whole repository, remote.*.url"));
    }

    @Test
    void oneCommand_namedInTheReport_allowsIt() throws IOException {
        ImportResult result = importWith(config -> config);
        String command = "git config --unset remote.origin.vcs";
        assertThat(result.notes()).singleElement().satisfies(note -> assertThat(note.what())
                .contains(command));

        Exec.in(result.folder()).run(command.split(" ")).ok();

        assertThat(Exec.in(result.folder()).git("log", "-p").text()).contains("+first");
        Exec.in(result.folder()).git("fetch", "-q", "origin");
    }

    /** Git passes the name to git fetch, which reads it as an option. */
    @Test
    void nameThatIsAnOption_isLeftOut() throws IOException {
        String name = "--upload-pack=touch " + temp.resolve("option-has-run") + "; git-upload-pack";
        ImportResult result = importWith(config -> config.replace("\tpromisor = true\n", "")
                        .replace("\tpartialclonefilter = blob:none\n", "")
                + "[remote \"" + name + "\"]\n\tpromisor = true\n[extensions]\n\tpartialClone = \"" + name + "\"\n");

        Exec.in(result.folder()).run("git", "log", "-p");
        Exec.in(result.folder()).run("git", "status");

        assertThat(temp.resolve("option-has-run")).doesNotExist();
        assertThat(result.folder().resolve(".git/config")).content().doesNotContain("upload-pack");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://SOURCE", "ssh://host.invalid/film", "host.invalid:film", "../../source"})
    void urlInsteadOfAName_isLeftOut(String url) throws IOException {
        String place = url.replace("SOURCE", source.toString());
        ImportResult result = importWith(
                config -> "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tpartialClone = " + place + "\n");

        assertNoRemoteIsContacted(result);
    }

    @Test
    void remoteInTheConfigurationOfAWorktree_isDisabledToo() throws IOException {
        Resealed archive = export.copy()
                .file(
                        "film/.git/config",
                        "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tworktreeConfig = true\n")
                .file(
                        "film/.git/config.worktree",
                        "[remote \"origin\"]\n\turl = file://" + source + "\n\tpromisor = true\n");
        Path sealed = folder.resolve("film.tar");
        archive.write(sealed);

        assertNoRemoteIsContacted(GitDoors.importFrom(sealed, folder.resolve("film")));
    }
}
