package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.OrdinaryUser;

/** Repositories that differ in how Git treats the files of their working trees. */
final class WorkingTreeShapes {
    private WorkingTreeShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("submodule", WorkingTreeShapes::submodule).withRepositoryAt(".git/modules/looks"),
                Shape.of("LFS", WorkingTreeShapes::lfs).needing("git-lfs"),
                Shape.of("LFS with a missing object", WorkingTreeShapes::lfsWithoutAnObject)
                        .lackingSomething()
                        .needing("git-lfs"),
                Shape.of("line ends by attributes", WorkingTreeShapes::lineEnds),
                Shape.of("core.worktree", WorkingTreeShapes::workTreeElsewhere),
                Shape.of("index flags", WorkingTreeShapes::indexFlags),
                Shape.of("another user's", WorkingTreeShapes::otherUsers));
    }

    private static GitFixture submodule(Path folder) throws IOException {
        GitFixture looks = GitFixture.init(folder.resolve("origin"))
                .file("look.cube", "1\n")
                .commit("Look");
        GitFixture film = RepositoryShapes.film(folder);
        film.submodule("looks", looks.commit("Look, again"));
        return film.file("looks/look.cube", "2\n");
    }

    private static GitFixture lfs(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).lfs("*.mp4");
        for (String take : List.of("first take", "second take", "third take")) {
            film.file("take.mp4", take).commit(take);
        }
        return film.file("take.mp4", "not committed");
    }

    private static GitFixture lfsWithoutAnObject(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder)
                .lfs("*.mp4")
                .file("take.mp4", "first take")
                .commit("One");
        Files.delete(film.lfsObjectOf("take.mp4"));
        film.file("take.mp4", "second take").file("other.mp4", "another").commit("Two");
        Files.delete(film.lfsObjectOf("other.mp4"));
        // as in a clone whose media were never fetched; from the media, git status would make the object again
        return film.file("other.mp4", film.git("show", "HEAD:other.mp4").strip() + "\n");
    }

    private static GitFixture lineEnds(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder)
                .file(".gitattributes", "*.bat text eol=crlf\n*.txt text\n*.bin -text\n")
                .file("run.bat", "one\r\ntwo\r\n")
                .file("mixed.bin", "one\r\ntwo\n");
        film.git("config", "core.autocrlf", "input");
        return film.commit("With attributes").file("run.bat", "one\ntwo\n");
    }

    /** A working tree elsewhere; its path is relative to the Git folder: git-config(1). */
    private static GitFixture workTreeElsewhere(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder.resolve("film")).file("footage/a.txt", "a\n");
        film.git("config", "core.worktree", "../footage");
        return film.commit("First").file("footage/a.txt", "changed\n").file("footage/new.txt", "new\n");
    }

    private static GitFixture indexFlags(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder)
                .file("c.txt", "c\n")
                .commit("Third")
                .file("d.txt", "d\n");
        film.git("update-index", "--assume-unchanged", "a.txt");
        film.git("update-index", "--skip-worktree", "c.txt");
        film.git("add", "--intent-to-add", "d.txt");
        film.git("update-index", "--index-version", "4");
        return film.file("a.txt", "not looked at\n");
    }

    /**
     * A repository of another user, in which Git refuses to work unless it is configured as safe; only root can create
     * one.
     */
    private static GitFixture otherUsers(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        if (OrdinaryUser.mayGiveFilesAway()) {
            Exec.in(folder).run("chown", "-R", "12345:12345", "film").ok();
        }
        return film;
    }
}
