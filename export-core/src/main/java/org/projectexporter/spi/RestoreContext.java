package org.projectexporter.spi;

import org.projectexporter.ImportNote;

/** What a restorer is told about an import, and whom it tells. */
public interface RestoreContext {
    /** Reports something that the user must know. */
    void report(ImportNote.Kind kind, RawPath path, String what);
}
