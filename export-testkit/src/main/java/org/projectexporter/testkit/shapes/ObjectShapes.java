package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/**
 * Repositories whose objects have unusual ids, are incomplete, or are not what they seem; and, if the installed Git
 * supports them, reftables.
 */
final class ObjectShapes {
    private ObjectShapes() {}

    static List<Shape> all() {
        List<Shape> shapes = new ArrayList<>(List.of(
                Shape.of("SHA-256", ObjectShapes::sha256),
                Shape.of("SHA-256 without a commit", folder -> GitFixture.init(
                                folder.resolve("film"), "--object-format=sha256")
                        .staged("a.txt", "a\n")),
                Shape.of("SHA-256, shallow", ObjectShapes::shallowSha256),
                Shape.of("SHA-256 with LFS, without an older object", ObjectShapes::sha256WithoutAnLfsObject)
                        .needing("git-lfs"),
                Shape.of("partial clone without blobs", folder -> partialClone(folder, "blob:none")),
                Shape.of("partial clone without trees", folder -> partialClone(folder, "tree:0")),
                Shape.of("replaced commit, reflog expired", ObjectShapes::replacedAlone),
                Shape.of("grafts", ObjectShapes::grafts),
                Shape.of("grafts that hide a history that is gone", ObjectShapes::graftsOverNothing)));
        if (gitKnowsReftables()) {
            shapes.add(Shape.of("reftable", ObjectShapes::reftable));
        }
        return shapes;
    }

    private static GitFixture sha256(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder.resolve("film"), "--object-format=sha256")
                .file("a.txt", "a\n")
                .file("scenes/b.txt", "b\n")
                .commit("First");
        film.stash("a.txt", "stashed first\n").annotatedTag("v1", "Locked").gc();
        film.commits(5).file("a.txt", "a\na\n").commit("Second").branch("side").stash("a.txt", "stashed second\n");
        film.git("update-index", "--index-version", "4");
        return film.staged("staged.txt", "s\n").note("Seen").detach("HEAD~1");
    }

    private static GitFixture shallowSha256(Path folder) throws IOException {
        GitFixture origin = sha256(folder.resolve("origin"));
        Exec.in(folder).git("clone", "-q", "--depth=3", "-b", "main", "file://" + origin.folder(), "film");
        return GitFixture.at(folder.resolve("film"));
    }

    private static GitFixture sha256WithLfs(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder.resolve("film"), "--object-format=sha256")
                .lfs("*.mp4")
                .file("take.mp4", "first take")
                .commit("One")
                .file("take.mp4", "second take")
                .commit("Two");
        return film.stash("take.mp4", "stashed take").gc().staged("staged.mp4", "staged take");
    }

    private static GitFixture sha256WithoutAnLfsObject(Path folder) throws IOException {
        GitFixture film = sha256WithLfs(folder);
        film.git("reset", "-q", "--hard", "HEAD~1");
        Files.delete(film.lfsObjectOf("take.mp4"));
        film.git("reset", "-q", "--hard", "HEAD@{1}");
        return film;
    }

    /** A partial clone whose promised objects are no longer available: the remote is gone. */
    private static GitFixture partialClone(Path folder, String filter) throws IOException {
        GitFixture origin = RepositoryShapes.film(folder.resolve("origin"))
                .file("scenes/deep/c.txt", "c\n")
                .commit("Third")
                .file("scenes/deep/c.txt", "c\nc\n")
                .commit("Fourth")
                .annotatedTag("v1", "Locked");
        origin.git("config", "uploadpack.allowFilter", "true");
        origin.git("config", "uploadpack.allowAnySHA1InWant", "true");
        Exec.in(folder).git("clone", "-q", "--no-local", "--filter=" + filter, "file://" + origin.folder(), "film");
        Files.move(folder.resolve("origin"), folder.resolve("shelf"));
        GitFixture film = GitFixture.at(folder.resolve("film"));
        return film.file("own.txt", "own\n").commit("Own");
    }

    /** A replaced commit whose earlier history is unreachable. */
    private static GitFixture replacedAlone(Path folder) throws IOException {
        GitFixture film = HistoryShapes.replaced(folder);
        film.git("reflog", "expire", "--all", "--expire=now");
        return film;
    }

    /** A graft that gives a commit a second parent: Git counts the commits reached through it. */
    private static GitFixture grafts(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).commits(4);
        film.git("checkout", "-q", "--orphan", "before");
        film.commit("Much earlier").commit("Earlier");
        String earlier = film.git("rev-parse", "HEAD");
        film.git("checkout", "-q", "main");
        film.git("branch", "-q", "-D", "before");
        film.git("reflog", "expire", "--all", "--expire=now");
        graft(film, film.git("rev-list", "--max-parents=0", "HEAD") + " " + earlier);
        return film;
    }

    /** A graft that cuts off missing history, which Git does not need. */
    private static GitFixture graftsOverNothing(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).commits(4);
        film.git("reflog", "expire", "--all", "--expire=now");
        List<String> all = film.git("rev-list", "HEAD").lines().toList();
        graft(film, all.get(2));
        for (String hidden : all.subList(3, all.size())) {
            Files.delete(film.folder().resolve(".git/objects/" + hidden.substring(0, 2) + "/" + hidden.substring(2)));
        }
        return film;
    }

    private static void graft(GitFixture film, String line) throws IOException {
        Files.writeString(film.folder().resolve(".git/info/grafts"), line + "\n");
    }

    /** Whether the installed Git supports reftables, as it does since 2.45. */
    private static boolean gitKnowsReftables() {
        try {
            return Exec.in(Path.of("/")).run("git", "init", "-h").text().contains("--ref-format");
        } catch (IOException e) {
            return false;
        }
    }

    private static GitFixture reftable(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder.resolve("film"), "--ref-format=reftable")
                .file("a.txt", "a\n")
                .commit("First")
                .annotatedTag("v1", "Locked");
        return film.stash("a.txt", "stashed\n")
                .branch("side")
                .packRefs()
                .file("b.txt", "b\n")
                .commit("Second");
    }
}
