package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ImportRequest;
import org.projectexporter.PortabilityIssue;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.testkit.GitFixture;
import org.projectexporter.testkit.Tools;

/** What an import refuses of a project the export has told before; what is only unusual comes in. */
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
                                .options(ExportOptions.builder().format("tar").build())
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

    private static List<String> told(ExportResult result) {
        return result.portability().stream()
                .filter(issue -> issue.kind() == PortabilityIssue.Kind.NOT_IMPORTED)
                .flatMap(issue -> issue.examples().stream())
                .map(example -> example.path().toString())
                .toList();
    }

    @Test
    void folderThatSomeSystemTakesForGit_isToldAtExport_andRefused() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        film.file("looks/.GIT/config", "[core]\n");

        assertThat(told(export(film.folder(), "film"))).containsExactly("film/looks/.GIT");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("film/looks/.GIT")
                .hasMessageContaining("give it another name in the project");
    }

    @Test
    void projectCalledLikeADrive_isToldAtExport_andComesInUnderAnotherName() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("A: film")).file("a.txt", "a\n").commit("First");

        assertThat(told(export(film.folder(), "A: film"))).containsExactly("A: film");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("--name");

        assertThat(told(export(film.folder(), "A film"))).isEmpty();
        assertThat(importAgain().resolve("a.txt")).hasContent("a\n");
    }

    @Test
    void headThatIsALink_comesIn() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        Path head = film.folder().resolve(".git/HEAD");
        Files.delete(head);
        Files.createSymbolicLink(head, Path.of("refs/heads/main"));

        assertThat(told(export(film.folder(), "film"))).isEmpty();

        assertThat(GitFixture.at(importAgain()).git("status", "--porcelain", "--branch"))
                .isEqualTo("## main");
    }

    @Test
    void otherLinkInARepository_isToldAtExport_andRefused() throws IOException {
        GitFixture film =
                GitFixture.init(temp.resolve("film")).file("a.txt", "a\n").commit("First");
        Files.createSymbolicLink(film.folder().resolve(".git/info/more"), Path.of("exclude"));

        assertThat(told(export(film.folder(), "film"))).containsExactly("film/.git/info/more");
        assertThatThrownBy(this::importAgain)
                .isInstanceOf(RefusedArchiveException.class)
                .hasMessageContaining("put what it leads to in its place");
    }
}
