package org.projectexporter.it.exports;

import java.io.IOException;
import java.util.Random;

/** Changes a project step by step, in its own thread, until it is closed. */
final class Mutator implements AutoCloseable {
    /** One change, chosen by chance. */
    interface Step {
        void run(Random random) throws IOException;
    }

    private final Thread thread;
    private volatile boolean stop;
    private volatile Throwable failure;
    private int steps;

    Mutator(String name, Random random, Step step) {
        thread = new Thread(() -> run(random, step), name);
        thread.start();
    }

    private void run(Random random, Step step) {
        try {
            while (!stop) {
                step.run(random);
                steps++;
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Fails if a step has failed. */
    void check() {
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError(thread.getName() + " has failed", thrown);
        }
    }

    /** Stops the thread, and returns the number of changes. */
    int stop() {
        stop = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        check();
        return steps;
    }

    @Override
    public void close() {
        stop = true;
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

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
