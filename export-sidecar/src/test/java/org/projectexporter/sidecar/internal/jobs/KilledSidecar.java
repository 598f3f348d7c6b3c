package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import org.projectexporter.ExportOptions;
import org.projectexporter.sidecar.JavaProcess;
import org.projectexporter.sidecar.SidecarOptions;

/** A process that runs the exports of a data folder, to be killed. */
final class KilledSidecar {
    private KilledSidecar() {}

    /**
     * Starts it. Its first line is the id of an export of the project, which it has begun if it knew of none; then, each
     * time something has happened, how many bytes are done.
     */
    static JavaProcess start(Path workspace, Path data, String project, ExportOptions options, long crawlFrom)
            throws IOException {
        return JavaProcess.start(KilledSidecar.class, workspace, data, project, options.toJson(), crawlFrom);
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
