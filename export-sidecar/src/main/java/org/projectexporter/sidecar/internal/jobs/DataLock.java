package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file {@code lock} of a data folder, held by one sidecar at a time. It is a lock of the operating system, which is
 * released when the process dies. Closing any descriptor of a locked file drops a POSIX lock (fcntl(2)), so the locks
 * of this process are remembered too, and a second sidecar in the same process never opens the file.
 */
final class DataLock implements Closeable {
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DataLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Acquires the lock.
     *
     * @throws IOException if another sidecar holds it; the message names it
     */
    static DataLock take(DataFolder data) throws IOException {
        Path file = data.lock();
        if (!HELD.add(file)) {
            throw heldBy("this process", data);
        }
        try {
            return new DataLock(file, open(file, data));
        } catch (IOException | RuntimeException e) {
            HELD.remove(file);
            throw e;
        }
    }

    private static FileChannel open(Path file, DataFolder data) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw heldBy("process " + owner(channel), data);
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @SuppressWarnings("resource") // the lock is released with its channel
    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static IOException heldBy(String owner, DataFolder data) {
        return new IOException("another server is using the data folder " + data.folder() + " (" + owner
                + "); stop that server, or start this one with another data folder");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(file);
    }
}
