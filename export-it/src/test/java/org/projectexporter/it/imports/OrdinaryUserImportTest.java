package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.FilmProject;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.OrdinaryUser;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.reseal.Resealed;

/** Whoever may write to a folder can import into it, whatever the modes of the imported files: modes are set last. */
@Tag("import")
class OrdinaryUserImportTest {
    @TempDir
    static Path shared;

    private static Resealed film;
    private static String status;

    @TempDir
    Path temp;

    private Path place;

    @BeforeAll
    static void export() throws IOException {
        Tools.require("git", "git-lfs");
        GitFixture project = FilmProject.make(shared.resolve("film"), false);
        GitFixture.init(project.folder().resolve("mirror.git"), "--bare")
                .git("config", "core.fsmonitor", "./harm"); // an import has to remove it
        Path looks = Files.createDirectories(shared.resolve("looks/day"));
        Files.writeString(looks.resolve("day.cube"), "LUT");
        Files.createSymbolicLink(project.folder().resolve("looks"), looks);
        status = project.git("status", "--porcelain=v2"); // and the index matches all files now
        Exported exported = Exported.to(
                shared,
                "tar",
                project.folder(),
                "--dependencies",
                "--dependency-root",
                looks.getParent().toString());
        film = Resealed.of(exported.archive());
    }

    @BeforeEach
    void makePlace() throws IOException {
        place = Files.createDirectories(temp.resolve("place"));
    }

    /** So that the folder can be removed. */
    @AfterEach
    void open() throws IOException {
        Exec.in(temp).run("chmod", "-R", "u+rwx", temp.toString());
    }

    private ToolRun importAsOrdinaryUser(Resealed archive, String format) throws IOException {
        Path sealed = temp.resolve("film." + format);
        archive.write(sealed);
        return CommandLine.in(place).startedBy(OrdinaryUser.prefix()).run("import", sealed.toString(), "back");
    }

    /** The modes of all files and folders; each folder is made readable before it is listed. */
    private List<String> modes(String folder) throws IOException {
        return Exec.in(place)
                .run(
                        "find", folder, "!", "-type", "l", "-printf", "%m\n", "-type", "d", "-exec", "chmod", "u+rwx",
                        "{}", ";")
                .ok()
                .lines();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void importOfAReadOnlyProject_givesItBackReadOnly(String format) throws IOException {
        importAsOrdinaryUser(film.copy().modes(mode -> mode & 0555), format).exited(0);

        GitFixture back = GitFixture.at(place.resolve("back"));
        assertThat(back.git("--no-optional-locks", "status", "--porcelain=v2")).isEqualTo(status);
        assertThat(back.git("diff-files", "--name-only").lines()).containsExactly("02_Story/act3/scene00002.md");
        assertThat(place.resolve("back/mirror.git/config")).content().doesNotContain("harm");
        assertThat(modes("back")).hasSizeGreaterThan(100).containsOnly("555", "444");
        assertThat(modes("back.dependencies")).containsOnly("555", "444");
    }

    /** Root exports what only root may read. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void importOfAProjectThatItsOwnerMayNotOpen_keepsItClosed(String format) throws IOException {
        importAsOrdinaryUser(film.copy().modes(mode -> 0), format).exited(0);

        assertThat(modes("back")).hasSizeGreaterThan(100).containsOnly("0");
        open();
        assertThat(place.resolve("back/project.json")).content().contains("Night Train");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void importOfFilesThatMayBeWrittenOnly_linksThemAgain(String format) throws IOException {
        Resealed written = film.copy()
                .file("film/a.txt", "the same")
                .mode("film/a.txt", 0200)
                .hardLink("film/b.txt", "film/a.txt")
                .manifest(json -> json.withArray("hard_links")
                        .addObject()
                        .put("path", "film/b.txt")
                        .put("same_file_as", "film/a.txt"));

        importAsOrdinaryUser(written, format).exited(0);

        Path a = place.resolve("back/a.txt");
        assertThat(Files.isSameFile(a, a.resolveSibling("b.txt"))).isTrue();
        assertThat(Files.getAttribute(a, "unix:mode")).isEqualTo(0100200);
    }
}
