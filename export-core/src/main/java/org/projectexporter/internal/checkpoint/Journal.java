package org.projectexporter.internal.checkpoint;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.time.DateTimeException;

import org.projectexporter.ExportException;
import org.projectexporter.spi.CheckpointStore;

/** What one export has noted: read when it is opened, then written. Later notes of a kind take the place of earlier ones. */
public final class Journal implements Closeable {
    private static final int PLANNED = 1;
    private static final int CHECKPOINT = 2;
    private static final int ADDENDUM = 3;
    private static final int COMMIT = 4;

    private final CheckpointStore.Log log;
    private boolean planned;
    private long planChecksum;
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
                    "the journal holds a record that says nothing sensible; discard this export, and start it anew", e);
        }
    }

    private void read(DataInput in) throws IOException {
        int tag = in.readUnsignedByte();
        switch (tag) {
            case PLANNED -> {
                planned = true;
                planChecksum = in.readLong();
            }
            case CHECKPOINT -> checkpoint = Codec.readCheckpoint(in);
            case ADDENDUM -> addendum = new Addendum(in.readLong(), in.readLong());
            case COMMIT -> commit = Codec.readCommit(in);
            default ->
                throw new ExportException("the journal holds a record of unknown kind " + tag
                        + "; discard this export, and start it anew");
        }
    }

    /** The plan is sealed and durable. */
    public void planned(long newPlanChecksum) throws IOException {
        log.append(Codec.bytes(PLANNED, out -> out.writeLong(newPlanChecksum)));
    }

    /** Whether an earlier run has sealed a plan. */
    public boolean isPlanned() {
        return planned;
    }

    /** Checksum of the plan that an earlier run has sealed. */
    public long planChecksum() {
        return planChecksum;
    }

    /** All that the checkpoint vouches for is durable. */
    public void checkpoint(Checkpoint newCheckpoint) throws IOException {
        log.append(Codec.bytes(CHECKPOINT, out -> Codec.write(newCheckpoint, out)));
    }

    /** The last checkpoint that an earlier run has noted. */
    public @Nullable Checkpoint lastCheckpoint() {
        return checkpoint;
    }

    /** The addendum is sealed and durable. */
    public void addendum(Addendum newAddendum) throws IOException {
        log.append(Codec.bytes(ADDENDUM, out -> {
            out.writeLong(newAddendum.vanished());
            out.writeLong(newAddendum.objects());
        }));
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
