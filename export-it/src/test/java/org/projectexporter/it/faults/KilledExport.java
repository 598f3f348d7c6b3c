package org.projectexporter.it.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;

/**
 * Runs in its own JVM: exports or resumes, and has itself killed by {@code kill -9} just before the block with the byte
 * at an offset of the archive is written, or before the first block if an earlier run has already written that byte.
 */
final class KilledExport {
    /**
     * What to run.
     *
     * @param project null to resume
     * @param offset of the byte at which it dies
     */
    record Task(Path project, Path target, ExportOptions options, long offset) {}

    private static final long BLOCK_BYTES = 1 << 16;

    private KilledExport() {}

    /** The class and its arguments. */
    static List<String> command(Task task) {
        List<String> command = new ArrayList<>(List.of(KilledExport.class.getName(), Long.toString(task.offset)));
        command.add(task.target.toString());
        if (task.project != null) {
            command.addAll(List.of(task.project.toString(), task.options.toJson()));
        }
        return command;
    }

    public static void main(String[] args) throws IOException {
        long offset = Long.parseLong(args[0]);
        Path target = Path.of(args[1]);
        Breakable exporter = new Breakable(
                (kind, position) -> {
                    if (kind == DiskSteps.Kind.WRITE && position + BLOCK_BYTES > offset) {
                        die();
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        if (args.length == 2) {
            exporter.resume(target);
        } else {
            exporter.export(Path.of(args[2]), target, ExportOptions.fromJson(args[3]));
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
