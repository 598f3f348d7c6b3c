package org.projectexporter.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Waits for the end of standard input, which comes when the process at the other end exits, for whatever reason: the
 * system closes a pipe whose writer is gone. Input is discarded.
 */
final class InputLifeline {
    private InputLifeline() {}

    /** Runs {@code cut}, once, in a thread of its own, when the input ends or cannot be read. */
    static void watch(InputStream input, Runnable cut) {
        Thread watcher = new Thread(
                () -> {
                    awaitEnd(input);
                    cut.run();
                },
                "input-lifeline");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitEnd(InputStream input) {
        byte[] ignored = new byte[512];
        try {
            while (input.read(ignored) >= 0) {
                // A server takes no input.
            }
        } catch (IOException e) {
            // Equivalent to its end.
        }
    }
}
