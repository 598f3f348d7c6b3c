package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories that differ in their commits and in the position of HEAD. */
final class HistoryShapes {
    private HistoryShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("no commit", folder -> GitFixture.init(folder.resolve("film"))),
                Shape.of("no commit, staged", folder -> GitFixture.init(folder.resolve("film"))
                        .staged("a.txt", "a\n")),
                Shape.of("one commit", folder -> GitFixture.init(folder.resolve("film"))
                        .file("a.txt", "a\n")
                        .commit("First")),
                Shape.of("detached HEAD", folder -> RepositoryShapes.film(folder)
                        .detach("HEAD~1")
                        .file("d.txt", "d\n")
                        .commit("On no branch")),
                Shape.of("unborn branch", HistoryShapes::unborn),
                Shape.of("orphan branch", HistoryShapes::orphan),
                Shape.of("another first branch", HistoryShapes::anotherFirstBranch),
                Shape.of("empty commits", folder -> RepositoryShapes.film(folder)
                        .commit("Nothing")
                        .commit("Nothing again")),
                Shape.of("octopus merge", HistoryShapes::octopus),
                Shape.of("shallow", HistoryShapes::shallow),
                Shape.of("replaced commit", HistoryShapes::replaced),
                Shape.of("history reset away", folder -> {
                    GitFixture film = RepositoryShapes.film(folder).commits(5);
                    film.git("reset", "-q", "--hard", "HEAD~4");
                    return film.commit("Another way");
                }));
    }

    private static GitFixture unborn(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        film.git("symbolic-ref", "HEAD", "refs/heads/not-yet");
        return film;
    }

    private static GitFixture orphan(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        film.git("checkout", "-q", "--orphan", "other");
        film.git("rm", "-q", "-r", "-f", ".");
        return film.file("o.txt", "o\n").commit("Another root");
    }

    private static GitFixture anotherFirstBranch(Path folder) throws IOException {
        return GitFixture.init(folder.resolve("film"), "-b", "picture/lock")
                .file("a.txt", "a\n")
                .commit("First");
    }

    private static GitFixture octopus(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        for (String branch : List.of("one", "two", "three")) {
            film.git("checkout", "-q", "-b", branch, "main");
            film.file(branch + ".txt", branch).commit(branch);
        }
        film.git("checkout", "-q", "main");
        film.git("merge", "-q", "-m", "All", "one", "two", "three");
        return film;
    }

    private static GitFixture shallow(Path folder) throws IOException {
        GitFixture origin = RepositoryShapes.film(folder.resolve("origin")).commits(5);
        Exec.in(folder).git("clone", "-q", "--depth=3", "file://" + origin.folder(), "film");
        return GitFixture.at(folder.resolve("film"));
    }

    /**
     * A replaced commit without a parent: the reflog still reaches what it hides, so the number of commits stays the
     * same.
     */
    static GitFixture replaced(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).commits(4).commit("Last");
        String orphan = film.git("commit-tree", "-m", "Last, without history", "HEAD^{tree}");
        film.git("replace", "HEAD", orphan);
        return film;
    }
}
