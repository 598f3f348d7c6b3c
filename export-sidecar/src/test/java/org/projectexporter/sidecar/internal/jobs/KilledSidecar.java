package org.projectexporter.sidecar.internal.jobs;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.SidecarOptions;

/** A process that runs the exports of a data folder, to be killed. */
final class KilledSidecar implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private KilledSidecar(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; its first line tells the id of an export of the project, which it has begun if it knew of none. */
    static KilledSidecar start(Path workspace, Path data, String project, ExportOptions options, long crawlFrom)
            throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                KilledSidecar.class.getName(),
                workspace.toString(),
                data.toString(),
                project,
                options.toJson(),
                Long.toString(crawlFrom));
        return new KilledSidecar(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that it prints: the id first, then each time something has happened, how many bytes are done. */
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the process has ended");
        }
        return line;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL. Returns when the process is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the process. */
    public static void main(String[] arguments) throws Exception {
        Path workspace = Path.of(arguments[0]);
        Studio studio =
                new Studio(workspace.getParent()).options(SidecarOptions.builder(workspace, Path.of(arguments[1])));
        studio.zip.crawlFrom(Long.parseLong(arguments[4]));
        ExportJobs jobs = studio.open();
        String project = arguments[2];
        String id = jobs.ofProject(project).isEmpty()
                ? jobs.start(project, ExportOptions.fromJson(arguments[3]), Priority.NORMAL, Optional.empty())
                        .id()
                : jobs.ofProject(project).get(0).id();
        System.out.println(id);
        studio.await(id, view -> {
            System.out.println(view.progress().bytesDone());
            return view.state().isFinal();
        });
        Thread.sleep(Long.MAX_VALUE);
    }
}
