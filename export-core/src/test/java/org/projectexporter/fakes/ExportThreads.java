package org.projectexporter.fakes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The threads started by an export. */
public final class ExportThreads {
    private static final long MILLIS = 5_000;

    private ExportThreads() {}

    /** Fails if one is left; those that are about to end are waited for. */
    public static void requireNone() {
        List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("export-"))
                .toList();
        for (Thread thread : threads) {
            join(thread);
        }
        assertThat(threads).as("threads that are still running").noneMatch(Thread::isAlive);
    }

    private static void join(Thread thread) {
        try {
            thread.join(MILLIS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
