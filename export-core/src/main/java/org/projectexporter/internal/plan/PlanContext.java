package org.projectexporter.internal.plan;

import java.nio.file.Path;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/** What sources are told. */
record PlanContext(
        Path projectFolder, RawPath name, ExportOptions options, IgnoredFolders ignored, CancellationToken cancellation)
        implements SourceContext {
    @Override
    public RawPath inArchive(RawPath path) {
        return name.resolve(path);
    }

    @Override
    public boolean isTakenByPattern(RawPath path) {
        return ignored.takes(path);
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }
}
