package org.projectexporter.internal.reading.unpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.internal.io.WholeFileSystem;
import org.projectexporter.spi.files.FileSystemSync;

/**
 * Makes files durable: several at a time, since a file system can write its journal once for all waiting callers; or
 * the whole file system at once, where that is faster.
 */
final class SyncQueue implements Closeable {
    private final FileTasks tasks = FileTasks.syncing();
    private final Optional<FileSystemSync.Opened> whole;
    private volatile boolean pending;

    private SyncQueue(Optional<FileSystemSync.Opened> whole) {
        this.whole = whole;
    }

    /** For files below a folder, in the way that is faster there. */
    static SyncQueue below(Path folder) throws IOException {
        return new SyncQueue(WholeFileSystem.open(folder));
    }

    /** Syncs each file by itself. */
    static SyncQueue ofFiles() {
        return new SyncQueue(Optional.empty());
    }

    /** An action on a file. */
    interface Step {
        void run() throws IOException;
    }

    /** Syncs what was written to a file and closes it, asynchronously. */
    void add(FileChannel file) throws IOException {
        add(file, () -> {}, () -> file.force(true));
    }

    /**
     * Finishes a file, syncs it and closes it, asynchronously in another thread. May be called by several threads.
     *
     * @param finish sets mode and time
     * @param sync makes the file durable; not called if the whole file system is synced instead
     */
    void add(Closeable file, Step finish, Step sync) throws IOException {
        pending = true;
        tasks.add(file, () -> {
            finish.run();
            if (whole.isEmpty()) {
                sync.run();
            }
        });
    }

    /** Waits until everything is durable. A failed sync is not retried: what it should have written may be lost. */
    void await() throws IOException {
        tasks.await();
        if (whole.isPresent() && pending) {
            pending = false;
            whole.get().sync();
        }
    }

    @Override
    public void close() throws IOException {
        tasks.close();
        if (whole.isPresent()) {
            whole.get().close();
        }
    }
}
