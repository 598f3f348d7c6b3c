package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The data folder of a sidecar. Only its user may access it.
 *
 * <pre>
 * lock                     held while a sidecar runs
 * exports/ID/job.json      the state of an export
 * exports/ID/archive/      its output: the work folder, then the archive
 * imports/ID/import.json   the state of an import
 * imports/ID/archive/      links to its volumes, while it is running
 * uploads/ID/              an incoming archive: its data, and what is known about it
 * webhooks/                notifications
 * token                    the server's own token
 * tokens.json, url-key     who may do what
 * estimates/               the plans of running estimates
 * damaged/                 unreadable data that was moved aside
 * shared/                  of the Python package, whose processes find a server that they share by it
 * </pre>
 */
public final class DataFolder {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");

    private final Path folder;

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Creates the folder and its subfolders, unless they exist.
     *
     * @throws IOException also if it exists and belongs to another user
     */
    public static DataFolder make(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        makeFolders(absolute);
        DataFolder data = new DataFolder(absolute.toRealPath());
        FolderOwner.requireOwn(data.folder);
        for (Path child : new Path[] {data.exports(), data.imports(), data.uploads()}) {
            makeFolders(child);
        }
        return data;
    }

    /** Creates a folder and its parents, accessible to this user only. */
    static void makeFolders(Path folder) throws IOException {
        FileAttribute<?>[] attributes = isPosix(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
                : new FileAttribute<?>[0];
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes);
        }
    }

    /** The folder itself, with all links resolved. */
    public Path folder() {
        return folder;
    }

    Path lock() {
        return folder.resolve("lock");
    }

    Path exports() {
        return folder.resolve("exports");
    }

    /** The folder of an export, whether it exists or not. */
    Path export(String id) {
        return exports().resolve(id);
    }

    Path imports() {
        return folder.resolve("imports");
    }

    Path uploads() {
        return folder.resolve("uploads");
    }

    /** The folder for estimates, whether it exists or not. */
    static Path estimates(Path data) {
        return data.resolve("estimates");
    }

    Path damaged() {
        return folder.resolve("damaged");
    }

    /** Makes the names in a folder durable. Does nothing on Windows, which has no such operation. */
    static void sync(Path folder) throws IOException {
        if (isPosix(folder)) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Removes a file, or a folder with its contents; links are removed, not followed. A missing file is not an error.
     */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (Path child : children(path)) {
                remove(child);
            }
        }
        Files.deleteIfExists(path);
    }

    /** The contents of a folder, in no particular order. */
    static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return children;
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
