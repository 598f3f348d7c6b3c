package org.projectexporter.internal.exporting.run;

import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.PluginLoaders;
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
        /** These formats, and what else there is. */
        public static FormatPlugins with(Plugins<ArchiveFormat> formats, PluginLoaders where) {
            return new FormatPlugins(formats, findDeflateEngines(where), findSeals(where));
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

    /** The names of the sources, in their order. */
    List<String> sourceNames() {
        return sources.stream().map(SourceResolver::name).toList();
    }

    /**
     * The same with these sources alone, with which an export was begun.
     *
     * @throws ExportException if one is missing: without it the archive would be another one
     */
    ExportEnvironment withSources(List<String> names) throws ExportException {
        for (String name : names) {
            if (!sourceNames().contains(name)) {
                throw new ExportException(
                        Reason.UNKNOWN_PLUGIN,
                        "the export was begun with the source \"" + name + "\", which is not among those here ("
                                + String.join(", ", sourceNames()) + "); resume it with the plug-in that provides it");
            }
        }
        List<SourceResolver> same =
                sources.stream().filter(source -> names.contains(source.name())).toList();
        return new ExportEnvironment(plugins, same, checkpoints, resources, progress, cancellation);
    }

    /** The kind of seal that the core has, and those that are found. */
    public static Plugins<SealFormat> findSeals(PluginLoaders where) {
        return new Plugins<>(PluginKind.SEAL, List.of(new BagSeal()), where);
    }

    /** Finds the engines; Java's comes first. */
    public static Plugins<DeflateEngine> findDeflateEngines(PluginLoaders where) {
        return new Plugins<>(PluginKind.DEFLATE_ENGINE, List.of(DeflateEngine.jdk()), where);
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
