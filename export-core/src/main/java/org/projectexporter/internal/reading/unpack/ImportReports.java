package org.projectexporter.internal.reading.unpack;

import java.util.ArrayList;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/** What restorers report during an import. */
final class ImportReports implements RestoreContext {
    private final ImportRequest request;
    private final CancellationToken cancellation;
    private final List<ImportNote> notes;
    private final List<ImportResult.Relinked> relinked = new ArrayList<>();

    /** Adds to {@code notes}. */
    ImportReports(ImportRequest request, CancellationToken cancellation, List<ImportNote> notes) {
        this.request = request;
        this.cancellation = cancellation;
        this.notes = notes;
    }

    @Override
    public void report(ImportNote.Kind kind, RawPath path, String what) {
        notes.add(new ImportNote(kind, path.toString(), what));
    }

    @Override
    public boolean relinks() {
        return request.relink();
    }

    @Override
    public void report(ImportResult.Relinked document) {
        relinked.add(document);
    }

    @Override
    public void checkCancelled() throws ExportCancelledException {
        cancellation.throwIfCancelled();
    }

    /** All documents that were reported. */
    List<ImportResult.Relinked> relinked() {
        return relinked;
    }
}
