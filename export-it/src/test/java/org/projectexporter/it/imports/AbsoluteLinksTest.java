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

import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Symbolic links into the project by its absolute path. */
@Tag("import")
class AbsoluteLinksTest {
    @TempDir
    Path temp;

    private GitFixture film;
    private Path folder;

    @BeforeEach
    void makeFilm() throws IOException {
        folder = temp.resolve("film");
        film = GitFixture.init(folder).file("takes/3.mov", "take\n");
        Files.createSymbolicLink(folder.resolve("tracked"), folder.resolve("takes/3.mov"));
        film.commit("one");
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), target);
    }

    private ImportResult imported(String format) throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), format, folder);
        Files.move(folder, temp.resolve("gone"));
        ImportRequest request = ImportRequest.builder(exported.archive(), temp.resolve("elsewhere"))
                .build();
        return ProjectImporter.create().importProject(request, ProgressListener.NONE);
    }

    private static Path target(ImportResult result, String name) throws IOException {
        return Files.readSymbolicLink(result.folder().resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void import_setsThoseThatGitDoesNotTrack(String format) throws IOException {
        link("current", folder.resolve("takes/3.mov"));
        link("takes/all", folder);
        link("later", folder.resolve("not/yet"));
        link("relative", Path.of("takes/3.mov"));
        link("outside", temp.resolve("film-2/takes"));
        link("dots", Path.of(folder + "/takes/../../x"));

        ImportResult result = imported(format);

        Path place = result.folder();
        assertThat(place.resolve("current")).hasContent("take\n");
        assertThat(target(result, "current")).isEqualTo(place.resolve("takes/3.mov"));
        assertThat(target(result, "takes/all")).isEqualTo(place);
        assertThat(target(result, "later")).isEqualTo(place.resolve("not/yet"));
        assertThat(target(result, "relative")).hasToString("takes/3.mov");
        assertThat(target(result, "outside")).isEqualTo(temp.resolve("film-2/takes"));
        assertThat(target(result, "dots")).hasToString(folder + "/takes/../../x");
        assertThat(GitDoors.paths(result, ImportNote.Kind.LEADS_OUT))
                .containsExactlyInAnyOrder("film/outside", "film/dots", "film/tracked");
    }

    @Test
    void import_leavesThoseThatGitTracks_andSaysSo() throws IOException {
        link("current", folder.resolve("takes/3.mov"));

        ImportResult result = imported("tar");

        assertThat(target(result, "tracked")).isEqualTo(folder.resolve("takes/3.mov"));
        assertThat(GitFixture.at(result.folder()).git("status", "--porcelain")).isEqualTo("?? current");
        assertThat(result.notes())
                .filteredOn(note ->
                        note.kind() == ImportNote.Kind.NOTE && note.path().equals("film/tracked"))
                .singleElement()
                .extracting(ImportNote::what)
                .asString()
                .contains("Git tracks it", folder.toString());
    }

    @Test
    void export_reportsThem_withWhatTheyLeadTo() throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), "zip", folder);

        assertThat(exported.archive().resolveSibling("film.zip.manifest.json"))
                .content()
                .containsPattern("\"kind\" : \"absolute_link\"")
                .containsPattern("\"path\" : \"film/tracked\",\\s+\"leads_to\" : \"film/takes/3.mov\"");
    }
}
