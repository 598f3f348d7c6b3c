package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.internal.io.DaemonThreads;
import org.projectexporter.internal.io.Futures;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;

/**
 * Reads the entries of a plan ahead of the writer: one thread goes through the plan and takes blocks, in order; files
 * that fit are read completely by several threads at once (small ones in groups), and larger ones by the first thread
 * itself.
 */
final class ReadAhead implements Closeable {
    private static final int BATCHES_AHEAD = 64;
    private static final long POLL_MILLIS = 20;
    /** Blocks for a file that is read when its turn has come, unless it is read completely. */
    private static final int BLOCKS_OF_CURRENT = 4;

    private final SealedPlan plan;
    private final ArchiveFormat format;
    private final ContentOpener opener;
    private final StorageChoice storage;
    private final long firstEntry;
    private @Nullable Continuation continuation;
    private final EngineSettings settings;
    private final BlockPool<ByteBuffer> pool;
    private final ExtentOutput extents;
    private final boolean defers;
    private final @Nullable KnownMedia media;
    private final BlockingQueue<Future<Batch>> batches = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final ArchiveWriter writer;
    private ReadBatch group;
    private Iterator<Job> jobs = Collections.emptyIterator();
    private List<ByteBuffer> blocksOfJobs = List.of();
    private final ExecutorService readers;
    private final ExecutorService digester;
    /** Reads the file whose turn it is; used by the writer's thread only. */
    private final ExecutorService current = Executors.newSingleThreadExecutor(DaemonThreads.named("export-current"));

    private @Nullable BlockPool<ByteBuffer> currentPool;
    private final Thread feeder;
    private volatile boolean closed;
    private volatile boolean fed;
    private volatile @Nullable Throwable failure;

    /** Consecutive jobs, and the blocks that hold their content. */
    private record Batch(List<Job> jobs, List<ByteBuffer> blocks) {}

    /**
     * Starts reading.
     *
     * @param writer encodes groups of small entries
     * @param defers whether entries are left out that a seal replaces
     */
    ReadAhead(
            SealedPlan plan,
            ReadingRules rules,
            Assembler.Start start,
            ArchiveWriter writer,
            ExtentOutput extents,
            boolean defers) {
        this.plan = plan;
        this.format = rules.format();
        this.opener = rules.opener();
        this.storage = rules.storage();
        this.settings = rules.settings();
        this.extents = extents;
        this.defers = defers;
        this.media = format.crcInHeader() ? new KnownMedia() : null;
        this.firstEntry = start.entry();
        this.continuation = start.continuation();
        this.writer = writer;
        this.group = newGroup();
        pool = new BlockPool<>(settings.blocks(), () -> ByteBuffer.allocateDirect(settings.blockBytes()));
        readers = Executors.newFixedThreadPool(settings.readers(), DaemonThreads.numbered("export-reader"));
        digester = Executors.newSingleThreadExecutor(DaemonThreads.named("export-digest"));
        feeder = DaemonThreads.named("export-feeder").newThread(this::feed);
        feeder.start();
    }

    private ReadBatch newGroup() {
        return new ReadBatch(opener, settings.blockBytes(), storage, writer);
    }

    private void feed() {
        try (SealedPlan.Reader entries = plan.open()) {
            long number = 0;
            for (PlannedEntry entry = entries.next(); entry != null && !closed; entry = entries.next()) {
                if (number >= firstEntry) {
                    boolean asFile = entry.type() == EntryType.HARD_LINK && !format.keepsHardLinks();
                    feed(asFile ? entry.asFile() : entry);
                }
                number++;
            }
            if (!closed) {
                submitGroup();
            }
        } catch (BlockPool.ClosedException e) {
            // closed: no more jobs are taken
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        } finally {
            fed = true;
        }
    }

    private void feed(PlannedEntry entry) throws IOException {
        if (defers && opener.isReplacedBySeal(entry.path())) {
            submitGroup();
            enqueue(CompletableFuture.completedFuture(new Batch(List.of(new Job.Deferred(entry)), List.of())));
            return;
        }
        FileStat shareable = continuation == null ? Sharing.stat(entry, format, storage, opener, extents) : null;
        if (shareable != null) {
            submitGroup();
            boolean whole = entry.size() <= settings.wholeBytes();
            List<ByteBuffer> blocks =
                    takeBlocks(whole ? entry.size() : (long) BLOCKS_OF_CURRENT * settings.blockBytes());
            Job job = new Job.Shareable(entry, shareable, blocks);
            enqueue(CompletableFuture.completedFuture(new Batch(List.of(job), blocks)));
            return;
        }
        if (continuation == null && ReadBatch.takes(entry, settings.blockBytes())) {
            if (!group.add(entry)) {
                submitGroup();
                group.add(entry);
            }
            return;
        }
        submitGroup();
        if (continuation == null && entry.size() <= settings.wholeBytes()) {
            List<ByteBuffer> blocks = takeBlocks(entry.size());
            enqueue(readers.submit(() -> new Batch(List.of(readWhole(entry, blocks)), blocks)));
        } else {
            Job.Streamed job = new Job.Streamed(entry, continuation, pool);
            continuation = null;
            enqueue(CompletableFuture.completedFuture(new Batch(List.of(job), List.of())));
            try (ContentOpener own = opener.another()) {
                new StreamedReader(job, pool, own, storage, media, digester).read();
            }
        }
    }

    /** Takes as many blocks as {@code bytes} need, at least one. */
    private List<ByteBuffer> takeBlocks(long bytes) throws IOException {
        List<ByteBuffer> blocks = new ArrayList<>();
        do {
            blocks.add(pool.take().clear());
        } while ((long) blocks.size() * settings.blockBytes() < bytes);
        return blocks;
    }

    private Job.Single readWhole(PlannedEntry entry, List<ByteBuffer> blocks) throws IOException {
        try (ContentOpener own = opener.another()) {
            return new WholeReader(entry, blocks, own).call();
        }
    }

    /** Reads a file whose turn it is as if it had been read ahead. */
    Job.Single read(Job.Shareable job) throws IOException {
        return job.entry().size() <= settings.wholeBytes()
                ? readWhole(job.entry(), job.blocks())
                : stream(job, opener.another(), storage);
    }

    /** Begins to read what was shared with a file. */
    Job.Streamed read(Job.Shareable job, ContentOpener.Stream shared) {
        return stream(job, opener.reading(shared), format.compresses() ? storage.storing() : storage);
    }

    private Job.Streamed stream(Job.Shareable job, ContentOpener own, StorageChoice choice) {
        Iterator<ByteBuffer> blocks = job.blocks().iterator();
        BlockPool<ByteBuffer> itsPool = new BlockPool<>(job.blocks().size(), blocks::next);
        Job.Streamed streamed = new Job.Streamed(job.entry(), null, itsPool);
        currentPool = itsPool;
        current.execute(() -> {
            try (own) {
                new StreamedReader(streamed, itsPool, own, choice, media, digester).read();
            } catch (IOException e) {
                streamed.parts().add(new Job.Broken(e));
            }
        });
        return streamed;
    }

    private void submitGroup() throws IOException {
        ReadBatch full = group;
        if (full.isEmpty()) {
            return;
        }
        group = newGroup();
        List<ByteBuffer> blocks = takeBlocks(0);
        blocks.forEach(full::setBlock);
        enqueue(readers.submit(() -> new Batch(full.call(), blocks)));
    }

    private void enqueue(Future<Batch> batch) throws IOException {
        while (!Futures.offer(batches, batch, POLL_MILLIS)) {
            pool.requireOpen();
        }
    }

    /** The next job in the order of the plan, waiting for it; null after the last. */
    @Nullable
    Job next() throws IOException {
        while (!jobs.hasNext()) {
            blocksOfJobs.forEach(pool::recycle);
            blocksOfJobs = List.of();
            Batch batch = nextBatch();
            if (batch == null) {
                return null;
            }
            jobs = batch.jobs.iterator();
            blocksOfJobs = batch.blocks;
        }
        return jobs.next();
    }

    private @Nullable Batch nextBatch() throws IOException {
        while (true) {
            boolean all = fed;
            Future<Batch> batch = Futures.poll(batches, all ? 0 : POLL_MILLIS);
            if (batch != null) {
                return Futures.get(batch);
            }
            if (all) {
                throwFailure();
                return null;
            }
        }
    }

    private void throwFailure() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            throw Futures.asIoException(cause);
        }
    }

    /** Stops reading and waits until all its threads have ended. */
    @Override
    public void close() {
        closed = true;
        pool.close();
        if (currentPool != null) {
            currentPool.close();
        }
        readers.shutdown();
        current.shutdown();
        Futures.join(current);
        Futures.join(feeder);
        digester.shutdown();
        Futures.join(readers);
        Futures.join(digester);
    }
}
