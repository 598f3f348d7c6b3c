package org.projectexporter.internal.io;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates the named threads of an export. None of them keeps the application's process alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A factory for a single thread. */
    public static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    /** A factory for several threads: {@code name-1}, {@code name-2}, and so on. */
    public static ThreadFactory numbered(String name) {
        AtomicInteger number = new AtomicInteger();
        return task -> daemon(task, name + "-" + number.incrementAndGet());
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
