package org.projectexporter.internal.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.TargetException;

/**
 * The file {@code lock} in a work folder, held by one export or import at a time.
 *
 * <p>The lock is one of the operating system, so that a process that died holds none. Closing any descriptor of a locked file
 * drops a POSIX lock, so the folders that this process holds are remembered too, and a second export in it never opens the file.
 * Who removes the folder says so in the file: another process may have opened it just before, and gets the lock of a file that is
 * gone.
 */
public final class FolderLock implements Closeable {
    /** Name of the file. */
    public static final String NAME = "lock";

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final String GONE = "gone";
    private static final int TRIES = 100;

    private final Path folder;
    private final FileChannel channel;

    /** Makes a folder, or finds that it is there. */
    @FunctionalInterface
    public interface Maker {
        void run() throws IOException;
    }

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Makes a folder that will be locked, or finds it there.
     *
     * @throws TargetException if something else is there
     */
    public static void makeFolder(Path folder, FileAttribute<?>... attributes) throws IOException {
        try {
            Files.createDirectory(folder, attributes);
        } catch (FileAlreadyExistsException e) {
            if (!isOurs(folder)) {
                throw new TargetException(folder + " is in the way; remove it, or choose another target", e);
            }
        }
    }

    /**
     * Takes the lock of a folder, which {@code maker} makes if it is not there.
     *
     * @param run what holds such a lock, for messages: an export, or an import
     * @throws TargetException if somebody else holds it
     */
    public static FolderLock take(Path folder, String run, Maker maker) throws IOException {
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
            throw new TargetException(folder + " comes and goes; another " + run + " to the same target is running");
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    /** Whether a folder is one that has, or had, such a lock: what it holds may be removed. */
    public static boolean isOurs(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            boolean empty = !files.iterator().hasNext();
            return empty || Files.isRegularFile(folder.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return true; // another process has just removed it
        }
    }

    /** The lock, or null if the folder was removed at the same time. */
    private static @Nullable FolderLock tryToTake(Path folder, String run) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    folder.resolve(NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            if (tryLock(channel) == null) {
                throw heldBy(folder, run, "process " + text(channel));
            }
            if (text(channel).equals(GONE)) {
                channel.close();
                return null;
            }
            FolderLock lock = new FolderLock(folder, channel);
            lock.write(Long.toString(ProcessHandle.current().pid()));
            return lock;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static TargetException heldBy(Path folder, String run, String owner) {
        return new TargetException("another " + run + " to the same target is running (" + owner
                + "); wait for it, or choose another target (" + folder + ")");
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private void write(String text) throws IOException {
        String line = String.format("%-20s%n", text); // of one length, so that a full disk has room for another
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Removes the file, for a folder that is about to be removed. */
    public void remove() throws IOException {
        Files.deleteIfExists(
                folder.resolve(NAME)); // first: a file that says so must not stay if this process dies here
        write(GONE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(folder);
    }
}
