package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.SystemCalls;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * Indexes of every kind match the files that an import has written, so that Git reads none of them, and still finds
 * edited files, even if their size is unchanged and their time was restored. {@code git diff-files} compares only
 * attributes, and names each file that would have to be read.
 */
@Tag("import")
class ImportedIndexTest {
    private static final FileTime OLD = FileTime.fromMillis(1_700_000_000_123L);

    @TempDir
    Path temp;

    private GitFixture film;

    @BeforeEach
    void makeFilm() throws IOException {
        Tools.require("git");
        film = GitFixture.init(temp.resolve("film"));
        fill();
    }

    private void fill() throws IOException {
        for (String name : List.of("a.txt", "deep/b.txt", "deep/c.txt", "edited.txt", "gone.txt")) {
            file(name, "one\n");
        }
        film.commit("First");
    }

    private void file(String name, String text) throws IOException {
        film.file(name, text);
        Files.setLastModifiedTime(film.folder().resolve(name), OLD);
    }

    private GitFixture importAgain(String format) throws IOException {
        export(format);
        return importFrom(format);
    }

    private void export(String format) throws IOException {
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(film.folder(), temp.resolve("film." + format))
                                .options(ExportOptions.builder().format(format).build())
                                .build(),
                        ProgressListener.NONE);
    }

    private GitFixture importFrom(String format) throws IOException {
        Path place = Files.createDirectories(temp.resolve("place"));
        return GitFixture.at(ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(temp.resolve("film." + format), place.resolve("film"))
                                .build(),
                        ProgressListener.NONE)
                .folder());
    }

    private static List<String> toBeRead(GitFixture project) throws IOException {
        return project.git("diff-files", "--name-only").lines().toList();
    }

    /** Some entries of the shared index are unchanged, some replaced, one deleted, and one is new. */
    private void split() throws IOException {
        film.git("config", "splitIndex.maxPercentChange", "100");
        film.git("config", "splitIndex.sharedIndexExpire", "never");
        film.git("update-index", "--split-index");
        file("deep/b.txt", "two two\n");
        file("new.txt", "new\n");
        film.git("add", "deep/b.txt", "new.txt");
        film.git("rm", "-q", "--cached", "gone.txt");
    }

    private static List<Path> sharedIndexes(Path gitFolder) throws IOException {
        try (Stream<Path> files = Files.list(gitFolder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("sharedindex."))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void splitIndex_knowsTheFilesWritten_andFindsAnEdit(String format) throws IOException {
        split();
        file("edited.txt", "two\n");
        String entries = film.git("ls-files", "--stage");

        GitFixture imported = importAgain(format);

        Path git = imported.folder().resolve(".git");
        assertThat(toBeRead(imported)).containsExactly("edited.txt");
        assertThat(sharedIndexes(git)).hasSize(1);
        imported.git("fsck", "--full"); // compares the checksums of both
        assertThat(imported.git("ls-files", "--stage")).isEqualTo(entries);
        assertThat(imported.git("status", "--porcelain").lines())
                .containsExactly("M  deep/b.txt", " M edited.txt", "D  gone.txt", "A  new.txt", "?? gone.txt");
    }

    private static void setTime(GitFixture project, String file, long millisAfterOld) throws IOException {
        Files.setLastModifiedTime(project.folder().resolve(file), FileTime.fromMillis(OLD.toMillis() + millisAfterOld));
    }

    private static FileTime timeOfIndex(GitFixture project) throws IOException {
        return Files.getLastModifiedTime(project.folder().resolve(".git/index"));
    }

    /** Git compares whole seconds, unless it was built otherwise, and would read all these files. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void filesFromTheSecondOfTheIndex_areNotReadAgain(String format) throws IOException {
        setTime(film, ".git/index", 500);

        GitFixture imported = importAgain(format);

        assertThat(timeOfIndex(imported)).isEqualTo(FileTime.fromMillis(OLD.toMillis() + 877)); // the next second
        assertThat(imported.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void fileFromTheSecondOfTheIndex_thatMayHaveBeenEdited_isReadAgain() throws IOException {
        film.git("config", "core.checkStat", "minimal");
        film.git("config", "core.trustctime", "false");
        setTime(film, "edited.txt", 600);
        film.git("add", "edited.txt");
        film.file("edited.txt", "two\n");
        setTime(film, "edited.txt", 600);
        setTime(film, ".git/index", 500);

        GitFixture imported = importAgain("tar");

        assertThat(timeOfIndex(imported)).isEqualTo(FileTime.fromMillis(OLD.toMillis() + 500));
        assertThat(imported.git("status", "--porcelain")).isEqualTo(" M edited.txt");
    }

    @Test
    void splitIndexWithLongIds_knowsTheFilesWritten() throws IOException {
        film = GitFixture.init(temp.resolve("long"), "--object-format=sha256");
        fill();
        split();
        file("edited.txt", "two\n");

        GitFixture imported = importAgain("tar");

        assertThat(toBeRead(imported)).containsExactly("edited.txt");
        imported.git("fsck", "--full");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--index-version=4", "--index-version=2"})
    void indexOfAnyVersion_knowsTheFilesWritten(String version) throws IOException {
        film.git("update-index", version.split("=")[0], version.split("=")[1]);
        file("edited.txt", "two\n");

        GitFixture imported = importAgain("tar");

        assertThat(toBeRead(imported)).containsExactly("edited.txt");
        imported.git("fsck", "--full");
    }

    @Test
    void indexWithoutChecksum_knowsTheFilesWritten_andStaysWithout() throws IOException {
        Path index = film.folder().resolve(".git/index");
        byte[] bytes = Files.readAllBytes(index);
        java.util.Arrays.fill(bytes, bytes.length - 20, bytes.length, (byte) 0);
        Files.write(index, bytes);
        file("edited.txt", "two\n");

        GitFixture imported = importAgain("tar");

        assertThat(toBeRead(imported)).containsExactly("edited.txt");
        assertThat(Files.readAllBytes(imported.folder().resolve(".git/index"))).endsWith(new byte[20]);
    }

    private GitFixture submodule(GitFixture around, String path, GitFixture library) throws IOException {
        around.submodule(path, library);
        GitFixture checkedOut = GitFixture.at(around.folder().resolve(path));
        for (String name : checkedOut.git("ls-files").split("\n")) {
            if (Files.isRegularFile(checkedOut.folder().resolve(name))) {
                Files.setLastModifiedTime(checkedOut.folder().resolve(name), OLD);
            }
        }
        checkedOut.git("update-index", "-q", "--refresh");
        return checkedOut;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void indexesOfSubmodules_knowTheFilesWritten_andFindAnEdit(String format) throws IOException {
        GitFixture inner = GitFixture.init(temp.resolve("inner"))
                .file("i.txt", "one\n")
                .file("k.txt", "kept\n")
                .commit("Inner");
        GitFixture outer =
                GitFixture.init(temp.resolve("outer")).file("o.txt", "one\n").commit("Outer");
        GitFixture looks = submodule(film, "looks", outer);
        GitFixture deep = submodule(looks, "deep", inner);
        Files.writeString(deep.folder().resolve("i.txt"), "two\n");
        Files.setLastModifiedTime(deep.folder().resolve("i.txt"), OLD);
        String status = film.git("status", "--porcelain");

        GitFixture imported = importAgain(format);

        GitFixture importedLooks = GitFixture.at(imported.folder().resolve("looks"));
        GitFixture importedDeep = GitFixture.at(imported.folder().resolve("looks/deep"));
        assertThat(imported.folder().resolve(".git/modules/looks/modules/deep/index"))
                .exists();
        assertThat(importedDeep.git("diff-files", "--name-only")).isEqualTo("i.txt");
        assertThat(importedLooks.git("diff-files", "--name-only", "--ignore-submodules"))
                .isEmpty();
        assertThat(importedDeep.git("status", "--porcelain")).isEqualTo(" M i.txt");
        assertThat(imported.git("status", "--porcelain")).isEqualTo(status);
        importedDeep.git("fsck", "--full");
    }

    @Test
    void status_ofWhatWasImported_readsNoFileOfAnyWorkingTree() throws IOException {
        Tools.require("strace");
        GitFixture library =
                GitFixture.init(temp.resolve("library")).file("l.txt", "one\n").commit("Library");
        submodule(film, "looks", library);
        split();
        film.git("commit", "-q", "-m", "Second");
        GitFixture imported = importAgain("tar");
        Path folder = imported.folder().toRealPath();
        Path log = temp.resolve("status.strace");

        List<String> command = new java.util.ArrayList<>(List.of(SystemCalls.strace(log)));
        command.addAll(List.of("git", "status", "--porcelain"));
        Exec.in(folder).run(command).ok();

        assertThat(SystemCalls.read(log).calls())
                .filteredOn(call -> call.opens() && call.isBelow(folder))
                .extracting(SystemCalls.Call::file)
                .contains(folder + "/.git/index")
                .noneMatch(file -> file.endsWith(".txt"));
    }

    @Test
    void folderThatIsALinkNow_isNotLookedThrough() throws IOException {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.move(film.folder().resolve("deep"), outside.resolve("deep"));
        Files.createSymbolicLink(film.folder().resolve("deep"), outside.resolve("deep"));

        String known = film.git("ls-files", "--debug", "deep");
        export("tar");
        Files.setAttribute(outside.resolve("deep/b.txt"), "unix:mode", 0600); // this changes its ctime

        GitFixture imported = importFrom("tar");

        assertThat(imported.git("ls-files", "--debug", "deep")).isEqualTo(known);
    }
}
