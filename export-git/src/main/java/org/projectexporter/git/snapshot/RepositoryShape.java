package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.git.config.ConfigEntry;
import org.projectexporter.git.config.ConfigReader;
import org.projectexporter.git.config.RepositoryFormat;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.GitFolder;
import org.projectexporter.git.folder.SmallFile;
import org.projectexporter.git.objects.Alternates;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * Refuses kinds of repositories that could only be exported in part, and damaged ones: gitrepository-layout(5), and
 * gitrepository-version in Git's technical documentation for extensions.
 */
final class RepositoryShape {
    /** Parts of a repository that, as links, could point anywhere. */
    private static final List<String> NO_LINKS = List.of(
            "objects",
            "refs",
            "config",
            "config.worktree",
            "packed-refs",
            "index",
            "logs",
            "modules",
            "lfs",
            "reftable");

    private final GitFolder repository;
    private final Path folder;
    private final Object shown;

    private RepositoryShape(GitFolder repository) {
        this.repository = repository;
        this.folder = repository.dirs().common();
        this.shown = repository.inArchive();
    }

    /**
     * Checks a repository's folder.
     *
     * @throws SourceException if it is damaged, or of an unsupported kind
     */
    static void check(GitFolder repository) throws IOException {
        new RepositoryShape(repository).check();
    }

    private void check() throws IOException {
        for (String name : NO_LINKS) {
            refuseIf(
                    isLink(name),
                    "a repository whose " + name + " is a symbolic link (replace the link with its target)");
        }
        refuseIf(
                repository.dirs().isLinked() && Files.isDirectory(folder.resolve("reftable")),
                "a linked worktree of a repository with reftables (export its main worktree)");
        checkConfig();
        requireSmall("shallow", maxShallowBytes());
        requireSmall("info/grafts", SmallFile.MAX_BYTES);
        require(existsOwn("HEAD"), "it has no HEAD");
        require(Files.isDirectory(folder.resolve("objects")), "it has no objects folder");
        require(Files.isDirectory(folder.resolve("refs")), "it has no refs folder");
        Alternates.of(folder.resolve("objects"), repository.context(), shown);
    }

    /** JGit keeps all ids of the file in memory, each in twice its size in the file. */
    private static long maxShallowBytes() {
        return Math.max(SmallFile.MAX_BYTES, Runtime.getRuntime().maxMemory() / 16);
    }

    private void requireSmall(String name, long most) throws IOException {
        try {
            long size =
                    FileStat.read(repository.dirs().resolve(RawPath.of(name))).size();
            require(
                    size <= most,
                    "its file " + name + " has " + size + " bytes; at most " + most
                            + " are read; examine the file, and make it smaller");
        } catch (NoSuchFileException e) {
            // most repositories do not have one
        }
    }

    private boolean isLink(String name) {
        return Files.isSymbolicLink(folder.resolve(name))
                || Files.isSymbolicLink(repository.file().resolve(name));
    }

    private boolean existsOwn(String name) throws IOException {
        try {
            return FileStat.read(repository.file().resolve(name)).kind() != FileStat.Kind.DIRECTORY;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void checkConfig() throws IOException {
        for (String name : List.of("config", "config.worktree")) {
            byte[] config = SmallFile.readIfPresent(repository.dirs().resolve(RawPath.of(name)));
            if (config != null) {
                checkEntries(config);
            }
        }
    }

    private void checkEntries(byte[] config) throws SourceException {
        List<ConfigEntry> entries;
        try {
            entries = ConfigReader.read(new String(config, StandardCharsets.ISO_8859_1));
        } catch (SourceException e) {
            throw GitErrors.explained(shown, e);
        }
        for (ConfigEntry entry : entries) {
            String unknown = RepositoryFormat.unsupportedIn(entry);
            refuseIf(unknown != null, String.valueOf(unknown));
        }
    }

    private void refuseIf(boolean unsupported, String shape) throws SourceException {
        if (unsupported) {
            throw GitErrors.unsupported(shown, shape);
        }
    }

    private void require(boolean present, String what) throws SourceException {
        if (!present) {
            throw GitErrors.broken(shown, what);
        }
    }
}
