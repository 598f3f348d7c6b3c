package org.projectexporter.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** What is still to be done when a result is there: if it fails, the result is what it is. */
public final class Afterwards {
    /** Work that has a result. */
    @FunctionalInterface
    public interface Task<T> {
        T run() throws IOException;
    }

    private Afterwards() {}

    /**
     * Runs a task, then closes what it has used. If the task fails, that is what is thrown; if closing alone fails, {@code note} is
     * told.
     */
    public static <T> T using(Closeable used, Task<T> task, Consumer<Exception> note) throws IOException {
        T result;
        try {
            result = task.run();
        } catch (IOException | RuntimeException | Error e) {
            closeAfter(e, used);
            throw e;
        }
        try {
            used.close();
        } catch (IOException | RuntimeException e) {
            note.accept(e);
        }
        return result;
    }

    private static void closeAfter(Throwable failure, Closeable used) {
        try {
            used.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
