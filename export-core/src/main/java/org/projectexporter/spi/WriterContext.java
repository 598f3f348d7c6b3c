package org.projectexporter.spi;

import java.io.IOException;

/** What an archive writer is told, and what it may ask for. */
public interface WriterContext {
    /** 0 (none) to 9 (smallest). */
    int compressionLevel();

    /**
     * A new spool in the work folder.
     *
     * @param name lower-case letters and hyphens, unique in the writer
     */
    Spool newSpool(String name) throws IOException;
}
