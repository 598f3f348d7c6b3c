package org.projectexporter.internal.exporting.engine;

import org.projectexporter.ExportOptions;
import org.projectexporter.spi.ArchiveFormat;

/**
 * How the entries of a plan are read.
 *
 * @param format the archive's format
 * @param opener opens the content of entries
 * @param options of the export
 * @param presence asked about entries that are gone
 * @param settings threads and memory
 * @param extents where content can be shared instead of written
 */
public record ReadingRules(
        ArchiveFormat format, ContentOpener opener, ExportOptions options, Presence presence, EngineSettings settings, ExtentOutput extents) {
    /** Decides what is compressed. */
    StorageChoice storage() {
        return new StorageChoice(options);
    }
}
