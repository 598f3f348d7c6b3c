package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories in the middle of an operation that takes more than one command. */
final class UnfinishedShapes {
    private UnfinishedShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of(
                        "merge with conflicts",
                        folder -> RepositoryShapes.stopped(RepositoryShapes.torn(folder), "git", "merge", "side")),
                Shape.of(
                        "merge with an autostash",
                        folder -> RepositoryShapes.stopped(
                                RepositoryShapes.torn(folder).file("scenes/b.txt", "changed\n"),
                                "git",
                                "merge",
                                "--autostash",
                                "side")),
                Shape.of(
                        "rebase with conflicts",
                        folder -> RepositoryShapes.stopped(RepositoryShapes.torn(folder), "git", "rebase", "side")),
                Shape.of("interactive rebase", UnfinishedShapes::interactiveRebase),
                Shape.of(
                        "cherry-pick of several",
                        folder -> RepositoryShapes.stopped(
                                RepositoryShapes.torn(folder), "git", "cherry-pick", "side~1", "side")),
                Shape.of(
                        "revert",
                        folder -> RepositoryShapes.stopped(
                                RepositoryShapes.torn(folder), "git", "revert", "--no-edit", "HEAD~1")),
                Shape.of("patch that does not apply", UnfinishedShapes::patch),
                Shape.of("bisect", UnfinishedShapes::bisect));
    }

    private static GitFixture interactiveRebase(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder)
                .file("c.txt", "c\n")
                .commit("Third")
                .commit("Fourth");
        Exec.in(film.folder())
                .with("GIT_SEQUENCE_EDITOR", "sed -i -e 1s/pick/edit/")
                .git("rebase", "-q", "-i", "HEAD~2");
        return film;
    }

    private static GitFixture patch(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.torn(folder);
        film.git("format-patch", "-q", "-o", folder.toString(), "main..side");
        Exec.in(film.folder())
                .run("git", "am", "-q", folder + "/0001-Theirs.patch")
                .exited(128);
        return film;
    }

    private static GitFixture bisect(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).commits(20);
        film.git("bisect", "start", "HEAD", "HEAD~19");
        film.git("bisect", "skip");
        film.git("bisect", "good");
        return film;
    }
}
