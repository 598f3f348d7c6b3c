package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/** Files that a filter encrypts when Git adds them: in an imported project, Git never stores them as plain text. */
@Tag("import")
class SecretFilterTest {
    private static final String PLAIN = "the fee is secret";
    /** Encrypts like a filter of a user's own, by exchanging letters and marking the result. */
    private static final String CLEAN = "(echo Salted; tr a-z n-za-m)";

    private static final String SMUDGE = "(read mark; tr a-z n-za-m)";

    @TempDir
    Path temp;

    private Path films;

    @BeforeEach
    void makeFolder() throws IOException {
        films = Files.createDirectories(temp.resolve("films"));
    }

    private GitFixture encrypted(Path folder, String attributes) throws IOException {
        GitFixture film = GitFixture.init(folder);
        setUp(film, "crypt");
        return film.file(".gitattributes", attributes)
                .file("secret/fee.txt", PLAIN + "\n")
                .file("cut.txt", "one\n")
                .commit("one");
    }

    /** As {@code transcrypt -c} does: save_configuration and force_checkout in its source, version 2.1. */
    private static void setUp(GitFixture film, String filter) throws IOException {
        film.git("config", "filter." + filter + ".clean", CLEAN);
        film.git("config", "filter." + filter + ".smudge", SMUDGE);
        film.git("config", "filter." + filter + ".required", "true");
    }

    private ImportResult importAgain(GitFixture film, String format) throws IOException {
        Exported exported = Exported.to(films.resolve("out"), format, film.folder());
        assertThat(exported.run().errors() + exported.run().text())
                .contains("since these settings were left out: filters (crypt)");
        return importOf(exported, false);
    }

    private ImportResult importOf(Exported exported, boolean dry) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(exported.archive(), films.resolve("back"))
                                .dryRun(dry)
                                .build(),
                        ProgressListener.NONE);
    }

    private static List<String> filterNotes(ImportResult result) {
        return result.notes().stream()
                .filter(note -> note.what().contains("filter"))
                .filter(note -> note.kind() == ImportNote.Kind.NOTE)
                .map(note -> note.path() + ": " + note.what())
                .toList();
    }

    private static void edit(GitFixture film) throws IOException {
        Files.writeString(film.folder().resolve("secret/fee.txt"), PLAIN + " and higher\n", StandardOpenOption.APPEND);
    }

    private static ToolRun tried(GitFixture film, String... command) throws IOException {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(command));
        return Exec.in(film.folder()).run(all);
    }

    private static void requireNothingPlainIsStored(GitFixture film) throws IOException {
        for (String line : film.git("cat-file", "--batch-all-objects", "--batch-check")
                .lines()
                .toList()) {
            String id = line.substring(0, line.indexOf(' '));
            assertThat(film.git("cat-file", "-p", id)).doesNotContain(PLAIN);
        }
    }

    @ParameterizedTest
    @CsvSource({"zip, secret/** filter=crypt diff=crypt merge=crypt", "tar, [attr]hidden filter=crypt"})
    void add_inAnImportedProject_failsUntilTheFilterIsSetUp(String format, String attributes) throws IOException {
        String more = attributes.startsWith("[attr]") ? "\nsecret/** hidden\n" : "\n";
        GitFixture film = encrypted(films.resolve("film"), attributes + more);

        ImportResult result = importAgain(film, format);

        GitFixture back = GitFixture.at(result.folder());
        assertThat(filterNotes(result)).singleElement().satisfies(note -> assertThat(note)
                .startsWith("film/.git/config: the filter crypt")
                .contains("plain text", "transcrypt -c CIPHER", "git config --remove-section filter.crypt"));
        assertThat(back.folder().resolve("secret/fee.txt")).hasContent(PLAIN);
        assertThat(back.git("status", "--porcelain")).isEmpty();
        edit(back);
        back.file("cut.txt", "two\n");
        ToolRun add = tried(back, "add", "-A");
        assertThat(add.exitCode()).isNotZero();
        assertThat(add.errors()).contains("secret/fee.txt: clean filter 'crypt' failed");
        assertThat(tried(back, "commit", "-qam", "two").exitCode()).isNotZero();
        assertThat(tried(back, "stash").exitCode()).isNotZero();
        requireNothingPlainIsStored(back);

        back.git("add", "cut.txt");
        back.git("commit", "-qm", "what is no secret");
        setUp(back, "crypt");
        back.git("add", "-A");
        back.git("commit", "-qm", "two");
        assertThat(back.git("show", "HEAD:secret/fee.txt")).startsWith("Salted");
        requireNothingPlainIsStored(back);
    }

    @Test
    void checkout_inAnImportedProject_givesFilesAsTheyAreStored_andStatusWorks() throws IOException {
        GitFixture film = encrypted(films.resolve("film"), "secret/** filter=crypt diff=crypt\n");
        film.git("branch", "early");
        edit(film);
        film.commit("two");

        GitFixture back = GitFixture.at(importAgain(film, "tar").folder());

        edit(back);
        back.git("checkout", "-q", "--", "secret/fee.txt");
        assertThat(back.git("status", "--porcelain")).isEmpty();
        back.git("checkout", "-q", "early");
        assertThat(Files.readString(back.folder().resolve("secret/fee.txt"))).startsWith("Salted");
        assertThat(back.git("status", "--porcelain")).isEmpty();
        back.file("secret/fee.txt", PLAIN);
        assertThat(tried(back, "add", "secret").exitCode()).isNotZero();
        Files.writeString(back.folder().resolve("secret/new 'file'.txt"), PLAIN, StandardCharsets.UTF_8);
        assertThat(tried(back, "add", "secret/new 'file'.txt").exitCode()).isNotZero();
        requireNothingPlainIsStored(back);
    }

    @Test
    void add_inSubmodulesAndRepositoriesWithin_failsAsWell() throws IOException {
        GitFixture library = encrypted(temp.resolve("library"), "secret/** filter=crypt\n");
        GitFixture film = GitFixture.init(films.resolve("film")).file("cut.txt", "one\n");
        film.commit("one").submodule("looks", library);
        setUp(GitFixture.at(film.folder().resolve("looks")), "crypt");
        film.git("-C", "looks", "checkout", "-q", "--force", "HEAD", "--", "secret");
        GitFixture nested = encrypted(film.folder().resolve("nested"), "# none\n");
        nested.file(".git/info/attributes", "secret/** filter=crypt\n");

        ImportResult result = importAgain(film, "zip");

        assertThat(filterNotes(result))
                .extracting(note -> note.substring(0, note.indexOf(':')))
                .containsExactly("film/.git/modules/looks/config", "film/nested/.git/config");
        for (String repository : List.of("looks", "nested")) {
            GitFixture back = GitFixture.at(result.folder().resolve(repository));
            edit(back);
            assertThat(tried(back, "add", "-A").exitCode()).as(repository).isNotZero();
            assertThat(tried(back, "commit", "-qam", "two").exitCode())
                    .as(repository)
                    .isNotZero();
        }
        GitFixture back = GitFixture.at(result.folder());
        assertThat(back.git("config", "--local", "--list")).doesNotContain("filter.crypt");
        back.file("cut.txt", "two\n");
        back.git("add", "cut.txt");
    }

    /** It may not even have been set up in the original, where Git ignores it then: gitattributes(5). */
    @Test
    void filterThatOnlyChangesFiles_isReported_andDoesNotStopGit() throws IOException {
        GitFixture film = GitFixture.init(films.resolve("film"))
                .file(".gitattributes", "*.txt filter=indent\n*.bin filter=lfs\n")
                .file("cut.txt", "one\n")
                .commit("one");
        Exported exported = Exported.to(films.resolve("out"), "tar", film.folder());

        ImportResult result = importOf(exported, false);

        assertThat(exported.run().errors() + exported.run().text())
                .contains("film/.gitattributes: files pass through the filter indent");
        assertThat(filterNotes(result)).singleElement().satisfies(note -> assertThat(note)
                .contains("files pass through the filter indent", "filter.indent.clean"));
        GitFixture back = GitFixture.at(result.folder());
        back.file("cut.txt", "two\n").commit("two");
        assertThat(back.git("config", "--local", "--list")).doesNotContain("filter.indent");
    }

    @Test
    void dryRun_reportsTheSame_andTheExportWarns() throws IOException {
        GitFixture film = encrypted(films.resolve("film"), "secret/** filter=crypt\n");
        Exported exported = Exported.to(films.resolve("out"), "zip", film.folder());

        List<String> dry = filterNotes(importOf(exported, true));

        assertThat(exported.run().errors() + exported.run().text())
                .contains("film/.gitattributes: the filter crypt encrypts files", "transcrypt -c CIPHER -p PASSWORD");
        assertThat(dry).isNotEmpty().isEqualTo(filterNotes(importOf(exported, false)));
    }

    /** With the real tool, and without its key in the archive. */
    @Test
    void gitCrypt_canBeUnlockedInTheImportedProject_andEncryptsAgain() throws IOException {
        Tools.require("git-crypt");
        GitFixture film = GitFixture.init(films.resolve("film"));
        Exec.in(film.folder()).run("git-crypt", "init").ok();
        Path key = temp.resolve("key");
        Exec.in(film.folder()).run("git-crypt", "export-key", key.toString()).ok();
        film.file(".gitattributes", "secret/** filter=git-crypt diff=git-crypt\n")
                .file("secret/fee.txt", PLAIN + "\n")
                .commit("one");
        Exported exported = Exported.to(films.resolve("out"), "tar", film.folder());

        ImportResult result = importOf(exported, false);

        GitFixture back = GitFixture.at(result.folder());
        assertThat(filterNotes(result)).singleElement().satisfies(note -> assertThat(note)
                .contains("the filter git-crypt encrypts files", "git-crypt unlock KEYFILE"));
        assertThat(back.git("status", "--porcelain")).isEmpty();
        edit(back);
        assertThat(tried(back, "add", "-A").exitCode()).isNotZero();
        back.git("checkout", "-q", "--", "secret");
        Exec.in(back.folder()).run("git-crypt", "unlock", key.toString()).ok();
        assertThat(back.folder().resolve("secret/fee.txt")).hasContent(PLAIN);
        assertThat(back.git("status", "--porcelain")).isEmpty();
        edit(back);
        back.commit("two");
        requireNothingPlainIsStored(back);
    }
}
