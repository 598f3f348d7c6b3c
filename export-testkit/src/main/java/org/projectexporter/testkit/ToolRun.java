package org.projectexporter.testkit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The result of a program: its exit code and all its output. */
public final class ToolRun {
    private final List<String> command;
    private final int exitCode;
    private final byte[] out;
    private final byte[] err;

    ToolRun(List<String> command, int exitCode, byte[] out, byte[] err) {
        this.command = List.copyOf(command);
        this.exitCode = exitCode;
        this.out = out.clone();
        this.err = err.clone();
    }

    /** The exit code of the program. */
    public int exitCode() {
        return exitCode;
    }

    /** Standard output as bytes. */
    public byte[] bytes() {
        return out.clone();
    }

    /** Standard output as UTF-8. */
    public String text() {
        return new String(out, StandardCharsets.UTF_8);
    }

    /** The lines of standard output. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** Standard error as UTF-8. */
    public String errors() {
        return new String(err, StandardCharsets.UTF_8);
    }

    /** This run, if it ended with 0; else an {@link AssertionError} with all its output. */
    public ToolRun ok() {
        return exited(0);
    }

    /** This run, if it ended with {@code expected}; else an {@link AssertionError} with all its output. */
    public ToolRun exited(int expected) {
        if (exitCode != expected) {
            throw new AssertionError("expected exit code " + expected + " of " + this);
        }
        return this;
    }

    /** The command without long arguments such as a class path. */
    private String shortCommand() {
        return command.stream()
                .map(argument -> argument.length() > 300 ? argument.substring(0, 100) + "…" : argument)
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return shortCommand() + "\nexit code " + exitCode + "\n" + text() + errors();
    }
}
