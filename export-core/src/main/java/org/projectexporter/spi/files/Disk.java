package org.projectexporter.spi.files;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file system of a file or folder. Java looks it up in the kernel's list of mount points, and fails if none of them
 * is above the file: after chroot(2), or in a container, the root may be an ordinary folder of a file system that is
 * mounted out of sight (proc_pid_mountinfo(5)). Then its type is unknown, and the rest is found without that list.
 */
public final class Disk {
    private static final String UNKNOWN_TYPE = "unknown";

    private Disk() {}

    /** Empty if its mount point is out of sight. */
    private static Optional<FileStore> store(Path path) throws IOException {
        try {
            return Optional.of(Files.getFileStore(path));
        } catch (IOException e) {
            Files.getLastModifiedTime(path); // throws if the file itself is the problem
            return Optional.empty();
        }
    }

    /**
     * {@return the space in bytes that this process may still use on the disk; {@link Long#MAX_VALUE} if that cannot be
     * found out}
     *
     * @param path something on the disk
     * @throws IOException if the file system fails
     */
    public static long usableBytes(Path path) throws IOException {
        Optional<FileStore> store = store(path);
        if (store.isPresent()) {
            return store.get().getUsableSpace();
        }
        return totalBytes(path.toFile()) == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : path.toFile().getUsableSpace();
    }

    /**
     * {@return the size of the disk in bytes; {@link Long#MAX_VALUE} if that cannot be found out}
     *
     * @param path something on the disk
     * @throws IOException if the file system fails
     */
    public static long totalBytes(Path path) throws IOException {
        Optional<FileStore> store = store(path);
        return store.isPresent() ? store.get().getTotalSpace() : totalBytes(path.toFile());
    }

    /** Java reports 0 for a name that is not valid in the locale (statvfs(3)). */
    private static long totalBytes(File file) {
        long bytes = file.getTotalSpace();
        return bytes == 0 ? Long.MAX_VALUE : bytes;
    }

    /**
     * {@return the type of the file system, for example {@code ext4}; some text if that is unknown}
     *
     * @param path something on the disk
     * @throws IOException if the file system fails
     */
    public static String type(Path path) throws IOException {
        return store(path).map(FileStore::type).orElse(UNKNOWN_TYPE);
    }

    /**
     * {@return the size of the disk's blocks in bytes; empty if that is unknown}
     *
     * @param path something on the disk
     * @throws IOException if the file system fails
     */
    public static Optional<Long> blockBytes(Path path) throws IOException {
        Optional<FileStore> store = store(path);
        return store.isPresent() ? Optional.of(store.get().getBlockSize()) : Optional.empty();
    }

    /**
     * {@return whether two paths are on the same disk} Subvolumes of a disk share its name, but not its number.
     *
     * @param one an existing file or folder
     * @param other another one
     * @throws IOException if one does not exist, or the file system fails
     */
    public static boolean isSame(Path one, Path other) throws IOException {
        Optional<String> name = store(one).map(FileStore::name);
        return name.isPresent()
                ? name.equals(store(other).map(FileStore::name))
                : Files.getAttribute(one, "unix:dev").equals(Files.getAttribute(other, "unix:dev"));
    }
}
