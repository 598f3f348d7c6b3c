package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.reseal.Resealed;

/** A resealed archive is an ordinary export: only a test's change can be the reason for a refusal. */
@Tag("import")
class ResealedTest {
    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    @BeforeAll
    static void export() throws IOException {
        Path film = shared.resolve("film");
        GitFixture.init(film)
                .file("script.txt", "A film. ".repeat(400))
                .file("shots/take.mov", "\0\0\0\u0018ftypmp42" + "x".repeat(5000))
                .file("back\\slash\nnewline", "x")
                .commit("First");
        Files.createDirectories(film.resolve("empty"));
        Files.createSymbolicLink(film.resolve("shots/best.mov"), Path.of("take.mov"));
        Files.createLink(film.resolve("shots/zz-again.mov"), film.resolve("shots/take.mov"));
        Path looks = Files.createDirectories(shared.resolve("looks"));
        Files.writeString(looks.resolve("day.cube"), "LUT");
        Files.createSymbolicLink(film.resolve("day.cube"), looks.resolve("day.cube"));
        for (String format : List.of("zip", "tar", "tar.gz", "tar.zst")) {
            ExportOptions options = ExportOptions.builder()
                    .format(format)
                    .includeDependencies(true)
                    .build();
            ExportRequest request = ExportRequest.builder(film, archive(format))
                    .dependencyRoots(List.of(shared))
                    .options(options)
                    .build();
            ProjectExporter.create().export(request, ProgressListener.NONE);
        }
    }

    private static Path archive(String format) {
        return shared.resolve("film." + format);
    }

    private ImportResult importFrom(Path archive, String folder) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve(folder)).build(), ProgressListener.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void write_withoutChange_givesTheSameBytes(String format) throws IOException {
        Path sealed = temp.resolve("film." + format);

        Resealed.of(archive(format)).write(sealed);

        for (String suffix : List.of("", ".sha256", ".manifest.json")) {
            assertThat(sealed.resolveSibling(sealed.getFileName() + suffix))
                    .hasSameBinaryContentAs(archive(format + suffix));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void write_inAnotherFormat_givesTheSameProject(String format) throws IOException {
        Path sealed = temp.resolve("film." + format);

        Resealed.of(archive(format.equals("tar") ? "zip" : "tar")).write(sealed);

        assertThat(TreeDiff.between(
                                importFrom(archive(format), "expected").folder(),
                                importFrom(sealed, "film").folder())
                        .ignoring(".git/index") // it depends on the place of its files
                        .precision(TreeDiff.Precision.HUNDRED_NS)
                        .differences())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void write_withHarmlessChanges_givesAnExportWithThese(String format) throws IOException {
        Path sealed = temp.resolve("changed." + format);

        Resealed.of(archive(format))
                .file("film/script.txt", "Another film.\n")
                .file("film/deep/er/new.txt", "new\n")
                .link("film/deep/link", "er/new.txt")
                .folder("film/void")
                .remove("film/empty")
                .hardLink("film/shots/zzz.mov", "film/shots/take.mov")
                .rename("film/back\\slash\nnewline", "film/plain\rname")
                .mode("film/deep/er", 0700)
                .mtime("film/script.txt", Instant.parse("2001-02-03T04:05:06.7890123Z"))
                .edit("film/.git/description", bytes -> "Changed.\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .manifest(json -> json.withArray("notes").addObject().put("what", "changed"))
                .write(sealed);

        Path film = importFrom(sealed, "changed").folder();
        assertThat(film.resolve("script.txt")).hasContent("Another film.\n");
        assertThat(Files.getLastModifiedTime(film.resolve("script.txt")).toInstant())
                .isEqualTo(Instant.parse("2001-02-03T04:05:06.7890123Z"));
        assertThat(film.resolve("deep/link")).isSymbolicLink().hasContent("new\n");
        assertThat(film.resolve("void")).isEmptyDirectory();
        assertThat(film.resolve("empty")).doesNotExist();
        assertThat(film.resolve("shots/zzz.mov")).hasSameBinaryContentAs(film.resolve("shots/take.mov"));
        assertThat(film.resolve("plain\rname")).hasContent("x");
        assertThat(Files.getAttribute(film.resolve("deep/er"), "unix:mode")).isEqualTo(040700);
        assertThat(film.resolve(".git/description")).hasContent("Changed.\n");
        assertThat(new ObjectMapper()
                        .readTree(temp.resolve("changed.import/export-manifest.json")
                                .toFile())
                        .path("notes"))
                .hasSize(1);
    }

    @Test
    void manifest_changedToAnotherCount_isRefused() throws IOException {
        Path sealed = temp.resolve("film.tar");

        Resealed.of(archive("tar"))
                .manifest(json -> json.withObject("/statistics").put("total_files", 1))
                .write(sealed);

        assertThatThrownBy(() -> importFrom(sealed, "film"))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("total_files is 1");
    }

    @Test
    void copy_leavesTheOriginalUnchanged() throws IOException {
        Resealed film = Resealed.of(archive("zip"));
        Path sealed = temp.resolve("film.zip");

        film.copy().remove("film/script.txt").mode("film/empty", 0700).file("film/new.txt", "");
        film.write(sealed);

        assertThat(sealed).hasSameBinaryContentAs(archive("zip"));
    }
}
