package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.projectexporter.ProjectExporter;
import org.projectexporter.ResumeSettings;

/** {@code project-export resume FILE}. */
@Command(
        name = "resume",
        description = "Go on with an export that was interrupted, with the options that it began with.",
        sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the -o of the interrupted export")
    Path target = Path.of("");

    @Option(names = "--threads", paramLabel = "N", description = "threads (default: one for each processor)")
    @Nullable
    Integer threads;

    @Option(names = "--memory-mb", paramLabel = "N", description = "memory for content on its way, in MiB (default 64)")
    @Nullable
    Integer memoryMb;

    @Mixin
    CommonFlags common = new CommonFlags();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        ResumeSettings defaults = ResumeSettings.defaults();
        ResumeSettings settings = new ResumeSettings(
                threads == null ? defaults.threads() : threads,
                memoryMb == null ? defaults.memoryBytes() : memoryMb * (1L << 20));
        return new StoppableRun(console, common, target)
                .run((view, cancellation) -> ProjectExporter.create().resume(target, settings, view, cancellation));
    }
}
