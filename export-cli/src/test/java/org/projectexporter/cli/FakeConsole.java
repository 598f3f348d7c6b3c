package org.projectexporter.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A console in memory, with a clock that moves when it is told to. */
final class FakeConsole {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private long nanos;

    Console with(Terminal terminal) {
        return new Console(StandardOutput.on(out), stream(err), terminal, environment, () -> nanos);
    }

    /** A plain console with another standard output. */
    Console writingTo(OutputStream output) {
        return new Console(
                StandardOutput.on(output), stream(err), new Terminal(false, 80, false), environment, () -> nanos);
    }

    Console plain() {
        return with(new Terminal(false, 80, false));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    FakeConsole set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
