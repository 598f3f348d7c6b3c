package org.projectexporter.it.faults;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.internal.exporting.journal.CheckpointStore;

/** A disk that counts its calls (writes, syncs, renames, appends to the journal), and fails at one of them. */
final class ScriptedDisk {
    static final String MESSAGE = "the disk fails as scripted";

    private final int failAt;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String fired = "";

    /** Fails at call number {@code failAt}, from 1; 0: never. */
    ScriptedDisk(int failAt) {
        this.failAt = failAt;
    }

    Breakable exporter() {
        return new Breakable((kind, position) -> count(kind + " at " + position), store());
    }

    int calls() {
        return calls.get();
    }

    /** The call that failed; empty if none has yet. */
    String fired() {
        return fired;
    }

    private void count(String what) throws IOException {
        if (calls.incrementAndGet() == failAt) {
            fired = what;
            throw new IOException(MESSAGE);
        }
    }

    private CheckpointStore store() {
        return (workFolder, exportId) -> scripted(CheckpointStore.IN_WORK_FOLDER.open(workFolder, exportId));
    }

    private CheckpointStore.Log scripted(CheckpointStore.Log log) {
        return new CheckpointStore.Log() {
            @Override
            public void replay(CheckpointStore.RecordReader reader) throws IOException {
                log.replay(reader);
            }

            @Override
            public void append(byte[] record) throws IOException {
                count("append");
                log.append(record);
            }

            @Override
            public void close() throws IOException {
                log.close();
            }
        };
    }
}
