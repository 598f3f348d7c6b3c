package org.projectexporter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.projectexporter.ProjectExporter;

/** {@code project-export discard FILE}. */
@Command(name = "discard", description = "Remove the files of an interrupted export.", sortOptions = false)
final class DiscardCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the value of -o of the interrupted export")
    Path target = Path.of("");

    @Mixin
    CommonFlags common = new CommonFlags();

    DiscardCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean discarded = ProjectExporter.create().discard(target);
        if (common.json) {
            console.out().println("{\"discarded\":" + discarded + "}");
        } else {
            String file = VisibleText.oneLine(PathText.of(target));
            console.out()
                    .println(
                            discarded
                                    ? "discarded the interrupted export to " + file
                                    : "there is no interrupted export to " + file);
        }
        return ExitCode.DONE;
    }
}
