package org.projectexporter.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.function.ToIntFunction;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;

/** Runs a long operation with progress; Ctrl-C and similar signals stop it. */
final class StoppableCall {
    private final Console console;
    private final CommonFlags common;
    private final Duration patience;

    /** The operation. */
    @FunctionalInterface
    interface Task<T> {
        T run(ProgressView view, CancellationToken cancellation) throws IOException;
    }

    /**
     * Creates a call.
     *
     * @param patience how long it may take to end after it was stopped
     */
    StoppableCall(Console console, CommonFlags common, Duration patience) {
        this.console = console;
        this.common = common;
        this.patience = patience;
    }

    /**
     * Runs it and returns the exit code.
     *
     * @param ended prints the result and returns the exit code
     * @param stopped the message to print if it was stopped
     */
    <T> int run(Task<T> task, ToIntFunction<T> ended, String stopped) throws IOException {
        CancellationToken cancellation = new CancellationToken();
        try (StopSignals signals = new StopSignals(cancellation, patience, Runtime.getRuntime()::halt)) {
            signals.listen();
            T result;
            try (ProgressView view = ProgressView.open(common.progress, console)) {
                result = task.run(view, cancellation);
            } catch (ExportCancelledException e) {
                console.message("stopped; " + stopped);
                return signals.exitCode();
            }
            return ended.applyAsInt(result);
        }
    }
}
