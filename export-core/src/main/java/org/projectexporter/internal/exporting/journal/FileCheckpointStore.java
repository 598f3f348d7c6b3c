package org.projectexporter.internal.exporting.journal;

import java.io.IOException;
import java.nio.file.Path;

/** Keeps records in the file {@code journal} of the work folder. */
public final class FileCheckpointStore implements CheckpointStore {
    /** For {@link java.util.ServiceLoader}. */
    public FileCheckpointStore() {}

    @Override
    public String name() {
        return "file";
    }

    @Override
    public Log open(Path workFolder, byte[] exportId) throws IOException {
        return FileLog.open(workFolder.resolve("journal"), exportId);
    }
}
