package org.projectexporter.it.machine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.it.faults.Breakable;
import org.projectexporter.it.program.CommandLine;

/** Runs in its own JVM: exports or resumes, and has itself killed just before a step on the disk, by its number. */
final class StepKilledExport {
    private StepKilledExport() {}

    /**
     * The command line.
     *
     * @param step the number of the step, from 1; if there are fewer, the export ends
     * @param what the project and the format; empty to resume
     */
    static List<String> command(boolean sharing, int step, Path target, List<String> what) {
        List<String> command = new ArrayList<>(CommandLine.javaCommand());
        command.add("-Dorg.projectexporter.sharing=" + sharing);
        command.addAll(List.of(StepKilledExport.class.getName(), Integer.toString(step), target.toString()));
        command.addAll(what);
        return command;
    }

    public static void main(String[] args) throws IOException {
        int last = Integer.parseInt(args[0]);
        AtomicInteger steps = new AtomicInteger();
        Breakable exporter = new Breakable(
                (kind, position) -> {
                    if (steps.incrementAndGet() == last) {
                        die();
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        if (args.length == 2) {
            exporter.resume(Path.of(args[1]));
        } else {
            exporter.export(
                    Path.of(args[2]),
                    Path.of(args[1]),
                    ExportOptions.builder().format(args[3]).build());
        }
    }

    private static void die() throws IOException {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                .inheritIO()
                .start();
        while (true) {
            Thread.onSpinWait(); // until it arrives
        }
    }
}
