package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.projectexporter.CancellationToken;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;

/** {@code project-export verify FILE [OPTION]...}. */
@Command(
        name = "verify",
        description = "Verify that an archive is unchanged since it was made: read every byte, check every entry.",
        customSynopsis = "project-export verify FILE [OPTION]...",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    /** How long a cancelled verification may take to end; there is nothing to clean up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** How long a cancelled deep verification may take to remove the files that it has unpacked. */
    private static final Duration PATIENCE_OF_DEEP = Duration.ofSeconds(60);

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the archive, or its first volume")
    Path archive = Path.of("");

    @Option(
            names = "--deep",
            description = "also prove that the repositories have every object that their refs, stashes, other reflogs"
                    + " and indexes need; needs git, and temporary space for the repositories without their LFS media")
    boolean deep;

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "with --deep: the folder in which the repositories are unpacked for a while"
                    + " (default: the folder for temporary files)")
    @Nullable
    Path scratch;

    @Mixin
    LimitFlags limits = new LimitFlags();

    @Mixin
    PluginFlags plugins = new PluginFlags();

    @Mixin
    CommonFlags common = new CommonFlags();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (!deep && (scratch != null || limits.areGiven())) {
            throw new IllegalArgumentException("--scratch and the limits belong to --deep; add it, or leave them out");
        }
        return new StoppableCall(console, common, deep ? PATIENCE_OF_DEEP : PATIENCE)
                .run(this::verify, this::print, "the archive was not verified");
    }

    private VerifyResult verify(ProgressView view, CancellationToken cancellation) throws IOException {
        RunSettings.Builder settings = RunSettings.builder().listener(view).cancellation(cancellation);
        if (scratch != null) {
            settings.scratch(scratch);
        }
        ProjectExporter exporter = plugins.exporter(console);
        return deep
                ? exporter.verifyDeep(archive, limits.limits(), settings.build())
                : exporter.verify(archive, settings.build());
    }

    private int print(VerifyResult result) {
        console.out().println(common.json ? VerifyText.json(result) : VerifyText.of(result));
        if (!result.problems().isEmpty()) {
            return ExitCode.NOT_VERIFIED;
        }
        return result.missing().isEmpty() ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }
}
