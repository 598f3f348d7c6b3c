package org.projectexporter.internal.reading.unpack;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.HeldNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/** The context of restorers whose tree is on a certain file system. */
record DiskContext(RestoreContext reports, Disk disk) implements RestoreContext {
    /** A context that passes reports on. */
    static RestoreContext of(FileSystemTraits traits, RestoreContext reports) {
        Disk disk = new Disk(
                traits.executableBits(),
                traits.symbolicLinks(),
                traits.names().equals(HeldNames.ALL),
                !traits.caseSensitive(),
                !traits.normalizationSensitive());
        return new DiskContext(reports, disk);
    }

    @Override
    public void report(ImportNote.Kind kind, RawPath path, String what) {
        reports.report(kind, path, what);
    }

    @Override
    public boolean relinks() {
        return reports.relinks();
    }

    @Override
    public void report(ImportResult.Relinked document) {
        reports.report(document);
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        reports.checkCancelled();
    }
}
