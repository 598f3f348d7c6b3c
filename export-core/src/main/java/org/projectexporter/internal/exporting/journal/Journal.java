package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.projectexporter.internal.wire.Encoder;
import org.projectexporter.internal.wire.Origin;
import org.projectexporter.internal.wire.WireReader;
import org.projectexporter.internal.wire.WireWriter;

/**
 * What one export has recorded: read when it is opened, then written. Later records of a kind replace earlier ones,
 * except for patches.
 */
public final class Journal implements Closeable {
    private static final int PLANNED = 1;
    private static final int CHECKPOINT = 2;
    private static final int ADDENDUM = 3;
    private static final int COMMIT = 4;
    private static final int PATCH = 5;

    private static final Origin RECORD =
            new Origin("a record of the journal", "the export cannot be resumed: discard it and start over");

    private final CheckpointStore.Log log;
    private final SumTable sums = new SumTable();
    private final List<Patch> patches = new ArrayList<>();
    private @Nullable Planned planned;
    private @Nullable Checkpoint checkpoint;
    private @Nullable Addendum addendum;
    private @Nullable Commit commit;

    private Journal(CheckpointStore.Log log) {
        this.log = log;
    }

    /** Reads the log of an export, and takes ownership of it. */
    public static Journal of(CheckpointStore.Log log) throws IOException {
        Journal journal = new Journal(log);
        try {
            log.replay(journal::read);
            return journal;
        } catch (IOException | RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** A third-party store need not have checksums. */
    private void read(byte[] record) throws IOException {
        WireReader in = new WireReader(record, RECORD);
        in.readChecked(this::readRecord);
        in.requireEnd();
    }

    /** Applies a record, and returns its kind. */
    private int readRecord(WireReader in) throws IOException {
        int kind = in.readByte();
        switch (kind) {
            case PLANNED -> planned = Planned.read(in);
            case CHECKPOINT -> take(Checkpoint.read(in));
            case ADDENDUM -> addendum = Addendum.read(in);
            case PATCH -> patches.add(Patch.read(in));
            case COMMIT -> commit = Commit.read(in);
            default -> throw in.corrupt("it is of the unknown kind " + kind);
        }
        return kind;
    }

    private <T> void append(int kind, T value, Encoder<T> encoder) throws IOException {
        WireWriter out = new WireWriter();
        out.writeByte(kind);
        encoder.write(out, value);
        log.append(out.toByteArray());
    }

    /** The checkpoint includes earlier patches. */
    private void take(Checkpoint newCheckpoint) {
        checkpoint = newCheckpoint;
        patches.clear();
        for (SumTable.Sum sum : newCheckpoint.sums()) {
            sums.set(sum.chunk(), sum.crc32c());
        }
    }

    /** The plan is sealed and durable. */
    public void planned(Planned newPlanned) throws IOException {
        append(PLANNED, newPlanned, Planned::write);
    }

    /** Present if an earlier run sealed a plan. */
    public @Nullable Planned planned() {
        return planned;
    }

    /** Everything that the checkpoint covers is durable. */
    public void checkpoint(Checkpoint newCheckpoint) throws IOException {
        append(CHECKPOINT, newCheckpoint, Checkpoint::write);
    }

    /** The last checkpoint that an earlier run recorded. */
    public @Nullable Checkpoint lastCheckpoint() {
        return checkpoint;
    }

    /** The sums of all chunks that earlier runs recorded; some may be of chunks after the last checkpoint. */
    public SumTable sums() {
        return sums;
    }

    /** Bytes that the last checkpoint covers are about to be overwritten. */
    public void patch(Patch patch) throws IOException {
        append(PATCH, patch, Patch::write);
    }

    /** What earlier runs overwrote since the last checkpoint, the last one first. */
    public List<Patch> patches() {
        List<Patch> backwards = new ArrayList<>(patches);
        Collections.reverse(backwards);
        return backwards;
    }

    /** The addendum is sealed and durable. */
    public void addendum(Addendum newAddendum) throws IOException {
        append(ADDENDUM, newAddendum, Addendum::write);
    }

    /** The last addendum that an earlier run recorded. */
    public @Nullable Addendum lastAddendum() {
        return addendum;
    }

    /** The archive and the files next to it are durable; only their names are missing. */
    public void commit(Commit newCommit) throws IOException {
        append(COMMIT, newCommit, Commit::write);
    }

    /** Present if an earlier run committed. */
    public @Nullable Commit lastCommit() {
        return commit;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
