package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.it.program.OrdinaryCommands;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;
import org.projectexporter.testkit.reseal.Resealed;

/**
 * An export with a submodule, a bare repository and a link that leads out, next to an unrelated repository. With a
 * change to it, it is either imported and harmless, or refused without leaving anything.
 */
final class GitDoors {
    private final Path temp;
    private final Path places;
    private final Path outside;
    private final TreeSnapshot before;
    private final Resealed export;
    private int imports;

    private GitDoors(Path temp, Path places, Path outside, Resealed export) throws IOException {
        this.temp = temp;
        this.places = places;
        this.outside = outside;
        this.before = TreeSnapshot.of(outside);
        this.export = export;
    }

    /** Creates both in a folder. */
    static GitDoors in(Path temp) throws IOException {
        return in(temp, temp);
    }

    /** A copy to be imported below another folder. */
    static GitDoors in(Path temp, Path places) throws IOException {
        Tools.require("git", "bwrap");
        Path outside = temp.resolve("outside");
        GitFixture.init(outside).file("secret.txt", "secret\n").commit("Secret");
        GitFixture looks =
                GitFixture.init(temp.resolve("looks")).file("l.cube", "1\n").commit("Look");
        GitFixture film = GitFixture.init(temp.resolve("made/film"))
                .file("a.txt", "a\n")
                .file("dir/b.txt", "b\n")
                .file(".gitignore", "/vault.git/\n")
                .commit("First");
        Files.createSymbolicLink(film.folder().resolve("dir/way-out"), Path.of("../../outside"));
        film.commit("A way out").submodule("looks", looks);
        Exec.in(film.folder()).git("clone", "-q", "--bare", "--no-hardlinks", ".", "vault.git");
        return new GitDoors(temp, places, outside, Resealed.of(export(film.folder(), temp.resolve("film.tar"))));
    }

    /** Exports a project unchanged. */
    static Path export(Path project, Path archive) throws IOException {
        ProjectExporter.create()
                .export(
                        ExportRequest.builder(project, archive)
                                .options(ExportOptions.builder().format("tar").build())
                                .build(),
                        ProgressListener.NONE);
        return archive;
    }

    Path outside() {
        return outside;
    }

    /** A copy of the export, to be changed. */
    Resealed changed() {
        return export.copy();
    }

    /** Imports it. */
    ImportResult importOf(Resealed archive, String format) throws IOException {
        Path sealed = temp.resolve("hostile-" + ++imports + "." + format);
        archive.write(sealed);
        Path place = Files.createDirectories(places.resolve("place-" + imports));
        try {
            return importFrom(sealed, place.resolve("film"));
        } catch (IOException e) {
            assertThat(place.resolve("film")).doesNotExist();
            assertThat(place.resolve("film.import")).doesNotExist();
            throw e;
        }
    }

    static ImportResult importFrom(Path archive, Path folder) throws IOException {
        return ProjectImporter.create()
                .importProject(ImportRequest.builder(archive, folder).build(), ProgressListener.NONE);
    }

    /** Asserts that it is refused, as a zip and as a tar, for this reason and because of this entry. */
    void assertRefused(UnaryOperator<Resealed> change, ArchiveDefect defect, String entry) {
        assertThatThrownBy(() -> importOf(change.apply(changed()), nextFormat()))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> {
                    assertThat(refused.defect()).as(refused.getMessage()).isEqualTo(defect);
                    assertThat(String.valueOf(refused.entry().orElseThrow())).isEqualTo(entry);
                });
        assertOutsideUntouched();
    }

    private String nextFormat() {
        return imports % 2 == 0 ? "zip" : "tar";
    }

    /**
     * Asserts that it is imported, as a zip and as a tar, and that whatever is done with it then touches nothing else.
     */
    ImportResult assertHarmless(UnaryOperator<Resealed> change, String... repositories) throws IOException {
        ImportResult result = importOf(change.apply(changed()), nextFormat());
        for (String repository : repositories) {
            OrdinaryCommands.run(result.folder().resolve(repository), temp, places);
        }
        assertOutsideUntouched();
        return result;
    }

    void assertOutsideUntouched() {
        try {
            assertThat(TreeDiff.between(before, TreeSnapshot.of(outside)).differences())
                    .isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> paths(ImportResult result, ImportNote.Kind kind) {
        return result.notes().stream()
                .filter(note -> note.kind() == kind)
                .map(ImportNote::path)
                .toList();
    }
}
