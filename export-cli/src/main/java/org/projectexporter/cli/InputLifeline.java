package org.projectexporter.cli;

import java.io.IOException;
import java.io.InputStream;

/**
 * Waits for the end of standard input, which comes when the process that holds its other end has ended, however it has ended: the system
 * closes a pipe whose writer is gone. What is read is thrown away.
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
                // Nobody has anything to say to a server this way.
            }
        } catch (IOException e) {
            // As good as its end.
        }
    }
}
