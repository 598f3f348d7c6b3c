package org.projectexporter.internal.exporting.run;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ArchiveFormat;

/**
 * The objects that one export uses from its beginning to its end.
 *
 * @param sameProject whether the project is taken for what was planned even if nothing in it looks like it
 */
record ExportContext(
        ExportEnvironment environment,
        StoredRequest request,
        ArchiveFormat format,
        Target target,
        WorkFolder work,
        boolean sameProject) {
    ProgressReporter progress() {
        return environment.progress();
    }

    CancellationToken cancellation() {
        return environment.cancellation();
    }

    OutputSettings output() {
        return environment.resources().output();
    }

    /** Threads and spools for a format's writer; the caller closes them. */
    Workers workers() {
        return new Workers(
                work,
                request.options().compressionLevel(),
                environment.resources().engine().readers(),
                environment.resources().workBytes());
    }
}
