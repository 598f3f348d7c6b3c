package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.RunSettings;

/** {@code project-export resume FILE}. */
@Command(name = "resume", description = "Resume an interrupted export, with its original options.", sortOptions = false)
final class ResumeCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the value of -o of the interrupted export")
    Path target = Path.of("");

    @Option(
            names = "--on-unreadable",
            paramLabel = "fail|skip",
            description = "what this run does about files that cannot be read (default: as the export was begun)")
    @Nullable
    OnUnreadable onUnreadable;

    @Option(
            names = "--same-project",
            description = "resume even if nothing in the project's folder is as it was when the export was planned")
    boolean sameProject;

    @Mixin
    EngineFlags engine = new EngineFlags();

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    ResumeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        return new StoppableRun(console, common, target)
                .run((view, cancellation) -> plugins.exporter(console).resume(target, settings(view, cancellation)));
    }

    private RunSettings settings(ProgressView view, CancellationToken cancellation) {
        RunSettings.Builder settings =
                engine.settings(view, cancellation).toBuilder().sameProject(sameProject);
        if (onUnreadable != null) {
            settings.onUnreadable(onUnreadable);
        }
        return settings.build();
    }
}
