package org.projectexporter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;

/** Runs a new or resumed export with progress and prints its result; Ctrl-C and similar signals stop it. */
final class StoppableRun {
    /** How long a cancelled export may take to end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Console console;
    private final CommonFlags common;
    private final Path target;

    StoppableRun(Console console, CommonFlags common, Path target) {
        this.console = console;
        this.common = common;
        this.target = target;
    }

    /** Runs it and returns the exit code. */
    int run(StoppableCall.Task<ExportResult> task) throws IOException {
        try {
            return new StoppableCall(console, common, PATIENCE).run(task, this::ended, resumeHint());
        } catch (ExportStoppedException e) {
            console.message(resumable(e));
            return ExitCode.STOPPED;
        }
    }

    private String resumable(ExportStoppedException e) {
        return e.reason() == Reason.SOURCE_UNREADABLE && e.option().isPresent()
                ? e.summary() + ": " + command("resume") + "; to leave it out: " + command("resume")
                        + " --on-unreadable skip"
                : (e.reason() == Reason.SOURCE_UNREADABLE ? e.summary() : FlagHint.message(e, "resume")) + ": "
                        + command("resume");
    }

    private int ended(ExportResult result) {
        if (result.finishedBefore()) {
            console.message("nothing to do: " + VisibleText.oneLine(PathText.of(target)) + " is finished");
            return ExitCode.DONE;
        }
        print(result);
        return result.incomplete() ? ExitCode.INCOMPLETE : ExitCode.DONE;
    }

    private void print(ExportResult result) {
        String text = common.json
                ? ResultJson.of(result)
                : ResultText.of(result, Path.of("").toAbsolutePath());
        console.out().println(text);
    }

    private String resumeHint() {
        return "to resume: " + command("resume") + "; to remove what was written: " + command("discard");
    }

    private String command(String name) {
        return "project-export " + name + " " + ShellQuote.of(PathText.of(target));
    }
}
