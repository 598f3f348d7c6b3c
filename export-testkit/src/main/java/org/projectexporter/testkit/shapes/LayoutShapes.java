package org.projectexporter.testkit.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories that are not one folder {@code .git}: parts of them are elsewhere, or there is no working tree. */
final class LayoutShapes {
    private LayoutShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("linked worktree", LayoutShapes::linkedWorktree).changing(".git"),
                Shape.of("linked worktree of a bare repository", LayoutShapes::worktreeOfBare)
                        .changing(".git"),
                Shape.of("linked worktree with a submodule", LayoutShapes::worktreeWithSubmodule)
                        .changing(".git", "looks/.git"),
                Shape.of("main worktree of several", LayoutShapes::mainWorktree).changing(".git/worktrees"),
                Shape.of("worktree inside the project", LayoutShapes::worktreeInside)
                        .changing(".git/worktrees", "cut/.git"),
                Shape.of("borrowed objects", LayoutShapes::borrowed).changing(".git/objects"),
                Shape.of("Git folder elsewhere", LayoutShapes::separate).changing(".git", "looks/.git"),
                Shape.of("submodules two deep", LayoutShapes::nestedSubmodules)
                        .withRepositoryAt(".git/modules/looks")
                        .withRepositoryAt(".git/modules/looks/modules/grain"),
                Shape.of("moved LFS store", LayoutShapes::movedLfs)
                        .changing(".git/lfs")
                        .needing("git-lfs"),
                Shape.ofBare("bare repository", LayoutShapes::bare),
                Shape.of("bare repository inside", LayoutShapes::bareInside).withRepositoryAt("vault/film.git"));
    }

    private static GitFixture main(Path folder) throws IOException {
        return RepositoryShapes.torn(folder.resolve("main")).stash("a.txt", "stashed\n");
    }

    /** A linked worktree in the middle of a merge, with its own refs, while the main worktree is on another branch. */
    private static GitFixture linkedWorktree(Path folder) throws IOException {
        GitFixture main = main(folder).annotatedTag("v1", "Locked");
        main.packRefs();
        main.git("worktree", "add", "-q", "-b", "cut", folder.resolve("film").toString());
        GitFixture film =
                GitFixture.at(folder.resolve("film")).file("d.txt", "d\n").commit("In the worktree");
        film.git("update-ref", "refs/worktree/mark", "HEAD~1");
        main.branch("later").file("a.txt", "in the main one\n");
        return RepositoryShapes.stopped(film.file("new.txt", "new\n"), "git", "merge", "side");
    }

    /** A worktree of a bare repository: their shared configuration says that there is no working tree. */
    private static GitFixture worktreeOfBare(Path folder) throws IOException {
        GitFixture main = main(folder);
        Exec.in(folder).git("clone", "-q", "--bare", main.folder().toString(), "film.git");
        GitFixture bare = GitFixture.at(folder.resolve("film.git"));
        bare.git("worktree", "add", "-q", folder.resolve("film").toString(), "side");
        GitFixture film = GitFixture.at(folder.resolve("film"));
        film.git("sparse-checkout", "set", "--cone", "scenes");
        return film.file("a.txt", "changed\n");
    }

    /** A worktree with a submodule, whose repository is in the worktree's own folder. */
    private static GitFixture worktreeWithSubmodule(Path folder) throws IOException {
        GitFixture main = main(folder);
        main.submodule("looks", looks(folder));
        main.git("worktree", "add", "-q", "-b", "cut", folder.resolve("film").toString());
        GitFixture film = GitFixture.at(folder.resolve("film"));
        film.git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
        return film.file("looks/look.cube", "2\n");
    }

    private static GitFixture looks(Path folder) throws IOException {
        return GitFixture.init(folder.resolve("looks")).file("look.cube", "1\n").commit("Look");
    }

    private static GitFixture mainWorktree(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        film.git("worktree", "add", "-q", "-b", "cut", folder.resolve("cut").toString());
        GitFixture.at(folder.resolve("cut")).file("d.txt", "d\n").commit("In the worktree");
        film.git("worktree", "add", "-q", "--detach", folder.resolve("seen").toString(), "HEAD~1");
        return film.file("a.txt", "changed\n");
    }

    private static GitFixture worktreeInside(Path folder) throws IOException {
        GitFixture film =
                RepositoryShapes.film(folder).file(".gitignore", "/cut/\n").commit("Ignore the worktree");
        film.git("worktree", "add", "-q", "-b", "cut", "cut");
        film.file("cut/d.txt", "d\n");
        return film;
    }

    private static GitFixture borrowed(Path folder) throws IOException {
        GitFixture main = main(folder);
        main.git("repack", "-q", "-a", "-d");
        main.file("e.txt", "e\n").commit("Loose");
        Exec.in(folder).git("clone", "-q", "--shared", main.folder().toString(), "film");
        return GitFixture.at(folder.resolve("film")).file("d.txt", "d\n").commit("Of its own");
    }

    /** A separate Git folder with a submodule, whose repository is there too. */
    private static GitFixture separate(Path folder) throws IOException {
        GitFixture film = GitFixture.init(folder.resolve("film"), "--separate-git-dir=" + folder.resolve("film.git"))
                .file("a.txt", "a\n")
                .commit("First");
        film.submodule("looks", looks(folder));
        return film.file("looks/look.cube", "2\n").stash("a.txt", "stashed\n").file("a.txt", "changed\n");
    }

    private static GitFixture nestedSubmodules(Path folder) throws IOException {
        GitFixture grain = GitFixture.init(folder.resolve("grain"))
                .file("grain.cube", "1\n")
                .commit("Grain");
        GitFixture looks = looks(folder).submodule("grain", grain);
        GitFixture film = RepositoryShapes.film(folder).submodule("looks", looks);
        film.git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init", "--recursive");
        return film.file("looks/grain/grain.cube", "2\n");
    }

    private static GitFixture movedLfs(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).lfs("*.mp4");
        film.git("config", "lfs.storage", folder.resolve("media").toString());
        for (String take : List.of("first take", "second take")) {
            film.file("take.mp4", take).commit(take);
        }
        return film.file("take.mp4", "not committed");
    }

    private static GitFixture bare(Path folder) throws IOException {
        GitFixture main = main(folder);
        Exec.in(folder).git("clone", "-q", "--mirror", main.folder().toString(), "film.git");
        return GitFixture.at(folder.resolve("film.git"));
    }

    private static GitFixture bareInside(Path folder) throws IOException {
        GitFixture film =
                RepositoryShapes.film(folder).file(".gitignore", "/vault/\n").commit("Ignore the vault");
        Exec.in(film.folder()).git("clone", "-q", "--bare", "--no-hardlinks", ".", "vault/film.git");
        return film;
    }
}
