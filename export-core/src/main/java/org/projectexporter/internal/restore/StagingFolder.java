package org.projectexporter.internal.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.projectexporter.TargetException;
import org.projectexporter.internal.output.Durable;
import org.projectexporter.internal.output.FolderLock;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The folder {@code .DIR.import} beside the target, in which an archive is unpacked until all is there; held by one import at a time, open
 * to nobody else, and removed with all that is in it when it is closed.
 */
final class StagingFolder implements Closeable {
    /** The names that are about to be given: what an import that was killed meanwhile has left is told by it. */
    private static final String NAMES = "names";

    private final Path folder;
    private final FolderLock lock;

    private StagingFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * Makes the folder and takes hold of it; what an import that was killed has left is removed.
     *
     * @throws TargetException if another import holds it, or something else is in the way
     */
    static StagingFolder open(Path target) throws IOException {
        Path folder = hidden(target);
        StagingFolder staging = new StagingFolder(folder, FolderLock.take(folder, "import", () -> make(folder)));
        try {
            staging.takeBackNames();
            staging.clear();
            for (String name : List.of("tree", "beside")) {
                Files.createDirectory(staging.folder.resolve(name));
            }
            return staging;
        } catch (IOException | RuntimeException e) {
            staging.lock.close();
            throw e;
        }
    }

    private static Path hidden(Path target) {
        byte[] name = NativeNames.nameOf(target).bytes();
        byte[] dotted = new byte[name.length + 1];
        dotted[0] = '.';
        System.arraycopy(name, 0, dotted, 1, name.length);
        Path parent = Objects.requireNonNull(target.getParent());
        return ImportTarget.beside(NativeNames.resolve(parent, RawPath.of(dotted)), ".import");
    }

    private static void make(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            FolderLock.makeFolder(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            FolderLock.makeFolder(folder);
        }
    }

    /** Where the project is unpacked. */
    Path project() {
        return folder.resolve("tree").resolve("project");
    }

    /** Where dependencies are unpacked. */
    Path dependencies() {
        return folder.resolve("tree").resolve("dependencies");
    }

    /** Where the manifest and SHA256SUMS are unpacked. */
    Path metadata() {
        return folder.resolve("beside");
    }

    /** A file for the import's own use. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Gives all that was unpacked its names, the project last. If it is stopped in between, there is no project, and the next import
     * takes the others back.
     *
     * @throws TargetException if something has appeared at one of the names
     */
    void publish(ImportTarget target) throws IOException {
        List<Path> names = new ArrayList<>(List.of(target.project(), target.metadata()));
        if (Files.isDirectory(dependencies(), LinkOption.NOFOLLOW_LINKS)) {
            names.add(target.dependencies());
        }
        writeNames(names);
        move(metadata(), target.metadata(), List.of());
        if (names.contains(target.dependencies())) {
            move(dependencies(), target.dependencies(), List.of(target.metadata()));
        }
        move(project(), target.project(), names.subList(1, names.size()));
        Durable.syncFolder(Objects.requireNonNull(target.project().getParent()));
    }

    private static void move(Path from, Path to, List<Path> before) throws IOException {
        try {
            Files.move(from, to);
        } catch (FileAlreadyExistsException e) {
            for (Path moved : before) {
                remove(moved);
            }
            throw new TargetException(to + " has appeared while the archive was unpacked; nothing was imported", e);
        }
    }

    private void writeNames(List<Path> names) throws IOException {
        StringBuilder text = new StringBuilder();
        names.forEach(name -> text.append(name.toUri().getRawPath()).append('\n'));
        Files.writeString(file(NAMES), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Durable.syncFile(file(NAMES));
        Durable.syncFolder(folder);
    }

    /** The project comes last: without it, what bears the other names is of no use to anybody. */
    private void takeBackNames() throws IOException {
        List<Path> names = new ArrayList<>();
        try {
            for (String name : Files.readAllLines(file(NAMES))) {
                names.add(Path.of(java.net.URI.create("file://" + name)));
            }
        } catch (NoSuchFileException e) {
            return;
        }
        if (!names.isEmpty() && !Files.exists(names.get(0), LinkOption.NOFOLLOW_LINKS)) {
            for (Path name : names) {
                remove(name);
            }
        }
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(FolderLock.NAME)) {
                    remove(file);
                }
            }
        }
    }

    /** Removes a file, or a folder with all that is in it; links are not followed. */
    static void remove(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            Attributes.openFolder(path);
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    remove(child);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        Files.deleteIfExists(path);
    }

    @Override
    public void close() throws IOException {
        try {
            clear();
            lock.remove();
            Files.deleteIfExists(folder);
        } finally {
            lock.close();
        }
    }
}
