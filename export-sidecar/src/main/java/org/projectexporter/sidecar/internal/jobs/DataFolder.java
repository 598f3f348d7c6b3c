package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where a sidecar keeps what it makes. Only its user may look into it.
 *
 * <pre>
 * lock                     held while a sidecar runs
 * exports/ID/job.json      what is known of an export
 * exports/ID/archive/      what it makes: the work folder, then the archive
 * uploads/                 archives on their way in
 * damaged/                 what was moved aside because it could not be read
 * </pre>
 */
final class DataFolder {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder and those in it, unless they are there.
     *
     * @throws IOException also if it is there and not this user's own
     */
    static DataFolder make(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        makeFolders(absolute);
        DataFolder data = new DataFolder(absolute.toRealPath());
        FolderOwner.requireOwn(data.folder);
        for (Path child : new Path[] {data.exports(), data.uploads()}) {
            makeFolders(child);
        }
        return data;
    }

    /** Makes a folder and those above it, for this user alone. */
    static void makeFolders(Path folder) throws IOException {
        FileAttribute<?>[] attributes = isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
                : new FileAttribute<?>[0];
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes);
        }
    }

    Path folder() {
        return folder;
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path exports() {
        return folder.resolve("exports");
    }

    /** Of an export, whether it is there or not. */
    Path export(String id) {
        return exports().resolve(id);
    }

    Path uploads() {
        return folder.resolve("uploads");
    }

    Path damaged() {
        return folder.resolve("damaged");
    }

    /** Makes the names in a folder durable. Windows has no such thing; there it does nothing. */
    static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Removes a file, or a folder with all that is in it; links are removed, not followed. What is gone is well. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (var children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    remove(child);
                }
            }
        }
        Files.deleteIfExists(path);
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
