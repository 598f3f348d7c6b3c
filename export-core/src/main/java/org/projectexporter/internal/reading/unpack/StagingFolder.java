package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.io.Durable;
import org.projectexporter.internal.io.FileSystemProbe;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.FolderLock;
import org.projectexporter.internal.io.OpenFolder;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/**
 * The folder {@code .DIR.import} next to the target, in which an archive is unpacked until it is complete; locked by
 * one import at a time, accessible only to its owner, and removed with its contents when it is closed.
 */
final class StagingFolder implements Closeable {
    private final Path wanted;
    private final Path folder;
    private final FolderLock lock;
    private final Renaming renaming;

    /** Renames a folder to an unused name. */
    @FunctionalInterface
    interface Renaming {
        /** {@link Files#move(Path, Path, java.nio.file.CopyOption...)}, but for tests. */
        void move(Path from, Path to) throws IOException;
    }

    /** A folder and its new name. */
    private record Move(Path from, Path to) {}

    private StagingFolder(Path wanted, Path folder, FolderLock lock, Renaming renaming) {
        this.wanted = wanted;
        this.folder = folder;
        this.lock = lock;
        this.renaming = renaming;
    }

    /**
     * Creates and locks the folder; what a killed import has left is removed.
     *
     * @param wanted the requested name
     * @throws ExportException if another import holds it, something else is in the way, or it is not exclusively this
     *     user's
     */
    static StagingFolder open(Path wanted) throws IOException {
        return open(wanted, Files::move);
    }

    static StagingFolder open(Path wanted, Renaming renaming) throws IOException {
        Path folder = hidden(wanted);
        FolderLock lock = FolderLock.take(folder, "import");
        StagingFolder staging = new StagingFolder(wanted, folder, lock, renaming);
        try {
            staging.undoNames();
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
        Path parent = Objects.requireNonNull(target.getParent());
        RawPath name = NativeNames.nameOf(target);
        return NativeNames.resolve(parent, RawPath.of(".").append(name).append(".import"));
    }

    /** Finds out what the file system can do, by trying. */
    FileSystemTraits probe() throws IOException {
        return FileSystemProbe.run(lock.folder());
    }

    Path folder() {
        return folder;
    }

    /** The folder into which the project is unpacked. */
    Path project() {
        return folder.resolve("tree").resolve("project");
    }

    /** The folder into which dependencies are unpacked. */
    Path dependencies() {
        return folder.resolve("tree").resolve("dependencies");
    }

    /** The folder into which the manifest and SHA256SUMS are unpacked. */
    Path metadata() {
        return folder.resolve("beside");
    }

    /** The permissions that new files of this process do not get here: umask(2), or by default ACLs, acl(5). */
    int umask() throws IOException {
        Path made = Objects.requireNonNull(project().getParent()); // with no mode asked for
        return ~FileStat.read(made).mode() & 0777;
    }

    /** A file for the import's own use. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /**
     * Renames everything that was unpacked to its final names, the project last, and makes them durable. If that fails,
     * for whatever reason, all renames are undone. If this process is killed in between, there is no project, and the
     * next import undoes the others.
     *
     * @throws ExportException if something has appeared at one of the names
     */
    void publish(ImportTarget target) throws IOException {
        if (!lock.folder().isAtItsPath()) {
            throw new ExportException(
                    Reason.TARGET_CHANGED,
                    folder + " was moved away or replaced while the archive was unpacked; nothing was"
                            + " imported. Import into a folder that only you can write to");
        }
        List<Move> moves = new ArrayList<>(List.of(new Move(metadata(), target.metadata())));
        if (Files.isDirectory(dependencies(), LinkOption.NOFOLLOW_LINKS)) {
            moves.add(new Move(dependencies(), target.dependencies()));
        }
        moves.add(new Move(project(), target.project()));
        writeNames(target.number());
        Deque<Move> done = new ArrayDeque<>();
        try {
            for (Move move : moves) {
                move(move);
                done.push(move);
            }
            Durable.syncFolder(Objects.requireNonNull(target.project().getParent()));
        } catch (IOException | RuntimeException | Error e) {
            undo(done, e);
            throw e;
        }
    }

    private void move(Move move) throws IOException {
        try {
            renaming.move(move.from, move.to);
        } catch (FileAlreadyExistsException e) {
            throw new ExportException(
                    Reason.TARGET_CHANGED,
                    move.to
                            + " has appeared while the archive was unpacked; nothing was imported; move it"
                            + " away, then import again",
                    e);
        }
    }

    private static void undo(Deque<Move> done, Throwable cause) {
        for (Move move : done) {
            try {
                Files.move(move.to, move.from);
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void writeNames(int number) throws IOException {
        GivenNames names = new GivenNames(number, identity(metadata()), identity(dependencies()));
        Path file = file(GivenNames.FILE);
        Files.write(file, names.toBytes(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Durable.syncFile(file);
        Durable.syncFolder(folder);
    }

    private static String identity(Path path) throws IOException {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? OpenFolder.identity(path) : "";
    }

    /**
     * Removes the folders that a killed import had renamed: the project comes last, and without it the others are
     * useless.
     */
    private void undoNames() throws IOException {
        GivenNames names = readNames();
        if (names == null || !ImportTarget.isNumber(names.number())) {
            return;
        }
        ImportTarget target = ImportTarget.numbered(wanted, names.number());
        if (Files.exists(target.project(), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (OpenFolder above = OpenFolder.openAnywhere(Objects.requireNonNull(wanted.getParent()))) {
            above.removeFolder(target.metadata().getFileName(), names.metadata());
            above.removeFolder(target.dependencies().getFileName(), names.dependencies());
        }
    }

    private @Nullable GivenNames readNames() throws IOException {
        Path file = file(GivenNames.FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return GivenNames.of(in.readNBytes(GivenNames.MOST_BYTES), file);
        }
    }

    private void clear() throws IOException {
        for (Path name : lock.folder().names()) {
            if (!name.toString().equals(FolderLock.NAME)) {
                lock.folder().remove(name);
            }
        }
    }

    /** Removes a file, or a folder with all that is in it; links are not followed. */
    static void remove(Path path) throws IOException {
        try (OpenFolder above = OpenFolder.openAnywhere(Objects.requireNonNull(path.getParent()))) {
            above.remove(path.getFileName());
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            clear();
            lock.removeFolder();
        } catch (NoSuchFileException e) {
            // it has been removed already
        }
    }
}
