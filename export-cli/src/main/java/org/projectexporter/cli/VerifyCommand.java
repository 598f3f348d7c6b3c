package org.projectexporter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.projectexporter.ProjectExporter;
import org.projectexporter.VerifyResult;

/** {@code project-export verify FILE}. */
@Command(
        name = "verify",
        description = "Verify that an archive is unchanged since it was made: read every byte, check every entry.",
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {
    /** How long a cancelled verification may take to end; there is nothing to clean up. */
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
        return new StoppableCall(console, common, PATIENCE)
                .run(
                        (view, cancellation) -> ProjectExporter.create().verify(archive, view, cancellation),
                        this::print,
                        "the archive was not verified");
    }

    private int print(VerifyResult result) {
        console.out().println(common.json ? VerifyText.json(result) : VerifyText.of(result));
        return result.ok() ? ExitCode.DONE : ExitCode.NOT_VERIFIED;
    }
}
