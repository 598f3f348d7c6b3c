package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;

/** What one export has noted: read when it is opened, then written. Later notes of a kind take the place of earlier ones. */
public final class Journal implements Closeable {
    private static final int PLANNED = 1;
    private static final int CHECKPOINT = 2;
    private static final int ADDENDUM = 3;
    private static final int COMMIT = 4;
    private static final int PATCH = 5;

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

    /** Takes the log of an export, and reads it. */
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

    /** A store that is not ours need not have checksums. */
    private void read(byte[] record) throws IOException {
        try {
            read(Codec.input(record));
        } catch (EOFException
                | UTFDataFormatException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | DateTimeException
                | ArithmeticException e) {
            throw new ExportException(
                    Reason.NOT_RESUMABLE,
                    "the journal holds a record that says nothing sensible; discard this export, and start it again",
                    e);
        }
    }

    private void read(DataInput in) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case PLANNED -> planned = Codec.readPlanned(in);
            case CHECKPOINT -> take(Codec.readCheckpoint(in));
            case ADDENDUM -> addendum = Codec.readAddendum(in);
            case PATCH -> patches.add(Codec.readPatch(in));
            case COMMIT -> commit = Codec.readCommit(in);
            default ->
                throw new ExportException(
                        Reason.NOT_RESUMABLE,
                        "the journal holds a record of unknown kind " + tag
                                + "; discard this export, and start it again");
        }
    }

    /** What was patched before is a part of what it vouches for. */
    private void take(Checkpoint newCheckpoint) {
        checkpoint = newCheckpoint;
        patches.clear();
        for (SumTable.Sum sum : newCheckpoint.sums()) {
            sums.set(sum.chunk(), sum.crc32c());
        }
    }

    /** The plan is sealed and durable. */
    public void planned(Planned newPlanned) throws IOException {
        log.append(Codec.bytes(PLANNED, out -> Codec.write(newPlanned, out)));
    }

    /** Set if an earlier run has sealed a plan. */
    public @Nullable Planned planned() {
        return planned;
    }

    /** All that the checkpoint vouches for is durable. */
    public void checkpoint(Checkpoint newCheckpoint) throws IOException {
        log.append(Codec.bytes(CHECKPOINT, out -> Codec.write(newCheckpoint, out)));
    }

    /** The last checkpoint that an earlier run has noted. */
    public @Nullable Checkpoint lastCheckpoint() {
        return checkpoint;
    }

    /** The sums of all chunks that earlier runs have noted, of which some may be of chunks behind the last checkpoint. */
    public SumTable sums() {
        return sums;
    }

    /** What the last checkpoint vouches for is about to be written over. */
    public void patch(Patch patch) throws IOException {
        log.append(Codec.bytes(PATCH, out -> Codec.write(patch, out)));
    }

    /** What earlier runs have written over since the last checkpoint, the last one first. */
    public List<Patch> patches() {
        List<Patch> backwards = new ArrayList<>(patches);
        Collections.reverse(backwards);
        return backwards;
    }

    /** The addendum is sealed and durable. */
    public void addendum(Addendum newAddendum) throws IOException {
        log.append(Codec.bytes(ADDENDUM, out -> Codec.write(newAddendum, out)));
    }

    /** The last addendum that an earlier run has noted. */
    public @Nullable Addendum lastAddendum() {
        return addendum;
    }

    /** The archive and all beside it are durable; only names are to be given. */
    public void commit(Commit newCommit) throws IOException {
        log.append(Codec.bytes(COMMIT, out -> Codec.write(newCommit, out)));
    }

    /** Set if an earlier run has committed. */
    public @Nullable Commit lastCommit() {
        return commit;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
