package org.projectexporter.internal.exporting.engine;

import java.io.IOException;

import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.files.SealFormat;

/** Passes the entries among the events of a ledger to a seal, without the export's own metadata. */
record SealedEntries(SealFormat.Archived.Visitor visitor) implements LedgerLog.Listener {
    @Override
    public void event(LedgerLog.Event event) throws IOException {
        if (event instanceof LedgerLog.Entered entry && entry.role() != EntryRole.METADATA) {
            LedgerLog.Sealed sealed = entry.sealed();
            visitor.visit(new SealFormat.Entry(
                    entry.path(),
                    entry.type(),
                    entry.size(),
                    sealed == null ? null : sealed.mtime(),
                    sealed == null ? null : sealed.digest()));
        }
    }
}
