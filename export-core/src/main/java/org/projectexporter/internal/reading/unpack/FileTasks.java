package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.files.OpenFiles;

/** Works on open files in other threads, several at a time, and closes them. After a failure, files are only closed. */
final class FileTasks implements Closeable {
    private static final int SYNCING_THREADS = 16;
    private static final int MOST_TO_SYNC = 256;
    private static final int COPYING_THREADS = 2;
    private static final int MOST_TO_COPY = 16;

    private final ExecutorService threads;
    /** The number of open files that wait: a part of those that this process may have open. */
    private final int waiting;

    private final Semaphore places;
    private final FirstFailure failure = new FirstFailure();

    private FileTasks(int threads, int waiting, String name) {
        this.threads = Executors.newFixedThreadPool(threads, DaemonThreads.numbered(name));
        this.waiting = waiting;
        this.places = new Semaphore(waiting);
    }

    /** Finishes and syncs files. */
    static FileTasks syncing() {
        return new FileTasks(SYNCING_THREADS, OpenFiles.share(8, SYNCING_THREADS, MOST_TO_SYNC), "import-sync");
    }

    /** Copies files: one is read while another is written or digested. */
    static FileTasks copying() {
        return new FileTasks(COPYING_THREADS, OpenFiles.share(16, COPYING_THREADS, MOST_TO_COPY), "import-copy");
    }

    /** Work on a file. */
    interface Task {
        void run() throws IOException;
    }

    /** Runs {@code task} and closes the file, asynchronously in another thread. May be called by several threads. */
    void add(Closeable file, Task task) throws IOException {
        places.acquireUninterruptibly();
        if (failure.isThere()) {
            places.release();
            file.close();
            failure.throwIfThere();
        }
        threads.execute(() -> run(file, task));
    }

    private void run(Closeable file, Task task) {
        try (file) {
            if (!failure.isThere()) {
                task.run();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure.record(e);
        } finally {
            places.release();
        }
    }

    /** Waits until all is done. */
    void await() throws IOException {
        places.acquireUninterruptibly(waiting);
        places.release(waiting);
        failure.throwIfThere();
    }

    /** Abandons what has not begun, and waits for the rest. */
    @Override
    public void close() {
        failure.record(new IOException("no longer wanted"));
        threads.shutdown();
        Futures.join(threads);
    }
}
