package org.projectexporter.internal.io;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the named threads of an export. None keeps the application's process from ending. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A factory for what has one thread. */
    public static ThreadFactory named(String name) {
        return task -> daemon(task, name);
    }

    /** A factory for what has several: {@code name-1}, {@code name-2}, and so on. */
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
