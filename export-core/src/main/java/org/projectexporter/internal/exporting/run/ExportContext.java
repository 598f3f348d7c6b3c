package org.projectexporter.internal.exporting.run;

import java.io.IOException;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.engine.UnreadableFiles;
import org.projectexporter.internal.exporting.exclude.CachePaths;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.output.Target;
import org.projectexporter.internal.exporting.output.WorkFolder;
import org.projectexporter.internal.layout.BagFormat;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ArchiveFormat;

/**
 * The objects that one export uses from its beginning to its end.
 *
 * @param choices of this run
 */
record ExportContext(
        ExportEnvironment environment,
        StoredRequest request,
        Codecs codecs,
        Target target,
        WorkFolder work,
        RunChoices choices) {
    ArchiveFormat format() {
        return codecs.format();
    }

    boolean isBag() {
        return format() instanceof BagFormat;
    }

    boolean sameProject() {
        return choices.sameProject();
    }

    UnreadableFiles unreadable() {
        return choices.unreadable();
    }

    ProgressReporter progress() {
        return environment.progress();
    }

    CancellationToken cancellation() {
        return environment.cancellation();
    }

    /** The options of this run: those of the request, unless the run that resumes the export was given others. */
    ExportOptions options() {
        return request.options().toBuilder().onUnreadable(unreadable().what()).build();
    }

    /** Which files of the archive are caches. */
    CachePaths caches() {
        return CachePaths.of(request.options(), request.name());
    }

    /** How the archive is written on this disk. */
    OutputSettings output() throws IOException {
        return environment.resources().output().on(work.fileSystem());
    }

    /** Threads and spools for a format's writer; the caller closes them. */
    Workers workers() {
        return new Workers(
                work,
                codecs,
                environment.resources().engine().readers(),
                environment.resources().workBytes());
    }
}
