package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** The catalogue of repositories. */
public final class RepositoryShapes {
    private RepositoryShapes() {}

    /** All shapes that can be created in a second or two. */
    public static List<Shape> all() {
        return Stream.of(
                        HistoryShapes.all(),
                        RefShapes.all(),
                        UnfinishedShapes.all(),
                        StorageShapes.all(),
                        ObjectShapes.all(),
                        WorkingTreeShapes.all(),
                        IndexShapes.all(),
                        LayoutShapes.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A repository with two commits, in the folder {@code film}. */
    static GitFixture film(Path folder) throws IOException {
        return GitFixture.init(folder.resolve("film"))
                .file("a.txt", "a\n")
                .file("scenes/b.txt", "b\n")
                .commit("First")
                .file("a.txt", "a\na\n")
                .commit("Second");
    }

    /** A repository whose branches {@code main} and {@code side} have changed the same line. */
    static GitFixture torn(Path folder) throws IOException {
        GitFixture film = film(folder);
        film.git("checkout", "-q", "-b", "side");
        film.file("a.txt", "theirs\n").commit("Theirs").file("c.txt", "c\n").commit("Theirs, too");
        film.git("checkout", "-q", "main");
        return film.file("a.txt", "ours\n").commit("Ours");
    }

    /** Runs a command that must stop halfway. */
    static GitFixture stopped(GitFixture film, String... command) throws IOException {
        Exec.in(film.folder()).run(command).exited(1);
        return film;
    }
}
