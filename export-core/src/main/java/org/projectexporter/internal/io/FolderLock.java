package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.FileStat;

/**
 * A work folder of an export or import, with the file {@code lock} in it, locked by one run at a time. The folder
 * belongs to the user of this process, and others have no access ({@link FolderOwner}).
 *
 * <p>The lock is one of the operating system, so that a process that died holds none. Closing any descriptor of a
 * locked file releases a POSIX lock, so the folders that this process holds are remembered too, and a second run in it
 * never opens the file.
 *
 * <p>Whoever removes the folder has to close the file first: on NFS and FUSE a file that is removed while it is open
 * remains under another name, and so does the folder. Once it is closed, others can lock it. So it is renamed and
 * marked as gone before that; a run that had opened it under its old name notices either, and tries again. In between,
 * the folder may be taken by another run, which creates a new lock: then the folder is not empty, and is kept.
 */
public final class FolderLock implements Closeable {
    /** The name of the lock file. */
    public static final String NAME = "lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final Path LOCK = Path.of(NAME);
    private static final String GONE = "gone";
    private static final String GONE_PREFIX = "gone-";
    private static final int TRIES = 100;

    private final Path path;
    private final OpenFolder folder;
    private final FileChannel channel;

    private FolderLock(Path path, OpenFolder folder, FileChannel channel) {
        this.path = path;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder, which is created if it does not exist.
     *
     * @param run what holds such a lock, for messages: an export, or an import
     * @throws ExportException if another run holds it, something else is in the way, or the folder is not exclusively
     *     this user's
     */
    public static FolderLock take(Path folder, String run) throws IOException {
        return take(folder, run, () -> make(folder));
    }

    /** Creates a folder unless it exists. */
    @FunctionalInterface
    interface Maker {
        void run() throws IOException;
    }

    static FolderLock take(Path folder, String run, Maker maker) throws IOException {
        if (!HELD.add(folder)) {
            throw heldBy(folder, run, "this process");
        }
        try {
            for (int i = 0; i < TRIES; i++) {
                maker.run();
                FolderLock lock = tryToTake(folder, run);
                if (lock != null) {
                    return lock;
                }
            }
            throw new ExportException(
                    Reason.TARGET_BUSY,
                    folder + " appears and disappears; another " + run + " to the same target is running");
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static void make(Path folder) throws IOException {
        try {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OpenFolder.PRIVATE));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw inTheWay(folder, e);
            }
        }
    }

    private static ExportException inTheWay(Path path, @Nullable Exception cause) {
        return new ExportException(
                Reason.TARGET_UNUSABLE, path + " is in the way; remove it, or choose another target", cause);
    }

    /** The lock, or null if the folder or the file changed at the same time. */
    private static @Nullable FolderLock tryToTake(Path path, String run) throws IOException {
        FolderLock lock = null;
        OpenFolder folder = open(path);
        try {
            lock = folder == null ? null : tryToTake(path, folder, run);
            return lock;
        } catch (NoSuchFileException e) {
            return null; // another process has just removed it
        } finally {
            if (lock == null && folder != null) {
                folder.close();
            }
        }
    }

    private static @Nullable OpenFolder open(Path path) throws IOException {
        try {
            return OpenFolder.open(path);
        } catch (NoSuchFileException e) {
            return null; // another process has just removed it
        } catch (NotDirectoryException e) {
            throw inTheWay(path, e);
        } catch (AccessDeniedException e) {
            throw FolderOwner.unreadable(path, e);
        }
    }

    private static @Nullable FolderLock tryToTake(Path path, OpenFolder folder, String run) throws IOException {
        FolderOwner.requireOwn(folder);
        BasicFileAttributes file = folder.stat(LOCK);
        if (file == null) {
            requireEmpty(folder);
            FolderOwner.close(folder);
            makeFile(folder);
            return null; // the next try finds it
        }
        FolderOwner.close(folder);
        FileChannel channel = openFile(folder, file);
        FolderLock lock = null;
        try {
            if (tryLock(channel) == null) {
                throw heldBy(path, run, "process " + text(channel));
            }
            if (isStill(file, folder, channel)) {
                FolderLock taken = new FolderLock(path, folder, channel);
                taken.sign();
                lock = taken;
            }
            return lock;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /**
     * Requires that a folder without a lock is empty except for locks marked as gone, and files that are being removed:
     * only then is it one of ours.
     */
    private static void requireEmpty(OpenFolder folder) throws IOException {
        List<Path> names = folder.names();
        if (!names.stream().allMatch(FolderLock::mayDisappear) && folder.stat(LOCK) == null) {
            throw inTheWay(folder.path(), null);
        }
    }

    private static void makeFile(OpenFolder folder) throws IOException {
        try {
            folder.open(LOCK, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
                    .close();
        } catch (FileAlreadyExistsException e) {
            // another process was faster
        }
    }

    /**
     * Opens the lock file, which must not be a link, which could lead elsewhere, nor have other names, which would be
     * written to as well.
     */
    private static FileChannel openFile(OpenFolder folder, BasicFileAttributes stat) throws IOException {
        Path file = folder.path().resolve(NAME);
        if (!stat.isRegularFile() || FileStat.read(file).links() > 1) {
            throw inTheWay(file, null);
        }
        return folder.open(LOCK, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /**
     * Whether the locked file still has the name, and will keep it: it is the same file as before it was opened, and it
     * is not marked as gone. A removed file whose number was reused by a new one is not mistaken for it: the removed
     * one is marked as gone.
     */
    private static boolean isStill(BasicFileAttributes file, OpenFolder folder, FileChannel channel)
            throws IOException {
        BasicFileAttributes now = folder.stat(LOCK);
        return now != null
                && Objects.equals(file.fileKey(), now.fileKey())
                && folder.isAtItsPath()
                && !text(channel).equals(GONE);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static ExportException heldBy(Path folder, String run, String owner) {
        return new ExportException(
                Reason.TARGET_BUSY,
                "another " + run + " to the same target is running (" + owner + ", using " + folder
                        + "); wait for it, or choose another target");
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private void write(String text) throws IOException {
        // of fixed length, so that it can be overwritten even on a full disk
        String line = String.format(Locale.ROOT, "%-20s%n", text);
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Writes who holds it. A file system that cannot change the file can hold nothing that an export makes. */
    private void sign() throws IOException {
        try {
            write(Long.toString(ProcessHandle.current().pid()));
        } catch (IOException e) {
            if (SystemError.of(e).isPresent()) {
                throw e; // the disk is full, or has failed
            }
            ExportException limit = FileSystemLimit.noRewriting(path, e);
            removeUnused(limit);
            throw limit;
        }
    }

    private void removeUnused(Exception cause) {
        try {
            channel.close();
        } catch (IOException e) {
            cause.addSuppressed(e); // the write that failed is reported again
        }
        try {
            if (folder.names().equals(List.of(LOCK))) {
                folder.delete(LOCK);
                Files.delete(path);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** The folder, which is closed together with this lock. */
    public OpenFolder folder() {
        return folder;
    }

    /**
     * Removes the lock file and the otherwise empty folder, unless another run has taken it meanwhile.
     *
     * @throws IOException if something is left in the folder
     */
    public void removeFolder() throws IOException {
        Path gone = Path.of(GONE_PREFIX + Long.toHexString(UUID.randomUUID().getMostSignificantBits()));
        try {
            folder.rename(LOCK, gone);
        } catch (NoSuchFileException e) {
            return; // it has been removed already
        }
        write(GONE);
        channel.close();
        folder.delete(gone);
        try (OpenFolder above = OpenFolder.openAnywhere(Objects.requireNonNull(path.getParent()))) {
            for (int tries = 1; !isRemoved(above, tries == OpenFolder.REMOVAL_TRIES); tries++) {
                OpenFolder.pause();
            }
        }
    }

    private static boolean mayDisappear(Path name) {
        return OpenFolder.isRemnant(name) || name.toString().startsWith(GONE_PREFIX);
    }

    /**
     * Whether the folder is gone, or another run has taken it. A file that was removed while another process had it
     * open may remain for a moment under a name chosen by the file system, and on FUSE a closed file may still be open.
     */
    private boolean isRemoved(OpenFolder above, boolean last) throws IOException {
        if (!folder.isAtItsPath()) {
            return true; // it now belongs to another run
        }
        try {
            above.deleteFolder(path.getFileName());
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (DirectoryNotEmptyException e) {
            if (folder.stat(LOCK) != null) {
                return true; // another run has it
            }
            List<Path> left = folder.names();
            if (last || !left.stream().allMatch(FolderLock::mayDisappear)) {
                throw new IOException("it is not empty: " + left, e);
            }
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            channel.close();
        } finally {
            HELD.remove(path);
        }
    }
}
