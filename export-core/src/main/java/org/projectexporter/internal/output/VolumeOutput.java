package org.projectexporter.internal.output;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.thread.DaemonThreads;
import org.projectexporter.internal.thread.Waiting;
import org.projectexporter.spi.ArchiveOutput;

/**
 * The archive while it is written: blocks of bytes, which one thread puts into the volumes, another one digests, and a third makes
 * durable from time to time, while the writer fills the next.
 *
 * <p>Once a write or a sync has failed every call fails with that failure, nothing is made durable any more, and nothing vouched for;
 * nothing more is written, but for what was under way. What a failed fsync has lost cannot be known, so it is never retried.
 */
public final class VolumeOutput implements ArchiveOutput, Closeable {
    /** The suffixes .001 to .9999. */
    public static final int MOST_VOLUMES = 9_999;

    /** A step that needs all before it to be durable. */
    @FunctionalInterface
    public interface Step {
        void run() throws IOException;
    }

    /**
     * A place in the archive from which a later run can go on.
     *
     * @param position number of bytes before it
     * @param tail the last of them, which do not fill a page and may not be on disk yet
     */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Mark(long position, byte[] tail) {}

    /**
     * The archive when it is whole and durable.
     *
     * @param files in the work folder, in order
     * @param sha256 of each, in hexadecimal
     */
    public record Finished(long bytes, List<Path> files, List<String> sha256) {}

    private final VolumeFiles files;
    private final OutputBlocks blocks;
    private final VolumeDigests digests;
    private final ExecutorService disk = Executors.newSingleThreadExecutor(DaemonThreads.named("export-disk"));
    private final ExecutorService syncer = Executors.newSingleThreadExecutor(DaemonThreads.named("export-sync"));
    /** How much is written at most beyond a place while that place is made durable. */
    private final long aheadBytes;
    /** The last step for which all before {@link #syncingTo} is made durable. Both are the disk thread's. */
    private Future<?> syncing = CompletableFuture.completedFuture(null);

    private long syncingTo;
    private final ExecutorService digester = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            DaemonThreads.named("export-sums"),
            new ThreadPoolExecutor.DiscardPolicy()); // its tasks ask for more of themselves, also while it is closed
    private OutputBlocks.Block block;
    private volatile long written;
    private volatile @Nullable Throwable failure;
    private boolean catchingUp;
    private volatile boolean closed;

    private VolumeOutput(
            VolumeFiles files,
            OutputSettings settings,
            Mark mark,
            List<String> digestsKnown,
            CancellationToken cancellation)
            throws IOException {
        this.files = files;
        this.blocks = new OutputBlocks(settings.blockBytes(), settings.blocks(), cancellation);
        this.digests = new VolumeDigests(files, digestsKnown);
        this.aheadBytes = 3L * settings.blockBytes() * settings.blocks() / 2;
        this.written = mark.position - mark.tail.length;
        this.block = blocks.take(written, files.endAfter(written));
        block.buffer.put(mark.tail);
        digester.execute(this::catchUpFirst);
    }

    /**
     * Starts an archive, in volumes of {@code volumeBytes} if it gets larger.
     *
     * @param cancellation looked at while a write waits for a slow disk
     */
    public static VolumeOutput create(
            Path folder, long volumeBytes, OutputSettings settings, CancellationToken cancellation) throws IOException {
        VolumeFiles files = new VolumeFiles(folder, volumeBytes, settings.direct(), settings.steps());
        files.cutBack(0);
        return new VolumeOutput(files, settings, new Mark(0, new byte[0]), List.of(), cancellation);
    }

    /**
     * Goes on with an archive from a mark; what stands behind it is cut off. What stands before it is read back for its digest first:
     * until then no more is taken than fits into the blocks.
     *
     * @param digestsKnown of the first volumes, as {@link #digestsKnown} told
     */
    public static VolumeOutput resume(
            Path folder,
            long volumeBytes,
            OutputSettings settings,
            Mark mark,
            List<String> digestsKnown,
            CancellationToken cancellation)
            throws IOException {
        VolumeFiles files = new VolumeFiles(folder, volumeBytes, settings.direct(), settings.steps());
        long pages = mark.position - mark.tail.length;
        if (!files.holds(pages)) {
            throw new IOException("the archive in " + folder + " is shorter than its journal says");
        }
        files.cutBack(pages);
        List<String> known = digestsKnown.subList(0, Math.min(digestsKnown.size(), files.numberAt(mark.position)));
        return new VolumeOutput(files, settings, mark, known, cancellation);
    }

    /** The bytes of a mark at an earlier position of an archive that is not being written: read from its files. */
    public static Mark markAt(Path folder, long volumeBytes, long position) throws IOException {
        try (VolumeFiles files = new VolumeFiles(folder, volumeBytes, false, DiskSteps.ALL_PASS)) {
            return new Mark(position, files.tail(position));
        }
    }

    @Override
    public long position() {
        return block.end();
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        throwFailure();
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
        onDisk(
                () -> {
                    long end = start + bytes.remaining();
                    if (end - syncingTo > aheadBytes || files.opensAnother(start)) {
                        endSync();
                    }
                    files.write(bytes, start);
                    written = end;
                },
                full);
        digester.execute(() -> {
            boolean passed = digests.pass(toDigest, start);
            full.release();
            if (!passed) {
                beginToCatchUp();
            }
        });
    }

    private void onDisk(Step step, OutputBlocks.@Nullable Block user) {
        disk.execute(() -> {
            try {
                unlessFailed(step);
            } finally {
                if (user != null) {
                    user.release();
                }
            }
        });
    }

    /** Waits for the sync that is under way, if one is; by the disk's thread. */
    private void endSync() throws IOException {
        Waiting.get(syncing);
        throwFailure();
    }

    private void unlessFailed(Step step) {
        try {
            if (failure == null) {
                step.run();
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    @Override
    public void patch(long position, ByteBuffer data) throws IOException {
        throwFailure();
        if (position < 0 || position + data.remaining() > position()) {
            throw new IllegalArgumentException("cannot patch " + data.remaining() + " bytes at " + position + ": only "
                    + position() + " are written");
        }
        int before = (int) Math.max(0, Math.min(data.remaining(), block.start() - position));
        if (before > 0) {
            ByteBuffer copy = ByteBuffer.allocate(before)
                    .put(data.slice(data.position(), before))
                    .flip();
            onDisk(
                    () -> {
                        endSync();
                        files.patch(copy, position);
                        Waiting.get(digester.submit(() -> {
                            digests.rewind(position); // waited for, so that no checkpoint tells a digest from before
                            beginToCatchUp();
                            return null;
                        }));
                    },
                    null);
        }
        data.position(data.position() + before);
        for (long at = position + before; data.hasRemaining(); at++) {
            block.buffer.put((int) (at - block.start()), data.get());
        }
    }

    /** On the digest's thread, as the next two: it lies behind, and has to read back. */
    private void beginToCatchUp() {
        if (!catchingUp) {
            catchingUp = true;
            digester.execute(this::catchUp);
        }
    }

    /**
     * Reads back all that an earlier run has written, while the blocks wait: what passed meanwhile would have to be read back, too,
     * and the disk is shared by both.
     */
    private void catchUpFirst() {
        try {
            while (failure == null && !closed && digests.catchUp(written)) {
                // piece by piece, so that it can be given up
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Reads back one piece, then lets the blocks that wait pass. */
    private void catchUp() {
        try {
            catchingUp = failure == null && digests.catchUp(written);
            if (catchingUp) {
                digester.execute(this::catchUp);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** A mark at the current position; what stands before it is on its way to the disk, down to whole pages. */
    public Mark mark() throws IOException {
        throwFailure();
        int inPage = (int) (position() % PartFile.ALIGNMENT);
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
        onDisk(
                () -> {
                    endSync();
                    syncingTo = written;
                    syncing = syncer.submit(() -> unlessFailed(() -> {
                        files.sync();
                        step.run();
                    }));
                },
                null);
    }

    /** Digests of the first volumes, as far as they are known by now; from any thread. */
    public List<String> digestsKnown() {
        return digests.finished();
    }

    /** Writes all that waits, makes it durable, and tells the digests. To be called once. */
    public Finished finish() throws IOException {
        throwFailure();
        long bytes = position();
        OutputBlocks.Block last = block;
        int filled = last.buffer.position();
        ByteBuffer toDigest = last.buffer.duplicate().flip();
        onDisk(
                () -> {
                    endSync();
                    if (filled > 0) {
                        ByteBuffer pages = last.buffer.clear();
                        pages.position(filled);
                        while (pages.position() % PartFile.ALIGNMENT != 0) {
                            pages.put((byte) 0);
                        }
                        files.write(pages.flip(), last.start());
                    }
                    files.cutBack(bytes);
                    files.sync();
                    written = bytes;
                },
                null);
        Waiting.get(disk.submit(() -> {}));
        throwFailure();
        List<String> sha256 = Waiting.get(digester.submit(() -> {
            digests.pass(toDigest, last.start());
            while (digests.catchUp(bytes)) {
                throwFailure();
            }
            return digests.end();
        }));
        return new Finished(bytes, files.files(bytes), sha256);
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw Waiting.asIoException(cause);
        }
    }

    /** Lets what was given to the disk end, and closes the files. May be called twice. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        disk.shutdown();
        Waiting.join(disk);
        syncer.shutdown();
        Waiting.join(syncer);
        digester.shutdown();
        Waiting.join(digester);
        digests.close();
        files.close();
    }
}
