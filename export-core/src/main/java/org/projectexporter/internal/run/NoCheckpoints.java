package org.projectexporter.internal.run;

import java.nio.file.Path;

import org.projectexporter.spi.CheckpointStore;

/** A checkpoint store that notes nothing: an export that is stopped starts anew. */
public final class NoCheckpoints implements CheckpointStore {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public Journal open(Path workFolder) {
        return new Journal() {
            @Override
            public void entryStarts(long entry, long outputBytes) {}

            @Override
            public void close() {}
        };
    }
}
