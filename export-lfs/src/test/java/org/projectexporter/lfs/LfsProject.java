package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.git.GitSourceResolver;
import org.projectexporter.spi.Finding;
import org.projectexporter.testkit.FakeSourceContext;
import org.projectexporter.testkit.PlanWalk;
import org.projectexporter.testkit.RecordingPlanSink;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** A project whose {@code *.mp4} are in Git LFS, and its plan. Needs git and git-lfs. */
final class LfsProject {
    private final GitFixture git;
    private ExportOptions options = ExportOptions.defaults();
    private boolean readingOutside;

    private LfsProject(GitFixture git) {
        this.git = git;
    }

    /** Creates a project with {@code film.mp4} and {@code story.txt} in its first commit. */
    static LfsProject make(Path folder, String... initOptions) throws IOException {
        GitFixture git = GitFixture.init(folder, initOptions).lfs("*.mp4");
        git.file("film.mp4", "a film\n").file("story.txt", "a story\n").commit("First");
        return new LfsProject(git);
    }

    /** An existing repository. */
    static LfsProject at(Path folder) {
        return new LfsProject(GitFixture.at(folder));
    }

    GitFixture git() {
        return git;
    }

    Path folder() {
        return git.folder();
    }

    Path file(String path) {
        return folder().resolve(path);
    }

    LfsProject withoutHistory() {
        options = options.toBuilder().includeHistory(false).build();
        return this;
    }

    /** The same project, but parts of its repositories may be read anywhere. */
    LfsProject readingOutside() {
        readingOutside = true;
        return this;
    }

    LfsProject failing() {
        options = options.toBuilder().missingLfs(MissingLfs.FAIL).build();
        return this;
    }

    /** The plan of the sources. */
    RecordingPlanSink plan() throws IOException {
        FakeSourceContext context = FakeSourceContext.of(folder()).with(options);
        return PlanWalk.of(
                readingOutside ? context.allowingRepositoryFolders() : context,
                new GitSourceResolver(),
                new LfsSourceResolver());
    }

    /** The findings of a plan about Git LFS, without those of the source of repositories about its own files. */
    static List<Finding> findings(RecordingPlanSink plan) {
        return plan.findings().stream()
                .filter(finding -> finding.oid() != null
                        || finding.detail().contains("LFS")
                        || String.valueOf(finding.path()).contains("/.git/lfs"))
                .toList();
    }

    /** Deletes the object of a file with this content from the store in {@code .git} or a folder in it. */
    String lose(String content) throws IOException {
        return lose(".git", content);
    }

    String lose(String gitFolder, String content) throws IOException {
        String oid = oid(content);
        Files.delete(LfsStore.fileOf(file(gitFolder).resolve("lfs"), oid));
        return oid;
    }

    /** The text of the pointer to a file with this content. */
    static String pointer(String content) throws IOException {
        return "version https://git-lfs.github.com/spec/v1\noid sha256:" + oid(content) + "\nsize "
                + bytes(content).length + "\n";
    }

    static String oid(String content) throws IOException {
        Path file = Files.createTempFile("content", "");
        try {
            return TreeSnapshot.sha256(Files.write(file, bytes(content)));
        } finally {
            Files.delete(file);
        }
    }

    static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    /** Runs Git commands, one after the other, each a line of words. */
    LfsProject run(String... commands) throws IOException {
        for (String command : commands) {
            List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
            git.git(words.toArray(String[]::new));
        }
        return this;
    }

    LfsProject write(String path, String content) throws IOException {
        git.file(path, content);
        return this;
    }
}
