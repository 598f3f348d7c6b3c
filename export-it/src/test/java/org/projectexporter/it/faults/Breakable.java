package org.projectexporter.it.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.exporting.run.ExportRun;
import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.PluginLoaders;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * An exporter with all real formats and sources, on a disk that a test can break. It uses 1 MiB of memory: blocks of 64
 * KiB and a checkpoint every 512 KiB, so that there are many points of interruption.
 */
public final class Breakable {
    public static final Instant EXPORTED_AT = Instant.parse("2025-01-15T10:00:00Z");

    private static final long MEMORY_BYTES = 1 << 20;

    private final DiskSteps steps;
    private final CheckpointStore store;

    public Breakable(DiskSteps steps, CheckpointStore store) {
        this.steps = steps;
        this.store = store;
    }

    /** Volumes of 1 MiB if {@code split}. */
    static ExportOptions options(String format, boolean split) {
        return options(format, split, DeflateEngine.JDK);
    }

    static ExportOptions options(String format, boolean split, String deflate) {
        ExportOptions.Builder options = ExportOptions.builder().format(format).deflate(deflate);
        return (split ? options.splitSizeMb(1) : options).build();
    }

    public ExportResult export(Path project, Path target, ExportOptions options) throws IOException {
        ExportRequest request = ExportRequest.builder(project, target)
                .options(options)
                .exportedAt(EXPORTED_AT)
                .build();
        return export(request);
    }

    public ExportResult export(ExportRequest request) throws IOException {
        return new ExportRun(setup(event -> {}, new CancellationToken())).start(request, EXPORTED_AT);
    }

    public Optional<ExportResult> resume(Path target) throws IOException {
        return resume(target, event -> {});
    }

    public Optional<ExportResult> resume(Path target, ProgressListener listener) throws IOException {
        return new ExportRun(setup(listener, new CancellationToken())).resume(target, false);
    }

    private ExportEnvironment setup(ProgressListener listener, CancellationToken cancellation) {
        EngineSettings engine = EngineSettings.of(2, MEMORY_BYTES);
        OutputSettings plain = OutputSettings.of(engine.blockBytes(), MEMORY_BYTES);
        OutputSettings output =
                new OutputSettings(plain.blockBytes(), plain.blocks(), plain.direct(), plain.shares(), steps);
        return new ExportEnvironment(
                new ExportEnvironment.FormatPlugins(
                        new Plugins<>(PluginKind.FORMAT, List.of(), PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findDeflateEngines(PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findSeals(PluginLoaders.CLASS_PATH)),
                new Plugins<>(PluginKind.SOURCE, List.of(), PluginLoaders.CLASS_PATH).all(),
                store,
                new ExportEnvironment.Resources(engine, output, MEMORY_BYTES / 2, 3L * MEMORY_BYTES),
                ProgressReporter.ofExport(listener, System::nanoTime),
                cancellation);
    }
}
