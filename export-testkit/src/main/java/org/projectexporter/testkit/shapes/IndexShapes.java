package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories that differ in the form of their index, and in which parts of it are checked out. */
final class IndexShapes {
    private IndexShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("split index", IndexShapes::split),
                Shape.of("sparse index", folder -> sparse(folder, "--cone", "--sparse-index", "scenes")),
                Shape.of(
                        "sparse checkout of folders",
                        folder -> sparse(folder, "--cone", "--no-sparse-index", "scenes")),
                Shape.of("sparse checkout by patterns", folder -> sparse(folder, "--no-cone", "/*", "!/music/")),
                Shape.of("untracked cache", IndexShapes::untrackedCache).changing(".git/index"));
    }

    /**
     * A split index with entries of the shared index deleted, changed and added. The files are older than the index, so
     * that it knows the others to be unchanged: an import then updates the shared index, whose name is its checksum.
     */
    private static GitFixture split(Path folder) throws IOException {
        GitFixture film = large(folder);
        for (String file : film.git("ls-files").lines().toList()) {
            Files.setLastModifiedTime(
                    film.folder().resolve(file), FileTime.from(Instant.parse("2020-05-17T10:00:00Z")));
        }
        film.git("update-index", "--refresh");
        film.git("config", "splitIndex.maxPercentChange", "100");
        film.git("update-index", "--split-index");
        film.git("rm", "-q", "music/b.txt");
        return film.staged("a.txt", "changed\n").staged("new.txt", "new\n").file("scenes/b.txt", "not staged\n");
    }

    private static GitFixture sparse(Path folder, String... set) throws IOException {
        GitFixture film = large(folder);
        film.git(Stream.concat(Stream.of("sparse-checkout", "set"), List.of(set).stream())
                .toArray(String[]::new));
        return film.file("scenes/b.txt", "changed\n").file("scenes/new.txt", "new\n");
    }

    /** An untracked cache, which is used only where it was created, since it contains the path of the working tree. */
    private static GitFixture untrackedCache(Path folder) throws IOException {
        GitFixture film = large(folder).file("untracked.txt", "u\n");
        film.git("config", "core.untrackedCache", "true");
        film.git("update-index", "--force-untracked-cache");
        film.git("status");
        return film;
    }

    private static GitFixture large(Path folder) throws IOException {
        return RepositoryShapes.film(folder)
                .file("music/a.txt", "a\n")
                .file("music/b.txt", "b\n")
                .file("music/deep/c.txt", "c\n")
                .commit("With music");
    }
}
