package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.VerifyProblem;

/** Verifies the archive of an export. */
final class VerifyStep {
    private final ProjectExporter exporter;
    private final ArchiveNames names;
    private final PrivatePaths paths;

    VerifyStep(ProjectExporter exporter, ArchiveNames names, PrivatePaths paths) {
        this.exporter = exporter;
        this.names = names;
        this.paths = paths;
    }

    /** Its problems, one line each; an archive that cannot be found or read is a problem too. */
    List<String> run(JobView job, Path folder, ProgressListener listener, CancellationToken token) throws IOException {
        Path archive = names.target(folder, job);
        try {
            return paths.clean(exporter.verify(archive, listener, token).problems().stream()
                    .map(VerifyProblem::toString)
                    .toList());
        } catch (ExportCancelledException e) {
            throw e;
        } catch (ExportException e) {
            return List.of(paths.clean(String.valueOf(e.getMessage())));
        }
    }
}
