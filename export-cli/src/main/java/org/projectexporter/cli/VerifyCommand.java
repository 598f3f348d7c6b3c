package org.projectexporter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ProjectExporter;
import org.projectexporter.VerifyResult;

/** {@code project-export verify FILE}. */
@Command(
        name = "verify",
        description = "Prove that an archive is as it was when it was made: read every byte, check every entry.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    /** How long a cancelled verification may take to end; it has nothing to clean up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the archive, or its first volume")
    Path archive = Path.of("");

    @Mixin
    CommonFlags common = new CommonFlags();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        CancellationToken cancellation = new CancellationToken();
        try (StopSignals signals = new StopSignals(cancellation, PATIENCE, Runtime.getRuntime()::halt)) {
            signals.listen();
            return run(cancellation, signals);
        }
    }

    private int run(CancellationToken cancellation, StopSignals signals) throws IOException {
        try {
            VerifyResult result = verify(cancellation);
            console.out().println(common.json ? VerifyText.json(result) : VerifyText.of(result));
            return result.ok() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
        } catch (ExportCancelledException e) {
            console.message("stopped; nothing is known of the archive");
            return signals.exitCode();
        }
    }

    private VerifyResult verify(CancellationToken cancellation) throws IOException {
        try (ProgressView view = ProgressView.open(common.progress, console)) {
            return ProjectExporter.create().verify(archive, view, cancellation);
        }
    }
}
