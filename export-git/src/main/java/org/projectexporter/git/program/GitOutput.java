package org.projectexporter.git.program;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.SingleBytes;

/**
 * The output of a pipeline of Git commands, read while they run. Reading ends early if the export is cancelled; closing
 * this terminates the commands.
 */
public final class GitOutput implements Closeable {
    /** Git's exit code after a message {@code fatal:}. */
    private static final int FATAL = 128;

    private static final int MESSAGE_BYTES = 4096;
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final List<Process> processes;
    private final List<Path> errors;
    private final InputStream in;

    private GitOutput(List<Process> processes, List<Path> errors, SourceContext context) {
        this.processes = processes;
        this.errors = errors;
        this.in = new BufferedInputStream(new Patient(last(processes), context), 1 << 16);
    }

    /** Starts a pipeline of commands; their standard error goes into the files {@code errors}. */
    static GitOutput of(List<ProcessBuilder> commands, List<Path> errors, SourceContext context) throws IOException {
        try {
            return new GitOutput(ProcessBuilder.startPipeline(commands), errors, context);
        } catch (IOException e) {
            throw new GitUnavailableException("git cannot be started: " + e.getMessage(), e);
        }
    }

    private static Process last(List<Process> processes) {
        return processes.get(processes.size() - 1);
    }

    /** The next line, decoded as ISO-8859-1, without its newline; null at the end. */
    @Nullable
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(100);
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads {@code count} bytes, and consumes the newline after them. */
    public byte[] block(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count || in.read() != '\n') {
            throw new GitUnavailableException("git stopped in the middle of an object");
        }
        return bytes;
    }

    /**
     * Waits for the end of the commands, whose output has been read.
     *
     * @throws GitFatalException if one of them reports that the repository is incomplete or damaged
     * @throws GitUnavailableException if one of them failed in any other way
     */
    public void requireSuccess() throws IOException {
        for (int i = 0; i < processes.size(); i++) {
            int exitCode = exitCode(processes.get(i));
            if (exitCode == FATAL) {
                List<String> lines = messages(errors.get(i));
                throw new GitFatalException(
                        lines.isEmpty() ? "fatal" : lines.get(lines.size() - 1), String.join("\n", lines));
            } else if (exitCode != 0) {
                throw new GitUnavailableException("git ended with exit code " + exitCode);
            }
        }
    }

    private static int exitCode(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitUnavailableException("interrupted while git was running", e);
        }
    }

    /** Waits for the end of the commands, and returns the lines of their standard error, at most {@code most}. */
    public List<String> errors(int most) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < processes.size(); i++) {
            exitCode(processes.get(i));
            try (BufferedReader text = Files.newBufferedReader(errors.get(i), StandardCharsets.ISO_8859_1)) {
                text.lines()
                        .filter(line -> line.startsWith("error: ") || line.startsWith("fatal: "))
                        .limit(most)
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    /** The lines of the standard error, the most important one last; without hints and warnings. */
    private static List<String> messages(Path errors) throws IOException {
        try (InputStream text = Files.newInputStream(errors)) {
            return new String(text.readNBytes(MESSAGE_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("fatal: ") || line.startsWith("error: "))
                    .toList();
        }
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroyForcibly();
        }
        for (Process process : processes) {
            await(process);
        }
    }

    /** Waits for the end of the process, so that it no longer writes into the folder that is about to be deleted. */
    private static void await(Process process) {
        boolean interrupted = false;
        while (true) {
            try {
                process.waitFor();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the output of a process, and checks for cancellation of the export while there is none. */
    private static final class Patient extends InputStream {
        private final Process process;
        private final InputStream in;
        private final SourceContext context;

        Patient(Process process, SourceContext context) {
            this.process = process;
            this.in = process.getInputStream();
            this.context = context;
        }

        @Override
        public int read() throws IOException {
            return SingleBytes.read(this);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            context.checkCancelled();
            for (long pause = 50_000; in.available() == 0 && process.isAlive(); pause *= 2) {
                LockSupport.parkNanos(Math.min(pause, LONGEST_PAUSE_NANOS));
                context.checkCancelled();
            }
            return in.read(target, offset, length);
        }
    }
}
