package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.files.OpenFiles;

/**
 * Makes files durable, several at a time: a file system writes its journal once for all waiting callers, so that many
 * concurrent syncs take hardly longer than one.
 */
final class SyncQueue implements Closeable {
    private static final int THREADS = 16;
    /** The number of open files that wait: a part of those that this process may have open. */
    private static final int WAITING = OpenFiles.share(8, THREADS, 256);

    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, DaemonThreads.numbered("import-sync"));
    private final Semaphore places = new Semaphore(WAITING);
    private final FirstFailure failure = new FirstFailure();

    /** Finishes a file and makes it durable. */
    interface Sync {
        void run() throws IOException;
    }

    /** Syncs what was written through {@code channel} and closes it, asynchronously. */
    void add(FileChannel channel) throws IOException {
        add(channel, () -> channel.force(true));
    }

    /** Runs {@code sync} and closes the file, asynchronously in another thread. May be called by several threads. */
    void add(Closeable file, Sync sync) throws IOException {
        places.acquireUninterruptibly();
        if (failure.isThere()) {
            places.release();
            file.close();
            failure.throwIfThere();
        }
        threads.execute(() -> run(file, sync));
    }

    private void run(Closeable file, Sync sync) {
        try (file) {
            sync.run();
        } catch (IOException | RuntimeException | Error e) {
            failure.record(e);
        } finally {
            places.release();
        }
    }

    /** Waits until everything is durable. A failed sync is not retried: what it should have written may be lost. */
    void await() throws IOException {
        places.acquireUninterruptibly(WAITING);
        places.release(WAITING);
        failure.throwIfThere();
    }

    @Override
    public void close() {
        threads.shutdown();
        Futures.join(threads);
    }
}
