package org.projectexporter.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs programs in a folder, in an environment that is independent of the machine: no home folder, no Git configuration
 * except the repository's own, fixed names and dates. Immutable.
 *
 * <pre>{@code
 * String head = Exec.in(repository).git("rev-parse", "HEAD").text();
 * }</pre>
 */
public final class Exec {
    /** The default date of commits, in seconds since 1970. */
    public static final long EPOCH_SECONDS = 1_700_000_000;

    private final Path folder;
    private final Map<String, String> environment;
    private final Duration timeout;

    private Exec(Path folder, Map<String, String> environment, Duration timeout) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.timeout = timeout;
    }

    /** Runs programs in {@code folder}, for at most a minute each. */
    public static Exec in(Path folder) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put(
                "HOME",
                Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "no-such-home")
                        .toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TZ", "UTC");
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            environment.put("GIT_" + who + "_NAME", "Film Maker");
            environment.put("GIT_" + who + "_EMAIL", "film@example.org");
            environment.put("GIT_" + who + "_DATE", EPOCH_SECONDS + " +0000");
        }
        return new Exec(folder, environment, Duration.ofMinutes(1));
    }

    /** A copy with one variable set. */
    public Exec with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Exec(folder, more, timeout);
    }

    /** A copy without a variable. */
    public Exec without(String variable) {
        Map<String, String> less = new TreeMap<>(environment);
        less.remove(variable);
        return new Exec(folder, less, timeout);
    }

    /** A copy with commits dated {@code epochSeconds} after 1970. */
    public Exec dated(long epochSeconds) {
        return with("GIT_AUTHOR_DATE", epochSeconds + " +0000").with("GIT_COMMITTER_DATE", epochSeconds + " +0000");
    }

    /** A copy with another limit; a program that runs longer is killed and fails the test. */
    public Exec within(Duration limit) {
        return new Exec(folder, environment, limit);
    }

    /** Runs {@code git}, which must succeed. */
    public ToolRun git(String... arguments) throws IOException {
        return run(command("git", arguments)).ok();
    }

    private static List<String> command(String program, String... arguments) {
        return Stream.concat(Stream.of(program), Arrays.stream(arguments)).toList();
    }

    /** Runs a program to its end, with no input. */
    public ToolRun run(String... command) throws IOException {
        return run(List.of(command));
    }

    /** Runs a program to its end, with no input. */
    public ToolRun run(List<String> command) throws IOException {
        return run(command, new byte[0]);
    }

    /** Runs a program to its end, {@code input} on its standard input. */
    public ToolRun run(List<String> command, byte[] input) throws IOException {
        Path in = Files.createTempFile("exec", ".in");
        Path out = Files.createTempFile("exec", ".out");
        Path err = Files.createTempFile("exec", ".err");
        try {
            Files.write(in, input);
            ProcessBuilder builder = builder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            int exitCode = await(builder.start(), command);
            return new ToolRun(command, exitCode, Files.readAllBytes(out), Files.readAllBytes(err));
        } finally {
            Files.delete(in);
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** A builder for the process, for callers that communicate with it while it runs. */
    public ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder;
    }

    private int await(Process process, List<String> command) throws IOException {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill(process);
            throw new IOException("interrupted while running " + command, e);
        }
        kill(process);
        throw new AssertionError("still running after " + timeout + ": " + String.join(" ", command));
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
