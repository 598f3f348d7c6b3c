package org.projectexporter.internal.exporting.engine;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * How the entries of a plan are read.
 *
 * @param format the archive's format
 * @param deflate the engine that the format compresses with; Java's if it has another compression
 * @param opener opens the content of entries
 * @param options of the export
 * @param presence asked about entries that are gone
 * @param settings threads and memory
 */
public record ReadingRules(
        ArchiveFormat format,
        DeflateEngine deflate,
        ContentOpener opener,
        ExportOptions options,
        Presence presence,
        EngineSettings settings) {
    /** Decides what is compressed. */
    StorageChoice storage() {
        return new StorageChoice(options, deflate);
    }
}
