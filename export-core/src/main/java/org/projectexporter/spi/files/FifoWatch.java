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
 * A thread that frees others which wait in open(2) because a FIFO took the place of a file in the instant before it was opened.
 * Opening a FIFO for reading waits until somebody opens it for writing (fifo(7)), and Java knows no {@code O_NONBLOCK}. So after a
 * moment the watch opens the other end, for reading too, which never waits, and closes it again.
 *
 * <p>All opens of this process are known to each watch, since a source opens files without knowing whose export it serves.
 */
public final class FifoWatch implements Closeable {
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final Map<Thread, Path> IN_PROGRESS = new ConcurrentHashMap<>();

    private final Thread thread = new Thread(this::watch, "export-watch");
    private final Map<Thread, Path> before = new HashMap<>();
    private volatile boolean closed;

    /** A watch that has not been started. */
    public FifoWatch() {}

    /** Starts to watch. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Something that opens. */
    interface Opening<T> {
        T open() throws IOException;
    }

    /** Opens; if it takes long, watches look at what stands at {@code path}. */
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

    /** An open counts as blocked if it was in progress at the last look, too. */
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
            // gone, or not ours to write to: it is tried again as long as somebody waits for it
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    /** Ends the thread, and waits for it. */
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
