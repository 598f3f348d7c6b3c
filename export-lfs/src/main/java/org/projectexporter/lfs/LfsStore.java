package org.projectexporter.lfs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * The object store of one repository: {@code lfs/objects/aa/bb/OID} in its Git folder, where {@code aa} and {@code bb} are the
 * first digits of OID (Git LFS docs/spec.md, "Intercepting Git"). Links in it are not followed: what lies behind them does not
 * travel.
 */
record LfsStore(Path lfsFolder) {
    private static final int OID_DIGITS = 64;
    private static final int PATH_BYTES = "objects/aa/bb/".length() + OID_DIGITS;

    /**
     * The store of a repository.
     *
     * @throws SourceException if it lies elsewhere
     */
    static LfsStore of(Path gitFolder) throws IOException {
        GitConfig.read(gitFolder).requireOwnLfsStore();
        LfsStore store = new LfsStore(gitFolder.resolve("lfs"));
        requireNoLink(store.lfsFolder);
        requireNoLink(store.lfsFolder.resolve("objects"));
        return store;
    }

    private static void requireNoLink(Path folder) throws IOException {
        FileStat stat = stat(folder);
        if (stat != null && stat.kind() == FileStat.Kind.SYMBOLIC_LINK) {
            throw new SourceException(
                    "the Git LFS store " + folder + " is a link, and a store elsewhere cannot be exported yet:"
                            + " put the folder itself in its place");
        }
    }

    Path fileOf(String oid) {
        return secondFolder(oid).resolve(oid);
    }

    private Path firstFolder(String oid) {
        return lfsFolder.resolve("objects").resolve(oid.substring(0, 2));
    }

    private Path secondFolder(String oid) {
        return firstFolder(oid).resolve(oid.substring(2, 4));
    }

    /** What the file system says of an object that is here as a regular file; null if it is not. */
    @Nullable
    FileStat find(String oid) throws IOException {
        FileStat stat = stat(fileOf(oid));
        boolean here = stat != null
                && stat.kind() == FileStat.Kind.FILE
                && isFolder(firstFolder(oid))
                && isFolder(secondFolder(oid));
        return here ? stat : null;
    }

    private static boolean isFolder(Path path) throws IOException {
        FileStat stat = stat(path);
        return stat != null && stat.kind() == FileStat.Kind.DIRECTORY;
    }

    private static @Nullable FileStat stat(Path path) throws IOException {
        try {
            return FileStat.read(path);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return null;
        }
    }

    /** The oid of the object that has this path as seen from the {@code lfs} folder; null if it is not an object's. */
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
