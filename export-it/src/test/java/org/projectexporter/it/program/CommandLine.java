package org.projectexporter.it.program;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;

/** Runs {@code project-export} as a separate process, as a user's shell does. Immutable. */
public final class CommandLine {
    private final Exec exec;
    private final List<String> prefix;
    private final List<String> jvmOptions;
    private final String classPath;

    private CommandLine(Exec exec, List<String> prefix, List<String> jvmOptions, String classPath) {
        this.exec = exec;
        this.prefix = List.copyOf(prefix);
        this.jvmOptions = List.copyOf(jvmOptions);
        this.classPath = classPath;
    }

    public static CommandLine in(Path folder) {
        return new CommandLine(
                Exec.in(folder).within(Duration.ofMinutes(2)), List.of(), List.of(), StartedProgram.classPath());
    }

    /** A copy with another time limit. */
    public CommandLine within(Duration limit) {
        return new CommandLine(exec.within(limit), prefix, jvmOptions, classPath);
    }

    public CommandLine with(String variable, String value) {
        return new CommandLine(exec.with(variable, value), prefix, jvmOptions, classPath);
    }

    public CommandLine without(String variable) {
        return new CommandLine(exec.without(variable), prefix, jvmOptions, classPath);
    }

    /** A copy started by another program ({@code strace}, {@code setpriv}). */
    public CommandLine startedBy(String... program) {
        return new CommandLine(exec, List.of(program), jvmOptions, classPath);
    }

    /** A copy with options for the JVM. */
    public CommandLine withJvm(String... options) {
        return new CommandLine(exec, prefix, List.of(options), classPath);
    }

    /** A copy with another class path. */
    public CommandLine withClassPath(String other) {
        return new CommandLine(exec, prefix, jvmOptions, other);
    }

    public ToolRun run(String... arguments) throws IOException {
        return exec.run(command("org.projectexporter.cli.Main", arguments));
    }

    /** Starts an export that reports its progress as JSON on standard error. The caller ends it. */
    public Process start(Path project, Path target) throws IOException {
        return exec.builder(command(
                        "org.projectexporter.cli.Main",
                        "export",
                        project.toString(),
                        "-o",
                        target.toString(),
                        "--progress",
                        "json"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Runs another class on the same class path. */
    public ToolRun runClass(Class<?> main) throws IOException {
        return exec.run(command(main.getName()));
    }

    /** Exports with some more arguments. */
    public ToolRun export(Path project, Path target, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("export", project.toString(), "-o", target.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<String> command(String main, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(javaCommand(Jdks.running(), classPath));
        command.addAll(jvmOptions);
        command.add(main);
        command.addAll(List.of(arguments));
        return command;
    }

    /** The JVM, with options for a fast start and no statistics in the folder for temporary files. */
    public static List<String> javaCommand() {
        return javaCommand(Jdks.running());
    }

    /** A copy with another JDK. */
    public static List<String> javaCommand(Path javaHome) {
        return javaCommand(javaHome, StartedProgram.classPath());
    }

    private static List<String> javaCommand(Path javaHome, String classPath) {
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-cp",
                classPath));
        if (javaHome.equals(Jdks.running()) && classPath.equals(StartedProgram.classPath())) {
            command.addAll(1, StartedProgram.options());
        }
        return command;
    }
}
