package org.projectexporter.internal.exporting.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Stores an export's progress, so that it can resume from there: a log of records, each durable before the next step is
 * taken.
 */
@FunctionalInterface
public interface CheckpointStore {
    /** Keeps records in the file {@code journal} of the work folder. */
    CheckpointStore IN_WORK_FOLDER = (workFolder, exportId) -> FileLog.open(workFolder.resolve("journal"), exportId);

    /**
     * Opens the log of the export with this work folder, or creates one. The caller closes it.
     *
     * @param exportId 16 bytes that no other export has
     * @throws org.projectexporter.ExportException if there is a log that cannot be trusted: damaged, of another
     *     version, or of another export; the message names it and the reason
     */
    Log open(Path workFolder, byte[] exportId) throws IOException;

    /** The records of one export. Used by one thread at a time. */
    interface Log extends Closeable {
        /** Passes all durable records to {@code reader}, from the first to the last. */
        void replay(RecordReader reader) throws IOException;

        /** Appends a record; it is durable when this returns. After a failure nothing more may be appended. */
        void append(byte[] record) throws IOException;
    }

    /** Receives the records one by one. */
    @FunctionalInterface
    interface RecordReader {
        void read(byte[] record) throws IOException;
    }
}
