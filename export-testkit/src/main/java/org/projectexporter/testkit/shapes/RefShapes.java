package org.projectexporter.testkit.shapes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;

/** Repositories that differ in their refs. */
final class RefShapes {
    private static final List<String> UPDATE_REFS = List.of("git", "update-ref", "--stdin");

    private RefShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.of("packed refs", folder -> RepositoryShapes.film(folder)
                        .branch("side")
                        .annotatedTag("v1", "Locked")
                        .packRefs()
                        .branch("loose")),
                Shape.of("10,000 refs", RefShapes::manyRefs),
                Shape.of("odd names of refs", RefShapes::oddNames),
                Shape.of("tags of all kinds", RefShapes::tags),
                Shape.of("stashes", RefShapes::stashes),
                Shape.of("notes", folder -> {
                    GitFixture film = RepositoryShapes.film(folder).note("Seen by the director");
                    film.git("notes", "--ref=grading", "add", "-m", "Too dark", "HEAD~1");
                    return film;
                }),
                Shape.of("symbolic refs", folder -> {
                    GitFixture film = RepositoryShapes.film(folder).branch("cut-7");
                    film.git("symbolic-ref", "refs/heads/current", "refs/heads/cut-7");
                    return film;
                }));
    }

    /** Many refs, most of them packed, some in their own files. */
    private static GitFixture manyRefs(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        String head = film.git("rev-parse", "HEAD");
        create(film, head, 0, 9_500);
        film.packRefs();
        create(film, head, 9_500, 10_000);
        return film;
    }

    private static void create(GitFixture film, String id, int from, int to) throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = from; i < to; i++) {
            commands.append("create refs/tags/take/")
                    .append(i)
                    .append(' ')
                    .append(id)
                    .append('\n');
        }
        updateRefs(film, commands.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static void updateRefs(GitFixture film, byte[] commands) throws IOException {
        Exec.in(film.folder()).run(UPDATE_REFS, commands).ok();
    }

    /** Unusual names; the one that is not UTF-8 is packed, since unzip cannot restore such file names. */
    private static GitFixture oddNames(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder);
        String head = film.git("rev-parse", "HEAD");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes("create refs/tags/".getBytes(StandardCharsets.US_ASCII));
        raw.writeBytes(new byte[] {(byte) 0xff, 'x', (byte) 0xc3});
        raw.writeBytes((" " + head + "\n").getBytes(StandardCharsets.US_ASCII));
        updateRefs(film, raw.toByteArray());
        film.packRefs();
        for (String name :
                List.of("wip.tmp", "credentials", "nächte/eins", "it's;$(x)|<\">&", "a@b", "04_Cache/x", "HEAD")) {
            film.git("update-ref", "refs/heads/" + name, head);
        }
        film.git("update-ref", "refs/elsewhere/x", head);
        return film;
    }

    private static GitFixture tags(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).tag("light").annotatedTag("v1", "Locked");
        film.git("tag", "-a", "-m", "Nested", "v2", "v1");
        film.git("tag", "-a", "-m", "A tree", "tree", "HEAD^{tree}");
        film.git("tag", "blob", "HEAD:a.txt");
        film.git("checkout", "-q", "--detach");
        film.commit("Only tagged").annotatedTag("v3", "Only here").git("checkout", "-q", "main");
        return film;
    }

    private static GitFixture stashes(Path folder) throws IOException {
        GitFixture film = RepositoryShapes.film(folder).stash("a.txt", "one\n").stash("a.txt", "two\n");
        film.file("untracked.txt", "u\n").staged("staged.txt", "s\n").git("stash", "push", "-q", "--include-untracked");
        return film.gc().stash("a.txt", "three\n");
    }
}
