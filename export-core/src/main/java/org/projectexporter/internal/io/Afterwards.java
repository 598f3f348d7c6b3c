package org.projectexporter.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** Clean-up work after a result is known: its failure does not change the result. */
public final class Afterwards {
    /** Work with a result. */
    @FunctionalInterface
    public interface Task<T> {
        T run() throws IOException;
    }

    private Afterwards() {}

    /**
     * Runs a task, then closes the resource it used. A failure of the task is thrown; if only closing fails, {@code
     * note} receives the exception.
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
