package org.projectexporter.spi.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.projectexporter.spi.FileStat;

/**
 * A thread that frees others that are blocked in open(2) because a FIFO replaced a file just before it was opened.
 * Opening a FIFO for reading blocks until it is opened for writing (fifo(7)), and Java has no {@code O_NONBLOCK}. So
 * after a moment the watch opens the other end, for reading as well, which never blocks, and closes it again.
 *
 * <p>Each watch sees all opens of this process, since a source opens files without knowing for which export.
 */
public final class FifoWatch implements Closeable {
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final Map<Thread, Path> IN_PROGRESS = new ConcurrentHashMap<>();

    private final Thread thread = new Thread(this::watch, "export-watch");
    private final Map<Thread, Path> before = new HashMap<>();
    private volatile boolean closed;

    /** A watch that has not been started. */
    public FifoWatch() {}

    /** Starts the thread. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens something. */
    interface Opening<T> {
        T open() throws IOException;
    }

    /** Opens something; if that takes long, the watches check whether {@code path} is a FIFO. */
    static <T> T watched(Path path, Opening<T> opening) throws IOException {
        Thread current = Thread.currentThread();
        IN_PROGRESS.put(current, path);
        try {
            return opening.open();
        } finally {
            IN_PROGRESS.remove(current);
        }
    }

    private void watch() {
        while (!closed) {
            look();
            pause();
        }
    }

    /** Frees blocked opens: those that were already in progress at the previous check. */
    private void look() {
        before.forEach((opener, path) -> {
            if (IN_PROGRESS.get(opener) == path) {
                free(path);
            }
        });
        before.clear();
        before.putAll(IN_PROGRESS);
    }

    private static void free(Path path) {
        try {
            if (FileStat.read(path).kind() == FileStat.Kind.FIFO) {
                FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
                        .close();
            }
        } catch (IOException e) {
            // gone, or not writable: it is retried as long as the open is blocked
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Stops the thread, and waits for it. */
    @Override
    public void close() {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
