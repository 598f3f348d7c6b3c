package org.projectexporter.spi;

import org.projectexporter.ImportNote;

/** The import that a restorer works for. */
public interface RestoreContext {
    /** Reports something that the user must know. */
    void report(ImportNote.Kind kind, RawPath path, String what);
}
