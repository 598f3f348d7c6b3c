package org.projectexporter.git.program;

import org.jspecify.annotations.Nullable;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.git.folder.FolderListing;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.objects.Alternates;
import org.projectexporter.git.objects.IdList;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.HeapShare;

/**
 * Runs the program {@code git} on the objects of a repository, in a {@linkplain PrivateGitFolder private Git folder}.
 * All of its commands only read.
 *
 * @see <a href="https://git-scm.com/docs/git">GIT_DIR and GIT_OBJECT_DIRECTORY in git(1)</a>
 */
public final class PrivateGit implements Closeable {
    private final GitProgram program;
    private final PrivateGitFolder folder;
    private final IdFormat format;
    private final Path gitFolder;
    private final Path objects;
    private final SourceContext context;

    private PrivateGit(
            GitProgram program,
            PrivateGitFolder folder,
            IdFormat format,
            Path gitFolder,
            Path objects,
            SourceContext context) {
        this.format = format;
        this.objects = objects;
        this.program = program;
        this.folder = folder;
        this.gitFolder = gitFolder;
        this.context = context;
    }

    /**
     * Prepares to run commands on the repository in {@code gitFolder}.
     *
     * @throws GitUnavailableException if there is no usable Git
     */
    public static PrivateGit open(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        GitProgram program = GitProgram.find(System.getenv().getOrDefault("PATH", ""), context);
        Path objects = GitDirs.find(gitFolder, "objects");
        if (!objects.toFile().isDirectory()) {
            throw new GitUnavailableException("a path cannot be passed to git because the locale cannot express it");
        }
        Alternates.of(objects, context, gitFolder); // Git reads alternates, so they must be allowed
        PrivateGitFolder folder = PrivateGitFolder.make(gitFolder, tips, context);
        return new PrivateGit(program, folder, tips.kind().ids(), gitFolder, objects, context);
    }

    /** The folder of the objects that the commands read. */
    public Path objects() {
        return objects;
    }

    /** Gives the private folder refs that point to these objects, which must exist. */
    public void setRefs(Iterable<String> ids) throws IOException {
        try (BufferedWriter packed =
                Files.newBufferedWriter(folder.resolve("packed-refs"), StandardCharsets.US_ASCII)) {
            int number = 0;
            for (String id : ids) {
                packed.write(id + " refs/tips/" + number++ + "\n");
            }
        }
    }

    /** Sets the boundary of a shallow clone: the content of a file {@code shallow}, or null for none. */
    public void setShallow(@Nullable InputStream boundary) throws IOException {
        Path file = folder.resolve("shallow");
        Files.deleteIfExists(file);
        if (boundary != null) {
            Files.copy(boundary, file);
        }
    }

    /** Copies the index into the private folder, and the shared index if it is split. */
    public void copyIndex() throws IOException {
        folder.copy(gitFolder, "index");
        for (SourceItem file : FolderListing.of(gitFolder, RawPath.ROOT)) {
            String name = file.name().toString();
            if (name.startsWith("sharedindex.")) {
                folder.copy(gitFolder, name);
            }
        }
    }

    /** Starts a command that reads ids, one per line. The caller closes the output. */
    public GitOutput run(Iterable<String> ids, String... command) throws IOException {
        return run(ids, List.of(List.of(command)));
    }

    /** Starts a pipeline of commands, the first of which reads ids, one per line. The caller closes the output. */
    public GitOutput run(Iterable<String> ids, List<List<String>> commands) throws IOException {
        Path input = Files.write(folder.resolve("ids"), ids, StandardCharsets.US_ASCII);
        List<ProcessBuilder> builders = new ArrayList<>();
        List<Path> errors = new ArrayList<>();
        for (List<String> command : commands) {
            Path error = folder.resolve("errors" + errors.size());
            errors.add(error);
            builders.add(builder(command).redirectError(error.toFile()));
        }
        builders.get(0).redirectInput(input.toFile());
        return GitOutput.of(builders, errors, context);
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder =
                program.builder(command).directory(folder.path().toFile());
        builder.environment().put("GIT_DIR", folder.path().toString());
        builder.environment().put("GIT_OBJECT_DIRECTORY", objects.toString());
        return builder;
    }

    /** Those of {@code ids} whose objects do not exist. */
    public IdList missing(Iterable<String> ids, HeapShare heap) throws IOException {
        return picked(ids, false, heap);
    }

    /** Those of {@code ids} whose objects exist. */
    public IdList present(Iterable<String> ids, HeapShare heap) throws IOException {
        return picked(ids, true, heap);
    }

    private IdList picked(Iterable<String> ids, boolean present, HeapShare heap) throws IOException {
        IdList picked = new IdList(format, new HeapShare(heap.left()), "the ids of objects that git looks up");
        if (!ids.iterator().hasNext()) {
            return picked;
        }
        try (GitOutput output = run(ids, "--no-replace-objects", "cat-file", "--batch-check", "--buffer")) {
            for (String line = output.line(); line != null; line = output.line()) {
                if (line.endsWith(" missing") != present) {
                    picked.add(line.substring(0, line.indexOf(' ')));
                }
            }
            output.requireSuccess();
        }
        return picked;
    }

    @Override
    public void close() {
        folder.close();
    }
}
