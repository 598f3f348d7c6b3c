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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.TargetException;
import org.projectexporter.spi.Spool;

/**
 * The folder beside the target in which an export keeps all that is not finished, held by one export at a time.
 *
 * <p>The lock is one of the operating system, so that a process that died holds none. Closing any descriptor of a locked file
 * drops a POSIX lock, so the folders that this process holds are remembered too, and a second export in it never opens the file.
 */
public final class WorkFolder implements Closeable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;
    private final List<FileSpool> spools = new ArrayList<>();
    private boolean closed;

    private WorkFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /**
     * Makes the folder and takes hold of it. What a dead process has left in it is removed.
     *
     * @throws TargetException if another export holds it
     */
    public static WorkFolder create(Path folder) throws IOException {
        if (!HELD.add(folder)) {
            throw heldBy(folder, "this process");
        }
        try {
            makeFolder(folder);
            return lock(folder);
        } catch (IOException | RuntimeException e) {
            HELD.remove(folder);
            throw e;
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (!isOurs(folder)) {
                throw new TargetException(folder + " is in the way; remove it, or choose another target", e);
            }
        }
    }

    /** Whether an export has made it: what it holds will be removed. */
    private static boolean isOurs(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            boolean empty = !files.iterator().hasNext();
            return empty || Files.isRegularFile(folder.resolve(LOCK), LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static WorkFolder lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(
                folder.resolve(LOCK),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (tryLock(channel) == null) {
                throw heldBy(folder, "process " + owner(channel));
            }
            WorkFolder work = new WorkFolder(folder, channel);
            work.clear();
            work.writeOwner();
            return work;
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

    private static TargetException heldBy(Path folder, String owner) {
        return new TargetException("another export to the same target is running (" + owner
                + "); wait for it, or choose" + " another target (" + folder + ")");
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private void writeOwner() throws IOException {
        lockFile.truncate(0);
        lockFile.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
    }

    /** Removes all but the lock. */
    private void clear() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (!file.endsWith(LOCK)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    public Path folder() {
        return folder;
    }

    /** A file in it. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** A new spool; closed with the folder. */
    public Spool newSpool(String name) throws IOException {
        FileSpool spool = new FileSpool(file(name + ".spool"));
        spools.add(spool);
        return spool;
    }

    /** The file of a spool that this folder has made, with all bytes in it. */
    public Path fileOf(Spool spool) throws IOException {
        return ((FileSpool) spool).flushed();
    }

    /** Makes a file's bytes durable. */
    public void sync(Path file) throws IOException {
        Durable.syncFile(file);
    }

    /** Writes a small file and syncs it. */
    public Path write(String name, byte[] content) throws IOException {
        Path file = file(name);
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
        sync(file);
        return file;
    }

    /** Removes the folder with all that is in it, and lets go of it. May be called twice. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return; // another export may hold the folder by now
        }
        closed = true;
        try {
            for (FileSpool spool : spools) {
                spool.close();
            }
            clear();
            Files.deleteIfExists(file(LOCK));
            Files.deleteIfExists(folder);
        } catch (NoSuchFileException e) {
            // somebody has removed it already
        } finally {
            lockFile.close();
            HELD.remove(folder);
        }
    }
}
