package org.projectexporter.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The streams and environment of a command.
 *
 * @param out standard output: the result
 * @param err standard error: progress and messages
 * @param terminal the terminal behind {@code err}
 * @param environment the environment's variables
 * @param nanoTime a clock for durations
 */
record Console(
        StandardOutput out,
        PrintStream err,
        Terminal terminal,
        Map<String, String> environment,
        LongSupplier nanoTime) {

    /** The console of this process. Both streams are UTF-8 in every locale. */
    static Console ofProcess() {
        Map<String, String> environment = System.getenv();
        return new Console(
                StandardOutput.ofProcess(),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Terminal.detect(System.getProperties(), environment),
                environment,
                System::nanoTime);
    }

    /** Prints one human-readable line on standard error, whatever the text contains. */
    void message(String text) {
        err.println("project-export: " + VisibleText.oneLine(text));
    }
}
