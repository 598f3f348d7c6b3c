package org.projectexporter.internal.exporting.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where an export notes how far it has come, so that it can go on from there: a log of records, each durable before the next step
 * is taken. A plug-in, found with ServiceLoader.
 */
public interface CheckpointStore {
    /** The lower-case name, as in {@code "file"}; unique. */
    String name();

    /**
     * Opens the log of the export whose work folder this is, and makes one if there is none. The caller closes it.
     *
     * @param exportId 16 bytes that no other export has
     * @throws org.projectexporter.ExportException if there is a log that cannot be trusted: damaged, of another version, or of
     *     another export; the message says so, and names it
     */
    Log open(Path workFolder, byte[] exportId) throws IOException;

    /** The notes of one export. Used by one thread at a time. */
    interface Log extends Closeable {
        /** Hands all records that are durable, from the first to the last, to {@code reader}. */
        void replay(RecordReader reader) throws IOException;

        /** Appends a record; it is durable when this returns. After a failure nothing may be appended any more. */
        void append(byte[] record) throws IOException;
    }

    /** Takes one record after the other. */
    @FunctionalInterface
    interface RecordReader {
        void read(byte[] record) throws IOException;
    }
}
