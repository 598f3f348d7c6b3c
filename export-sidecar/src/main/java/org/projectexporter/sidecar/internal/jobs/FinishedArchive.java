package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ExportResult;
import org.projectexporter.ProjectExporter;
import org.projectexporter.sidecar.internal.jobs.JobView.Result;
import org.projectexporter.sidecar.internal.jobs.JobView.Volume;
import org.projectexporter.spi.NativeNames;

/** A finished archive, as reported to clients. */
final class FinishedArchive {
    private final ProjectExporter exporter;
    private final PrivatePaths paths;

    FinishedArchive(ProjectExporter exporter, PrivatePaths paths) {
        this.exporter = exporter;
        this.paths = paths;
    }

    /** From the result of the export, with the digests of the volumes. */
    Result of(ExportResult made) throws IOException {
        return new Result(
                volumes(exporter.describe(made.archive())),
                made.manifest(),
                made.report(),
                made.archiveBytes(),
                made.files(),
                made.bytes(),
                made.commits(),
                made.leftOutFiles(),
                made.lfsMediaOnceSaves(),
                made.classes(),
                paths.clean(made.warnings()),
                paths.clean(made.notes()),
                made.incomplete());
    }

    private static List<Volume> volumes(ArchiveDescription archive) throws IOException {
        List<Volume> volumes = new ArrayList<>();
        for (ArchiveDescription.Volume volume : archive.volumes()) {
            String sha256 = volume.sha256()
                    .orElseThrow(() -> new IOException(archive.checksums() + " does not list " + volume.file()));
            String name = NativeNames.nameOf(volume.file()).toString();
            volumes.add(new Volume(volume.file(), name, volume.bytes(), sha256));
        }
        return volumes;
    }
}
