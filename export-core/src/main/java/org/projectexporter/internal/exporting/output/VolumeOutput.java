package org.projectexporter.internal.exporting.output;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.exporting.journal.Patch;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.FileStat;

/**
 * The archive while it is written: the writer's bytes are collected in blocks, which {@link OrderedDisk} puts into the
 * volumes while the writer fills the next.
 *
 * <p>Once a write or a sync has failed, every call fails with that failure, and nothing more is made durable, vouched
 * for or written, except for operations that were already running. The same applies if what an earlier run wrote turns
 * out to be different when it is read back. Used by one thread, except for {@link #digestsKnown}.
 */
public final class VolumeOutput implements ArchiveOutput, Closeable {
    /** The suffixes .001 to .9999. */
    public static final int MOST_VOLUMES = 9_999;

    private static final byte[] NOTHING = {};

    /** A step that requires everything before it to be durable. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /** Records in the journal what a checkpoint vouches for. */
    @FunctionalInterface
    public interface CheckpointStep {
        /** Receives the sums of the chunks that were added or changed since the last call. */
        void run(List<SumTable.Sum> sums) throws IOException;
    }

    /** Makes durable the bytes that a checkpoint vouches for and that are about to be overwritten. */
    @FunctionalInterface
    public interface PatchLog {
        void note(Patch patch) throws IOException;
    }

    /**
     * A place in the archive at which a later run can resume.
     *
     * @param position number of bytes before it
     * @param tail the last of them, which do not fill a page and may not be on disk yet
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Mark(long position, byte[] tail) {
        long pages() {
            return position - tail.length;
        }
    }

    /**
     * What an earlier run wrote.
     *
     * @param mark how much of it is valid
     * @param digests of the first volumes, as {@link #digestsKnown} reported
     * @param sums the sums of its chunks, the last one up to the last full page; further sums are added to it
     */
    public record Written(Mark mark, List<String> digests, SumTable sums) {}

    /**
     * The archive once it is complete and durable.
     *
     * @param files in the work folder, in order
     * @param sha256 of each, in hexadecimal
     */
    public record Finished(long bytes, List<Path> files, List<String> sha256) {}

    private final VolumeFiles files;
    private final OutputBlocks blocks;
    private final OrderedDisk disk;
    /** What the last checkpoint vouches for, or will vouch for once it is recorded. */
    private long vouchedTo;

    private OutputBlocks.Block block;
    /** Whether a part of the block was overwritten. */
    private boolean patched;
    /** Where the content is that was shared last, and is in the volumes before it is written. */
    private long sharedFrom;

    private long sharedTo;

    private VolumeOutput(
            VolumeFiles files,
            ChunkSums sums,
            OutputSettings settings,
            Written before,
            PatchLog patches,
            CancellationToken cancellation)
            throws IOException {
        this.files = files;
        this.blocks = new OutputBlocks(settings.blockBytes(), settings.blocks(), cancellation);
        this.vouchedTo = before.mark.position;
        this.block = take(before.mark.pages(), before.mark.tail);
        long aheadBytes = 3L * settings.blockBytes() * settings.blocks() / 2;
        VolumeDigests digests = new VolumeDigests(files, sums, before.digests);
        this.disk = new OrderedDisk(files, sums, digests, patches, before.mark.pages(), aheadBytes);
    }

    private OutputBlocks.Block take(long start, byte[] content) throws IOException {
        OutputBlocks.Block taken = blocks.take(start, files.endAfter(start));
        taken.buffer.put(content);
        return taken;
    }

    /**
     * Starts an archive, in volumes of {@code volumeBytes} if it gets larger.
     *
     * @param cancellation checked while a write waits for a slow disk
     */
    public static VolumeOutput create(
            Path folder, long volumeBytes, OutputSettings settings, PatchLog patches, CancellationToken cancellation)
            throws IOException {
        VolumeFiles files = new VolumeFiles(folder, volumeBytes, settings.direct(), settings.steps());
        files.cutBack(0);
        Written nothing = new Written(new Mark(0, NOTHING), List.of(), new SumTable());
        return new VolumeOutput(files, new ChunkSums(volumeBytes), settings, nothing, patches, cancellation);
    }

    /**
     * Resumes an archive at a mark; everything after it is cut off. Everything before it is first read back and
     * compared with its sums; until then no more is accepted than fits into the blocks.
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
        return new VolumeOutput(files, sums, settings, new Written(mark, known, before.sums), patches, cancellation);
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
            long edge = nextEdge();
            int n = (int) Math.min(Math.min(data.remaining(), block.buffer.remaining()), edge - position());
            block.buffer.put(data.slice(data.position(), n));
            data.position(data.position() + n);
            if (!block.buffer.hasRemaining() || position() == edge) {
                writePages();
            }
        }
    }

    /** The next place where shared content begins or ends. */
    private long nextEdge() {
        long at = position();
        return at < sharedFrom ? sharedFrom : at < sharedTo ? sharedTo : Long.MAX_VALUE;
    }

    /** Writes the block, rounded down to complete pages; returns the rest, which the next block begins with. */
    private byte[] writePages() throws IOException {
        int inPage = (int) (position() % DirectFile.ALIGNMENT);
        int pages = block.buffer.position() - inPage;
        byte[] rest = inPage == 0 ? NOTHING : new byte[inPage];
        block.buffer.get(pages, rest);
        if (pages > 0) {
            long start = block.start() + pages;
            block.buffer.position(pages);
            disk.write(block, block.start() >= sharedFrom && start <= sharedTo && !patched);
            block = take(start, rest);
            patched = false;
        }
        return rest;
    }

    /**
     * Puts the content of a file into the volumes by sharing it. It has to be written as well, from {@code position}
     * on, which then takes no space.
     *
     * @param stat of the file, which the caller has open
     * @param position at or after the current one, a multiple of the page size
     * @return false if that is impossible
     */
    public boolean share(Path file, FileStat stat, long position) throws IOException {
        disk.throwFailure();
        if (position < position() || position % DirectFile.ALIGNMENT != 0 || sharedTo > position()) {
            throw new IllegalArgumentException("cannot share at " + position + ", after " + position());
        }
        if (!disk.share(file, stat, position)) {
            disk.unshare();
            return false;
        }
        sharedFrom = position;
        sharedTo = position + stat.size();
        if (position == position()) {
            writePages();
        }
        return true;
    }

    /** Removes the content that was shared last, if none of it was written. */
    public void unshare() throws IOException {
        disk.throwFailure();
        sharedFrom = 0;
        sharedTo = 0;
        disk.unshare();
    }

    /** Reads the content that was shared last, through the page cache; the caller closes it. */
    public SeekableByteChannel readShared() {
        return new VolumeRange(files, sharedFrom, sharedTo - sharedFrom);
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
            disk.patch(position, bytes, position < vouchedTo);
        }
        for (long at = position + before; data.hasRemaining(); at++) {
            block.buffer.put((int) (at - block.start()), data.get());
            patched = true;
        }
    }

    /**
     * A mark at the current position; everything before it is being written to the disk, rounded down to complete
     * pages.
     */
    public Mark mark() throws IOException {
        disk.throwFailure();
        byte[] tail = writePages();
        return new Mark(position(), tail);
    }

    /**
     * Runs {@code step} on another thread when everything written so far is durable. Writing continues meanwhile, since
     * a sync may take long; but only up to a limit, so that a later run need not repeat much.
     */
    public void whenDurable(Step step) {
        disk.whenDurable(step);
    }

    /** Likewise, for a step that vouches for everything before a mark that was just made. */
    public void checkpoint(CheckpointStep step) {
        vouchedTo = position();
        disk.checkpoint(step);
    }

    /** Digests of the first volumes, as far as they are known now; callable from any thread. */
    public List<String> digestsKnown() {
        return disk.digestsKnown();
    }

    /** Writes everything that is waiting, makes it durable, and returns the digests. Called once. */
    public Finished finish() throws IOException {
        return disk.finish(block);
    }

    /** Waits until all disk operations are done, and closes the files. May be called twice. */
    @Override
    public void close() throws IOException {
        disk.close();
    }
}
