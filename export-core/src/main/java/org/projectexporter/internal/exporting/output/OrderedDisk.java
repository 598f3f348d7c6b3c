package org.projectexporter.internal.exporting.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.internal.exporting.journal.Patch;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.spi.FileStat;

/**
 * The operations on the volumes on disk, in the order in which they are requested: one thread writes and patches,
 * another one digests what was written, and a third makes it durable from time to time while the first continues.
 *
 * <p>No call except {@link #finish} waits for the disk.
 */
final class OrderedDisk implements Closeable {
    private final VolumeFiles files;
    private final ChunkSums sums;
    private final VolumeOutput.PatchLog patches;
    private final DiskThread disk = new DiskThread();
    private final DigestThread digests;
    /** The maximum number of bytes written beyond a place while that place is made durable. */
    private final long aheadBytes;
    /** The place that is being made durable, or was last; used by the disk thread only. */
    private long syncingTo;

    private volatile long written;
    private boolean closed;

    /**
     * Begins to digest what an earlier run wrote.
     *
     * @param written number of bytes in the volumes, a multiple of the page size
     * @param aheadBytes the maximum number of bytes written beyond a place while that place is made durable
     */
    OrderedDisk(
            VolumeFiles files,
            ChunkSums sums,
            VolumeDigests digests,
            VolumeOutput.PatchLog patches,
            long written,
            long aheadBytes) {
        this.files = files;
        this.sums = sums;
        this.patches = patches;
        this.written = written;
        this.aheadBytes = aheadBytes;
        this.digests = new DigestThread(digests, disk, () -> this.written);
    }

    void throwFailure() throws IOException {
        disk.throwFailure();
    }

    /**
     * Writes a block's bytes, which are complete pages, and digests them; releases the block when both are done.
     *
     * @param shared whether they are in the volume already
     */
    void write(OutputBlocks.Block full, boolean shared) {
        long start = full.start();
        ByteBuffer bytes = full.buffer.flip();
        ByteBuffer toDigest = bytes.duplicate();
        full.share();
        disk.run(() -> write(bytes, start, shared), full);
        digests.pass(full, toDigest, start);
    }

    private void write(ByteBuffer bytes, long start, boolean shared) throws IOException {
        long end = start + bytes.remaining();
        if (end - syncingTo > aheadBytes || (!shared && files.opensAnother(start))) {
            disk.endSync();
        }
        sums.append(bytes.duplicate());
        if (!shared) {
            files.write(bytes, start);
        }
        written = end;
    }

    /**
     * Shares the content of a file with the volumes, after everything requested so far; waits for it.
     *
     * @return false if that is impossible
     */
    boolean share(Path file, FileStat stat, long position) throws IOException {
        AtomicBoolean shared = new AtomicBoolean();
        disk.run(
                () -> {
                    disk.endSync(); // it may open another volume
                    shared.set(files.share(file, stat, position));
                },
                null);
        disk.await();
        return shared.get();
    }

    /** Removes what was shared after everything that was written. */
    void unshare() {
        disk.run(
                () -> {
                    disk.endSync();
                    files.cutBack(written);
                },
                null);
    }

    /**
     * Overwrites bytes that were written before.
     *
     * @param vouched whether a checkpoint vouches for them; if so, they are logged first
     */
    void patch(long position, byte[] bytes, boolean vouched) {
        disk.run(
                () -> {
                    disk.endSync();
                    byte[] before = files.bytes(position, bytes.length);
                    if (vouched) {
                        patches.note(new Patch(position, before));
                    }
                    digests.whileStill(position, () -> {
                        files.patch(ByteBuffer.wrap(bytes), position);
                        sums.replace(position, before, bytes);
                    });
                },
                null);
    }

    /** Runs {@code step} on another thread when everything requested so far is durable. */
    void whenDurable(VolumeOutput.Step step) {
        syncThen(changed -> step.run(), false);
    }

    /** Likewise, for a step that receives the sums that have changed since the last such step. */
    void checkpoint(VolumeOutput.CheckpointStep step) {
        syncThen(step, true);
    }

    private void syncThen(VolumeOutput.CheckpointStep step, boolean withSums) {
        disk.run(
                () -> {
                    disk.endSync();
                    syncingTo = written;
                    List<SumTable.Sum> changed = withSums ? sums.takeChanged() : List.of();
                    disk.concurrently(() -> {
                        files.sync();
                        step.run(changed);
                    });
                },
                null);
    }

    /** Digests of the first volumes, as far as they are known now; callable from any thread. */
    List<String> digestsKnown() {
        return digests.known();
    }

    /** Writes the last bytes of the archive, makes everything durable, and waits for the digests. Called once. */
    VolumeOutput.Finished finish(OutputBlocks.Block last) throws IOException {
        disk.throwFailure();
        long bytes = last.end();
        ByteBuffer toDigest = last.buffer.duplicate().flip();
        disk.run(() -> writeLast(last, bytes), null);
        disk.await();
        return new VolumeOutput.Finished(bytes, files.files(bytes), digests.finish(toDigest, last.start(), bytes));
    }

    private void writeLast(OutputBlocks.Block last, long bytes) throws IOException {
        disk.endSync();
        int filled = last.buffer.position();
        if (filled > 0) {
            sums.append(last.buffer.duplicate().flip());
            ByteBuffer pages = last.buffer.clear();
            pages.position(filled);
            while (pages.position() % DirectFile.ALIGNMENT != 0) {
                pages.put((byte) 0);
            }
            files.write(pages.flip(), last.start());
        }
        files.cutBack(bytes);
        files.sync();
        written = bytes;
    }

    /** Waits until all requested operations are done, and closes the files. May be called twice. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        digests.stop(); // the disk may wait for it
        disk.close();
        digests.close();
        files.close();
    }
}
