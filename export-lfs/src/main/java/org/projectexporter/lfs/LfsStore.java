package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * The object store of one repository: {@code lfs/objects/aa/bb/OID} in its Git folder or in another folder, where
 * {@code aa} and {@code bb} are the first digits of OID (Git LFS docs/spec.md, "Intercepting Git"). Links in it are
 * followed as everywhere in a repository.
 *
 * @param repository the repository
 * @param folders each of which contains a folder {@code objects}
 */
record LfsStore(RepositoryFiles repository, List<Path> folders) {
    private static final int OID_DIGITS = 64;
    private static final int PATH_BYTES = "objects/aa/bb/".length() + OID_DIGITS;

    /** An object that exists in the store as a regular file. */
    record Found(Path file, FileStat stat) {}

    LfsStore {
        folders = List.copyOf(folders);
    }

    /**
     * The store of a repository.
     *
     * @throws SourceException if it may not be read
     */
    static LfsStore of(Path gitFolder, SourceContext context) throws IOException {
        RepositoryFiles repository = RepositoryFiles.of(gitFolder, context);
        return new LfsStore(repository, repository.lfsFolders());
    }

    /** The stores of repositories that this one borrows objects from: git-lfs searches them, too. */
    static LfsStore borrowed(Path gitFolder, SourceContext context) throws IOException {
        RepositoryFiles repository = RepositoryFiles.of(gitFolder, context);
        return new LfsStore(repository, repository.borrowedLfsFolders());
    }

    /** The file of an object in a folder of a store. */
    static Path fileOf(Path folder, String oid) {
        return folder.resolve("objects")
                .resolve(oid.substring(0, 2))
                .resolve(oid.substring(2, 4))
                .resolve(oid);
    }

    /**
     * Finds an object; null if it is not in the store.
     *
     * @throws SourceException if it is behind a link to what may not be read
     */
    @Nullable
    Found find(String oid) throws IOException {
        for (Path folder : folders) {
            Path file = repository.follow(folder, fileOf(folder, oid));
            FileStat stat = stat(file);
            if (stat != null && stat.kind() == FileStat.Kind.FILE) {
                return new Found(file, stat);
            }
        }
        return null;
    }

    private static @Nullable FileStat stat(Path path) throws IOException {
        try {
            return FileStat.read(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }

    /**
     * The oid of the object with this path relative to the {@code lfs} folder; null if the path is not that of an
     * object.
     */
    static @Nullable String oidOf(RawPath path) {
        String text = path.length() == PATH_BYTES ? path.toString() : "";
        if (text.length() != PATH_BYTES || !text.startsWith("objects/")) {
            return null;
        }
        String oid = text.substring(PATH_BYTES - OID_DIGITS);
        String expected = "objects/" + oid.substring(0, 2) + "/" + oid.substring(2, 4) + "/" + oid;
        return text.equals(expected) && isLowerHex(oid) ? oid : null;
    }

    private static boolean isLowerHex(String text) {
        return text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
