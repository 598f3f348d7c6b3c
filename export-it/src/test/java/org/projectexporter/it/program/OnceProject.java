package org.projectexporter.it.program;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;

/**
 * A project called {@code film} with media in Git LFS that an archive may have once: in its own repository, in a
 * submodule and in a bare repository in its working tree. Needs git and git-lfs.
 */
public final class OnceProject {
    private final GitFixture film;

    private OnceProject(GitFixture film) {
        this.film = film;
    }

    /** Creates it in a new folder {@code film} below an existing one. */
    public static OnceProject make(Path folder) throws IOException {
        GitFixture library = GitFixture.init(folder.resolve("library"))
                .lfs("*.mp4")
                .file("look.mp4", new Noise(1).bytes(70_000))
                .commit("Looks");
        GitFixture film = GitFixture.init(folder.resolve("film"))
                .lfs("*.mp4", "*.srt")
                .file("note.txt", "A film.\n")
                .file("take.mp4", new Noise(2).bytes(80_000))
                .commit("First")
                .file("take.mp4", new Noise(3).bytes(90_000))
                .file("scenes/again.mp4", new Noise(3).bytes(90_000))
                .file("scenes/it's $(touch harm)\n.mp4", new Noise(4).bytes(60_000))
                .file("small.mp4", "small\n")
                .file("words.srt", "1\n00:00 hello\n")
                .commit("Second")
                .submodule("looks", library);
        Files.writeString(film.folder().resolve(".git/info/exclude"), "/vault/\n");
        Path objects = film.folder().resolve(".git/lfs/objects");
        Exec.in(film.folder())
                .git("clone", "-q", "--bare", "--template=", film.folder().toString(), "vault/film.git")
                .ok();
        copy(objects, film.folder().resolve("vault/film.git/lfs"));
        copy(library.folder().resolve(".git/lfs/objects"), film.folder().resolve(".git/modules/looks/lfs"));
        Exec looks = Exec.in(film.folder().resolve("looks"));
        looks.git("lfs", "install", "--local").ok();
        looks.git("lfs", "checkout").ok();
        return new OnceProject(film);
    }

    private static void copy(Path objects, Path lfs) throws IOException {
        Files.createDirectories(lfs);
        Exec.in(lfs).run("cp", "-a", objects.toString(), ".").ok();
    }

    public Path folder() {
        return film.folder();
    }

    public GitFixture repository() {
        return film;
    }

    /** The files of the working tree that a manifest lists for objects, in its order. */
    public static List<String> filesFromTree(JsonNode manifest) {
        return manifest.path("lfs_from_tree").findValuesAsText("path");
    }

    /** The objects that a manifest lists, in its order. */
    public static List<String> objectsFromTree(JsonNode manifest) {
        return manifest.path("lfs_from_tree").findValuesAsText("object");
    }
}
