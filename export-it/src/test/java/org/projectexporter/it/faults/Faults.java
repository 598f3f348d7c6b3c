package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.OutFolder;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;

/**
 * One export under {@code strace}, which makes a system call fail, or sends a signal during it.
 *
 * @see <a href="https://man7.org/linux/man-pages/man1/strace.1.html">strace(1)</a>, -e inject and -P
 */
final class Faults {
    private final Path project;
    private final Path out;
    private final Path target;
    private final Path log;
    private final OutFolder reference;

    /** Creates the project and, as the expected result, one undisturbed export. */
    Faults(Path temp, String name, int largeBytes) throws IOException {
        Tools.require("strace");
        project = CrashProject.make(temp.resolve("film"), largeBytes);
        out = Files.createDirectories(temp.toRealPath().resolve("out"));
        target = out.resolve(name);
        log = temp.resolve("strace.log");
        undisturbed().export(project, target, "--memory-mb", "1").ok();
        reference = OutFolder.of(out);
        OutFolder.clear(out);
    }

    Path project() {
        return project;
    }

    Path out() {
        return out;
    }

    Path target() {
        return target;
    }

    Path workFolder() {
        return out.resolve("." + target.getFileName() + ".export");
    }

    OutFolder reference() {
        return reference;
    }

    private CommandLine undisturbed() {
        return CommandLine.in(out).with("SOURCE_DATE_EPOCH", Long.toString(Breakable.EXPORTED_AT.getEpochSecond()));
    }

    /** Tracing is much faster if only traced calls stop; but then strace 6.1 sends no signals. */
    static List<String> strace(String fault, Path log) {
        List<String> strace = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
        if (!fault.contains(":signal=")) {
            strace.add("--seccomp-bpf");
        }
        return strace;
    }

    /**
     * Exports, with {@code fault} (such as {@code pwrite64:error=EIO:when=3}) in calls that concern one of {@code
     * files}.
     */
    ToolRun export(String fault, List<Path> files, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--memory-mb", "1"));
        options.addAll(List.of(more));
        return faulty(fault, files).export(project, target, options.toArray(String[]::new));
    }

    /** Resumes, with {@code fault} as in {@link #export}. */
    ToolRun resume(String fault, List<Path> files, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("resume", target.toString(), "--memory-mb", "1"));
        arguments.addAll(List.of(more));
        return faulty(fault, files).run(arguments.toArray(String[]::new));
    }

    private CommandLine faulty(String fault, List<Path> files) {
        List<String> strace = strace(fault, log);
        for (Path file : files) {
            strace.addAll(List.of("-P", file.toString()));
        }
        String calls = fault.substring(0, fault.indexOf(':'));
        strace.addAll(List.of("-e", "trace=" + calls, "-e", "inject=" + fault));
        return undisturbed().startedBy(strace.toArray(String[]::new));
    }

    /** The calls that strace has seen for the files. */
    String log() throws IOException {
        return Files.readString(log);
    }

    ToolRun resume() throws IOException {
        return undisturbed().run("resume", target.toString(), "--memory-mb", "1");
    }

    /** Resumes, and requires the bytes of the undisturbed export; afterwards there is nothing left to resume. */
    void resumeToTheSameBytes(String story) throws IOException {
        ToolRun run = resume();
        assertThat(run.exitCode()).as(story + ": " + run).isZero();
        reference.assertSameAs(out, story);
        assertThat(resume().ok().errors()).as(story).contains("nothing to do", "is finished");
        reference.assertSameAs(out, story);
    }

    /** Exports again if nothing was durable yet, else resumes. */
    void finish(String story) throws IOException {
        boolean named = Files.exists(target);
        if (!named && Files.notExists(workFolder().resolve("request"))) {
            undisturbed().export(project, target, "--memory-mb", "1").ok();
            reference.assertSameAs(out, story);
        } else {
            resumeToTheSameBytes(story);
        }
    }
}
