package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.SourceResolver;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.files.OpenFiles;
import org.projectexporter.spi.files.SealFormat;

/** The parts of an exporter that are common to all its exports. */
public record ExportEnvironment(
        FormatPlugins plugins,
        List<SourceResolver> sources,
        CheckpointStore checkpoints,
        Resources resources,
        ProgressReporter progress,
        CancellationToken cancellation) {
    /** The formats, the engines with which some of them compress, and the kinds of seals. */
    public record FormatPlugins(
            Plugins<ArchiveFormat> formats, Plugins<DeflateEngine> deflateEngines, Plugins<SealFormat> seals) {
        /** These formats, and what else is on the class path. */
        public static FormatPlugins with(Plugins<ArchiveFormat> formats, @Nullable ClassLoader loader) {
            return new FormatPlugins(formats, findDeflateEngines(loader), findSeals(loader));
        }
    }

    Plugins<ArchiveFormat> formats() {
        return plugins.formats;
    }

    Plugins<DeflateEngine> deflateEngines() {
        return plugins.deflateEngines;
    }

    Plugins<SealFormat> seals() {
        return plugins.seals;
    }

    /**
     * The kind of seal that the core has, and those on the class path.
     *
     * @param loader where they are looked for; null for the thread's context class loader
     */
    public static Plugins<SealFormat> findSeals(@Nullable ClassLoader loader) {
        return new Plugins<>("seal", SealFormat.class, SealFormat::name, List.of(new BagSeal()), loader);
    }

    /**
     * Finds the engines on the class path; Java's comes first.
     *
     * @param loader where they are looked for; null for the thread's context class loader
     */
    public static Plugins<DeflateEngine> findDeflateEngines(@Nullable ClassLoader loader) {
        return new Plugins<>(
                "deflate engine", DeflateEngine.class, DeflateEngine::name, List.of(DeflateEngine.jdk()), loader);
    }

    /**
     * Threads and memory. None of these changes the archive.
     *
     * @param checkpointBytes how far the archive grows between two checkpoints
     * @param workBytes bytes of memory for the work that a format's writer hands to other threads
     */
    public record Resources(EngineSettings engine, OutputSettings output, long checkpointBytes, long workBytes) {
        /** Each may have a file and some folders above it open. */
        private static final int FILES_PER_READER = 32;

        /** Shares out {@code memory} bytes and as many {@code threads}. */
        public static Resources of(int threads, long memory) {
            int readers = Math.min(threads, OpenFiles.share(FILES_PER_READER, 1, threads));
            EngineSettings engine = EngineSettings.of(readers, memory);
            return new Resources(engine, OutputSettings.of(engine.blockBytes(), memory), memory / 2, 3 * memory);
        }
    }
}
