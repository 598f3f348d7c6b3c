package org.projectexporter.git;

import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.ImportNote;
import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/** A configuration that comes from anyone, written anew from the allow list by which configurations are exported. */
final class ImportedConfig {
    private ImportedConfig() {}

    /**
     * Returns it without what could run or lead out, and reports what was taken.
     *
     * @throws ExportException if it is none
     */
    static byte[] clean(RawPath file, byte[] content, RestoreContext context) throws IOException {
        RewrittenConfig clean = rewritten(file, content);
        if (clean.change() != null) {
            context.report(ImportNote.Kind.CLEANED, file, clean.change());
        }
        return clean.bytes();
    }

    /** The same, without a report. */
    static RewrittenConfig rewritten(RawPath file, byte[] content) throws ExportException {
        RawPath folder = RelativePaths.parentOf(file);
        RawPath name = RelativePaths.first(folder);
        try {
            return RewrittenConfig.of(content, folder.relativeTo(name));
        } catch (SourceException e) {
            throw new ExportException(file + ": " + e.getMessage() + "; nothing was imported", e);
        }
    }
}
