package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A repository created by the real Git, step by step. The same steps give the same commits: authors and dates are
 * fixed, each command a second later than the one before.
 *
 * <pre>{@code
 * GitFixture.init(folder).file("a.txt", "a\n").commit("First").tag("v1").stash("a.txt", "stashed\n");
 * }</pre>
 */
public final class GitFixture {
    private final Path folder;
    private long seconds = Exec.EPOCH_SECONDS;

    private GitFixture(Path folder) {
        this.folder = folder;
    }

    /** A new repository on branch {@code main}, without commits. Creates the folder. */
    public static GitFixture init(Path folder, String... options) throws IOException {
        Files.createDirectories(folder);
        GitFixture fixture = new GitFixture(folder);
        fixture.git(command(List.of("init", "-q", "-b", "main"), options));
        fixture.git("config", "user.name", "Film Maker");
        fixture.git("config", "user.email", "film@example.org");
        fixture.git("config", "gc.auto", "0");
        return fixture;
    }

    /** An existing repository. */
    public static GitFixture at(Path folder) {
        return new GitFixture(folder);
    }

    /** The folder of the working tree, or of a bare repository. */
    public Path folder() {
        return folder;
    }

    /** Runs any command of Git, which must succeed. Returns its output, without the last newline. */
    public String git(String... arguments) throws IOException {
        return Exec.in(folder).dated(seconds++).git(arguments).text().stripTrailing();
    }

    private static String[] command(List<String> start, String... more) {
        return Stream.concat(start.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    /** Writes a file into the working tree, with the folders above it. */
    public GitFixture file(String path, String text) throws IOException {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes a file into the working tree, with the folders above it. */
    public GitFixture file(String path, byte[] content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    /** Commits everything in the working tree that is not ignored. */
    public GitFixture commit(String message) throws IOException {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    /** Adds {@code count} empty commits to the current branch, quickly. It must have one already. */
    public GitFixture commits(int count) throws IOException {
        String branch = git("symbolic-ref", "HEAD");
        String from = "from " + branch + "^0\n";
        StringBuilder stream = new StringBuilder();
        for (int i : IntStream.range(0, count).toArray()) {
            stream.append("commit ").append(branch).append('\n');
            stream.append("committer Film Maker <film@example.org> ")
                    .append(seconds++)
                    .append(" +0000\n");
            stream.append("data 1\n.\n").append(i == 0 ? from : "").append('\n');
        }
        Exec.in(folder)
                .run(List.of("git", "fast-import", "--quiet"), stream.toString().getBytes(StandardCharsets.UTF_8))
                .ok();
        return this;
    }

    /** Creates a branch at HEAD, without checking it out. */
    public GitFixture branch(String name) throws IOException {
        git("branch", name);
        return this;
    }

    /** Creates a lightweight tag at HEAD. */
    public GitFixture tag(String name) throws IOException {
        git("tag", name);
        return this;
    }

    /** Creates an annotated tag at HEAD. */
    public GitFixture annotatedTag(String name, String message) throws IOException {
        git("tag", "-a", "-m", message, name);
        return this;
    }

    /** Adds a note to HEAD. */
    public GitFixture note(String text) throws IOException {
        git("notes", "add", "-f", "-m", text);
        return this;
    }

    /** Adds a stash that changes a tracked file, together with all staged and unstaged changes. */
    public GitFixture stash(String path, String text) throws IOException {
        file(path, text);
        git("stash", "push", "-q", "-m", "stashed " + path);
        return this;
    }

    /** Writes a file and stages it. */
    public GitFixture staged(String path, String text) throws IOException {
        file(path, text);
        git("add", "--", path);
        return this;
    }

    /** Checks out a commit, without a branch. */
    public GitFixture detach(String revision) throws IOException {
        git("checkout", "-q", "--detach", revision);
        return this;
    }

    /** Packs all refs. */
    public GitFixture packRefs() throws IOException {
        git("pack-refs", "--all");
        return this;
    }

    /** Packs all objects and refs. */
    public GitFixture gc() throws IOException {
        git("gc", "-q");
        return this;
    }

    /** Adds and commits another repository as a checked-out submodule. */
    public GitFixture submodule(String path, GitFixture library) throws IOException {
        String url = library.folder().toAbsolutePath().toString();
        git("-c", "protocol.file.allow=always", "submodule", "add", "-q", url, path);
        git("commit", "-q", "-m", "Add " + path);
        return this;
    }

    /** Tracks files with these patterns ({@code *.mp4}) in Git LFS from now on. Needs git-lfs. */
    public GitFixture lfs(String... patterns) throws IOException {
        git("lfs", "install", "--local");
        for (String pattern : patterns) {
            String line = pattern + " filter=lfs diff=lfs merge=lfs -text\n";
            Files.writeString(
                    folder.resolve(".gitattributes"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        return this;
    }

    /** The path in the store of the object with this id. */
    public Path lfsObject(String oid) {
        return folder.resolve(".git/lfs/objects")
                .resolve(oid.substring(0, 2))
                .resolve(oid.substring(2, 4))
                .resolve(oid);
    }

    /** The path in the store of the object for a file in the working tree. */
    public Path lfsObjectOf(String path) throws IOException {
        return lfsObject(TreeSnapshot.sha256(folder.resolve(path)));
    }
}
