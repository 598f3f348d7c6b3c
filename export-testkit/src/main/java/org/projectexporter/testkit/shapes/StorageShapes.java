package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories that differ in how their objects are stored. */
final class StorageShapes {
    private StorageShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("objects loose and packed", StorageShapes::looseAndPacked),
                Shape.of("kept packs", StorageShapes::keptPacks),
                Shape.of("multi-pack-index, commit-graph, bitmaps", StorageShapes::derived),
                Shape.of("unreachable objects", folder -> {
                    GitFixture film = RepositoryShapes.film(folder).staged("dropped.txt", "dropped\n");
                    film.git("reset", "-q", "--hard");
                    return film;
                }));
    }

    /** Some objects are in the pack and loose too. */
    private static GitFixture looseAndPacked(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        film.git("repack", "-q", "-a");
        return film.file("d.txt", "d\n").commit("Loose");
    }

    private static GitFixture keptPacks(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        film.git("repack", "-q", "-a", "-d");
        try (Stream<Path> packs = Files.list(film.folder().resolve(".git/objects/pack"))) {
            for (Path pack :
                    packs.filter(file -> file.toString().endsWith(".pack")).toList()) {
                Files.writeString(Path.of(pack.toString().replace(".pack", ".keep")), "keep\n");
            }
        }
        film.file("d.txt", "d\n").commit("Third").git("repack", "-q", "-d");
        return film;
    }

    private static GitFixture derived(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).commits(50);
        film.git("repack", "-q", "-d");
        film.file("d.txt", "d\n").commit("Another").git("repack", "-q", "-d");
        film.git("multi-pack-index", "write", "--bitmap");
        film.git("commit-graph", "write", "--reachable", "--split");
        film.git("update-server-info");
        return film;
    }
}
