package org.projectexporter.internal.exporting.run;

import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;

/**
 * What exports are made of, whatever they export.
 *
 * @param checkpointBytes how far the archive grows between two checkpoints
 * @param workBytes memory for the work that a format's writer gives away
 */
public record ExportEnvironment(
        Plugins<ArchiveFormat> formats,
        List<SourceResolver> sources,
        CheckpointStore checkpoints,
        EngineSettings engine,
        OutputSettings output,
        long checkpointBytes,
        long workBytes,
        ProgressReporter progress,
        CancellationToken cancellation) {}
