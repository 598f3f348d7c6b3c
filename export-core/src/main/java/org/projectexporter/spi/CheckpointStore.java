package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Where an export notes how far it has come, so that it can go on from there. A plug-in, found with ServiceLoader. */
public interface CheckpointStore {
    /** The lower-case name, as in {@code "file"}; unique. */
    String name();

    /** Starts a new journal for the export whose work folder is {@code workFolder}. The caller closes it. */
    Journal open(Path workFolder) throws IOException;

    /** The notes of one export. Used by one thread. */
    interface Journal extends Closeable {
        /**
         * Notes that an entry is about to begin: the output up to {@code outputBytes} is whole.
         *
         * @param entry number of the entry in the order of writing, from 0
         * @param outputBytes position of its first byte in the archive
         */
        void entryStarts(long entry, long outputBytes) throws IOException;
    }
}
