package org.projectexporter.internal.run;

import java.time.Instant;
import java.util.List;

import org.projectexporter.ExportRequest;
import org.projectexporter.internal.engine.EngineSettings;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.CheckpointStore;
import org.projectexporter.spi.SourceResolver;

/**
 * What one export is made of.
 *
 * @param exportedAt the manifest's moment, to the second
 */
public record Setup(
        ExportRequest request,
        ArchiveFormat format,
        List<SourceResolver> sources,
        CheckpointStore checkpoints,
        EngineSettings settings,
        ProgressReporter progress,
        Instant exportedAt) {}
