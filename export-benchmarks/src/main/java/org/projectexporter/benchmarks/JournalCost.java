package org.projectexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.exporting.run.ExportRun;
import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.PluginLoaders;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;

/**
 * One export with or without checkpoints, in a separate process, to measure what they cost. Everything else is as in
 * any export: request and plan are durable before the first byte, and the archive at the end.
 *
 * <pre>{@code
 * java -cp export-benchmarks.jar org.projectexporter.benchmarks.JournalCost with|without PROJECT FILE FORMAT
 * }</pre>
 */
public final class JournalCost {
    private static final long MEMORY_BYTES = 64L << 20;

    private JournalCost() {}

    /** Exports once. */
    public static void main(String[] arguments) throws IOException {
        boolean checkpoints = arguments[0].equals("with");
        ExportOptions options = ExportOptions.builder().format(arguments[3]).build();
        ExportRequest request = ExportRequest.builder(Path.of(arguments[1]), Path.of(arguments[2]))
                .options(options)
                .build();
        EngineSettings engine = EngineSettings.of(Runtime.getRuntime().availableProcessors(), MEMORY_BYTES);
        ExportEnvironment setup = new ExportEnvironment(
                new ExportEnvironment.FormatPlugins(
                        new Plugins<>(PluginKind.FORMAT, List.of(), PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findDeflateEngines(PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findSeals(PluginLoaders.CLASS_PATH)),
                new Plugins<>(PluginKind.SOURCE, List.of(), PluginLoaders.CLASS_PATH).all(),
                CheckpointStore.IN_WORK_FOLDER,
                new ExportEnvironment.Resources(
                        engine,
                        OutputSettings.of(engine.blockBytes(), MEMORY_BYTES),
                        checkpoints ? MEMORY_BYTES / 2 : Long.MAX_VALUE,
                        3L * MEMORY_BYTES),
                ProgressReporter.ofExport(event -> {}, System::nanoTime),
                new CancellationToken());
        new ExportRun(setup).start(request, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }
}
