package org.projectexporter.internal.exporting.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.journal.Patch;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.spi.ArchiveOutput;

/**
 * The archive while it is written: blocks of bytes, which one thread puts into the volumes, another one digests, and a third makes
 * durable from time to time, while the writer fills the next.
 *
 * <p>Once a write or a sync has failed every call fails with that failure, nothing is made durable any more, and nothing vouched for;
 * nothing more is written, but for what was under way. The same where what an earlier run has written turns out to be something else
 * when it is read back.
 */
public final class VolumeOutput implements ArchiveOutput, Closeable {
    /** The suffixes .001 to .9999. */
    public static final int MOST_VOLUMES = 9_999;

    /** A step that needs all before it to be durable. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Notes in the journal what a checkpoint vouches for. */
    @FunctionalInterface
    public interface CheckpointStep {
        /** Takes the sums of the chunks that came or have changed since the last one. */
        void run(List<SumTable.Sum> sums) throws IOException;
    }

    /** Is told, and makes durable, what a checkpoint vouches for and is about to be written over. */
    @FunctionalInterface
    public interface PatchLog {
        void note(Patch patch) throws IOException;
    }

    /**
     * A place in the archive from which a later run can go on.
     *
     * @param position number of bytes before it
     * @param tail the last of them, which do not fill a page and may not be on disk yet
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Mark(long position, byte[] tail) {
        long pages() {
            return position - tail.length;
        }
    }

    /**
     * What an earlier run has written.
     *
     * @param mark how much of it counts
     * @param digests of the first volumes, as {@link #digestsKnown} told
     * @param sums of its chunks, the last one of what has filled pages; they are gone on with
     */
    public record Written(Mark mark, List<String> digests, SumTable sums) {}

    /**
     * The archive when it is whole and durable.
     *
     * @param files in the work folder, in order
     * @param sha256 of each, in hexadecimal
     */
    public record Finished(long bytes, List<Path> files, List<String> sha256) {}

    private final VolumeFiles files;
    private final ChunkSums sums;
    private final OutputBlocks blocks;
    private final PatchLog patches;
    private final DiskThread disk = new DiskThread();
    private final DigestThread digests;
    /** How much is written at most beyond a place while that place is made durable. */
    private final long aheadBytes;
    /** The place that is made durable, or was at last; the disk thread's. */
    private long syncingTo;
    /** What the last checkpoint vouches for, or will when it is noted. */
    private long vouchedTo;

    private OutputBlocks.Block block;
    private volatile long written;
    private boolean closed;

    private VolumeOutput(
            VolumeFiles files,
            ChunkSums sums,
            OutputSettings settings,
            Mark mark,
            List<String> digestsKnown,
            PatchLog patches,
            CancellationToken cancellation)
            throws IOException {
        this.files = files;
        this.sums = sums;
        this.patches = patches;
        this.blocks = new OutputBlocks(settings.blockBytes(), settings.blocks(), cancellation);
        this.aheadBytes = 3L * settings.blockBytes() * settings.blocks() / 2;
        this.vouchedTo = mark.position;
        this.written = mark.pages();
        this.block = blocks.take(written, files.endAfter(written));
        block.buffer.put(mark.tail);
        this.digests = new DigestThread(new VolumeDigests(files, sums, digestsKnown), disk, () -> written);
    }

    /**
     * Starts an archive, in volumes of {@code volumeBytes} if it gets larger.
     *
     * @param cancellation looked at while a write waits for a slow disk
     */
    public static VolumeOutput create(
            Path folder, long volumeBytes, OutputSettings settings, PatchLog patches, CancellationToken cancellation)
            throws IOException {
        VolumeFiles files = new VolumeFiles(folder, volumeBytes, settings.direct(), settings.steps());
        files.cutBack(0);
        Mark start = new Mark(0, new byte[0]);
        return new VolumeOutput(files, new ChunkSums(volumeBytes), settings, start, List.of(), patches, cancellation);
    }

    /**
     * Goes on with an archive from a mark; what stands behind it is cut off. What stands before it is read back first, and compared with
     * its sums: until then no more is taken than fits into the blocks.
     *
     * @throws org.projectexporter.ExportException if a volume is missing or too short
     */
    public static VolumeOutput resume(
            Path folder,
            long volumeBytes,
            OutputSettings settings,
            Written before,
            PatchLog patches,
            CancellationToken cancellation)
            throws IOException {
        VolumeFiles files = new VolumeFiles(folder, volumeBytes, settings.direct(), settings.steps());
        Mark mark = before.mark;
        files.requireHeld(mark.pages());
        files.cutBack(mark.pages());
        List<String> known = before.digests.subList(0, Math.min(before.digests.size(), files.numberAt(mark.position)));
        ChunkSums sums = new ChunkSums(volumeBytes, before.sums, mark.pages());
        return new VolumeOutput(files, sums, settings, mark, known, patches, cancellation);
    }

    /** The file in a work folder that holds a volume. */
    public static Path file(Path folder, int number) {
        return VolumeFiles.file(folder, number);
    }

    @Override
    public long position() {
        return block.end();
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        disk.throwFailure();
        while (data.hasRemaining()) {
            int n = Math.min(data.remaining(), block.buffer.remaining());
            block.buffer.put(data.slice(data.position(), n));
            data.position(data.position() + n);
            if (!block.buffer.hasRemaining()) {
                long end = block.end();
                submit(block);
                block = blocks.take(end, files.endAfter(end));
            }
        }
    }

    /** Sends a block's bytes, whole pages, to disk and digest. */
    private void submit(OutputBlocks.Block full) {
        long start = full.start();
        ByteBuffer bytes = full.buffer.flip();
        ByteBuffer toDigest = bytes.duplicate();
        full.share();
        disk.run(
                () -> {
                    long end = start + bytes.remaining();
                    if (end - syncingTo > aheadBytes || files.opensAnother(start)) {
                        disk.endSync();
                    }
                    sums.append(bytes.duplicate());
                    files.write(bytes, start);
                    written = end;
                },
                full);
        digests.pass(full, toDigest, start);
    }

    @Override
    public void patch(long position, ByteBuffer data) throws IOException {
        disk.throwFailure();
        if (position < 0 || position + data.remaining() > position()) {
            throw new IllegalArgumentException("cannot patch " + data.remaining() + " bytes at " + position + ": only "
                    + position() + " are written");
        }
        int before = (int) Math.max(0, Math.min(data.remaining(), block.start() - position));
        if (before > 0) {
            byte[] bytes = new byte[before];
            data.get(bytes);
            patchOnDisk(position, bytes, position < vouchedTo);
        }
        for (long at = position + before; data.hasRemaining(); at++) {
            block.buffer.put((int) (at - block.start()), data.get());
        }
    }

    private void patchOnDisk(long position, byte[] bytes, boolean vouched) {
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

    /** A mark at the current position; what stands before it is on its way to the disk, down to whole pages. */
    public Mark mark() throws IOException {
        disk.throwFailure();
        int inPage = (int) (position() % DirectFile.ALIGNMENT);
        int pages = block.buffer.position() - inPage;
        byte[] tail = new byte[inPage];
        block.buffer.get(pages, tail);
        if (pages > 0) {
            OutputBlocks.Block full = block;
            long start = full.start() + pages;
            full.buffer.position(pages);
            submit(full);
            block = blocks.take(start, files.endAfter(start));
            block.buffer.put(tail);
        }
        return new Mark(position(), tail);
    }

    /**
     * Runs {@code step}, on another thread, when all that was given to the disk so far is durable. Writing goes on meanwhile, for a disk
     * may take its time to say so; but only so far, lest a later run have much to do again.
     */
    public void whenDurable(Step step) {
        whenDurable(sums -> step.run(), false);
    }

    /** The same for a step that vouches for all that stands before a mark which was just made. */
    public void checkpoint(CheckpointStep step) {
        vouchedTo = position();
        whenDurable(step, true);
    }

    private void whenDurable(CheckpointStep step, boolean withSums) {
        disk.run(
                () -> {
                    disk.endSync();
                    syncingTo = written;
                    List<SumTable.Sum> changed = withSums ? sums.takeChanged() : List.of();
                    disk.beside(() -> {
                        files.sync();
                        step.run(changed);
                    });
                },
                null);
    }

    /** Digests of the first volumes, as far as they are known by now; from any thread. */
    public List<String> digestsKnown() {
        return digests.known();
    }

    /** Writes all that waits, makes it durable, and tells the digests. To be called once. */
    public Finished finish() throws IOException {
        disk.throwFailure();
        long bytes = position();
        OutputBlocks.Block last = block;
        ByteBuffer toDigest = last.buffer.duplicate().flip();
        disk.run(() -> finishOnDisk(last, bytes), null);
        disk.await();
        return new Finished(bytes, files.files(bytes), digests.finish(toDigest, last.start(), bytes));
    }

    private void finishOnDisk(OutputBlocks.Block last, long bytes) throws IOException {
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

    /** Lets what was given to the disk end, and closes the files. May be called twice. */
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
