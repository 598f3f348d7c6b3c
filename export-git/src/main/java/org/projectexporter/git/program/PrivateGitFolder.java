package org.projectexporter.git.program;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitLink;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.Replacements;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * A private Git folder, which contains only those files of a repository that change its history beyond what its objects
 * define: the boundary of a shallow clone, grafts and replacements (gitrepository-layout(5), gitglossary(7)). Its
 * configuration is ours, and names no remote, so that Git has nothing to run and nowhere to fetch from. It is in the
 * folder for temporary files and is deleted when it is closed.
 */
final class PrivateGitFolder implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateGitFolder.class);

    private final Path folder;

    private PrivateGitFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates one for the repository in {@code gitFolder}.
     *
     * @throws GitUnavailableException if it cannot be created
     */
    static PrivateGitFolder make(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        Map<RawPath, String> refs = new TreeMap<>();
        tips.refs()
                .filter(ref -> Replacements.isReplacement(ref.name()))
                .forEach(ref -> refs.put(ref.name(), ref.id()));
        try {
            PrivateGitFolder made = new PrivateGitFolder(
                    Files.createTempDirectory("project-export-git-").toRealPath());
            try {
                made.fill(gitFolder, tips.kind().ids(), refs, context);
                return made;
            } catch (IOException e) {
                made.close();
                throw e;
            }
        } catch (GitUnavailableException e) {
            throw e;
        } catch (IOException e) {
            throw new GitUnavailableException("git has no folder to work in: " + e, e);
        }
    }

    private void fill(Path gitFolder, IdFormat ids, Map<RawPath, String> refs, SourceContext context)
            throws IOException {
        if (folder.startsWith(context.projectFolder())) {
            throw new GitUnavailableException("the folder for temporary files is inside the project");
        }
        Files.createDirectory(folder.resolve("refs"));
        Files.createDirectory(folder.resolve("info"));
        Files.writeString(folder.resolve("HEAD"), "ref: refs/heads/none\n");
        Files.writeString(
                folder.resolve("config"),
                "[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = "
                        + ids.configName() + "\n");
        Files.writeString(folder.resolve("packed-refs"), replacements(refs));
        copy(gitFolder, "shallow");
        copy(gitFolder, "info/grafts");
    }

    /** The replacements in the format of git-pack-refs(1). */
    private static String replacements(Map<RawPath, String> refs) {
        StringBuilder packed = new StringBuilder("# pack-refs with: sorted \n");
        refs.forEach((name, id) -> packed.append(id).append(' ').append(name).append('\n'));
        return packed.toString();
    }

    /** Copies a file of the repository, if it exists. */
    void copy(Path gitFolder, String name) throws IOException {
        Path file = GitDirs.find(gitFolder, name);
        if (GitLink.kind(file) == FileStat.Kind.FILE) {
            try (InputStream in = SmallFile.open(file)) {
                Files.copy(in, folder.resolve(name));
            }
        }
    }

    Path path() {
        return folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    /** Deletes the folder. Files that cannot be deleted are small, and no reason to fail an export. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("cannot remove {}: {}", folder, e.toString());
        }
    }
}
