package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;

/**
 * The part of {@link ArchiveFormatContract} about parallel work, and about writers that continue where others stopped.
 */
abstract class SnapshotContract {
    private static final int SNAPSHOT_LEVEL = 1;
    private static final String WORKER = "contract-worker";
    static final int THREADS = 4;

    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            THREADS, THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SnapshotContract::worker);

    private static Thread worker(Runnable task) {
        return new Thread(task, WORKER);
    }

    /** Whether a thread is one that runs the tasks of writers. */
    static boolean isWorker(Thread thread) {
        return thread.getName().equals(WORKER);
    }

    /** The number of tasks of writers that are not finished. */
    final int tasks() {
        return workers.getActiveCount() + workers.getQueue().size();
    }

    /** {@return a new instance of the format} */
    protected abstract ArchiveFormat format();

    /** {@return whether a snapshot can be taken at the start of each entry} */
    protected boolean takesSnapshotsAtEachEntry() {
        return false;
    }

    /** {@return the largest distance between two snapshots, in bytes of content} */
    protected long snapshotsApartAtMost() {
        return 6 << 20;
    }

    /** {@return the smallest step of a modification time that the format keeps, in nanoseconds} */
    protected long mtimeStepNanos() {
        return 1;
    }

    /** The entries were read as they had been written, their times to the step that the format keeps. */
    final void assertKept(List<SampleEntry> read, List<SampleEntry> written) {
        for (int i = 0; i < Math.min(read.size(), written.size()); i++) {
            SampleEntry kept =
                    written.get(i).withMtime(kept(written.get(i).head().mtime()));
            assertThat(kept.sameAs(read.get(i)))
                    .as("entry %d, %s, is read as %s", i, kept, read.get(i))
                    .isTrue();
        }
        assertThat(read).hasSameSizeAs(written);
    }

    private Instant kept(Instant mtime) {
        long steps = mtime.getNano() / mtimeStepNanos();
        return Instant.ofEpochSecond(mtime.getEpochSecond(), steps * mtimeStepNanos());
    }

    @AfterEach
    final void stopWorkers() {
        workers.shutdownNow();
    }

    final MemoryWriterContext context(int parallelism) {
        return parallelism == 1
                ? new MemoryWriterContext(SNAPSHOT_LEVEL)
                : new MemoryWriterContext(SNAPSHOT_LEVEL, workers, parallelism);
    }

    private byte[] writeOnOneThread(List<SampleEntry> entries) throws IOException {
        return SampleArchive.write(format(), entries, SNAPSHOT_LEVEL);
    }

    @Test
    void bytes_areTheSame_howeverManyThreadsThereAre() throws IOException {
        List<SampleEntry> entries = SampleArchive.manySizes();
        byte[] expected = writeOnOneThread(entries);
        for (int parallelism : new int[] {2, THREADS}) {
            MemoryOutput output = new MemoryOutput();
            SampleArchive.write(format(), entries, context(parallelism), output, 300_000);
            assertThat(output.toByteArray()).isEqualTo(expected);
        }
        assertKept(SampleArchive.read(format(), expected), entries);
    }

    @Test
    void bytes_areTheSame_howeverLittleMemoryThereIs() throws IOException {
        List<SampleEntry> entries = SampleArchive.manySizes();
        byte[] expected = writeOnOneThread(entries);
        for (long workBytes : new long[] {1, 12 << 20, 30 << 20}) {
            MemoryOutput output = new MemoryOutput();
            MemoryWriterContext context = new MemoryWriterContext(SNAPSHOT_LEVEL, workers, THREADS, workBytes);
            SampleArchive.write(format(), entries, context, output, 300_000);
            assertThat(output.toByteArray()).isEqualTo(expected);
        }
    }

    @Test
    void writer_closedWhileThreadsWorkForIt_leavesTheOutputAlone() throws IOException {
        MemoryOutput output = new MemoryOutput();
        Interruptible writing = new Interruptible(format(), SampleArchive.manySizes(), output, context(THREADS));
        for (int i = 0; i < 200; i++) {
            writing.step();
        }
        writing.close();
        long position = output.position();
        writing.close();
        assertThat(output.position()).isEqualTo(position);
    }

    /** The entries to interrupt: all kinds, and the cases that change a header at the end. */
    private List<SampleEntry> interrupted() {
        List<SampleEntry> entries = new ArrayList<>(SampleArchive.mixture());
        entries.add(SampleEntry.file(RawPath.of("x/a.bin"), SampleContent.noise((2 << 20) + 5)));
        entries.add(SampleEntry.file(RawPath.of("x/b.mov"), SampleContent.noise(1_100_000))
                .stored()
                .withUnknownCrc());
        entries.add(SampleEntry.file(RawPath.of("x/c.mov"), SampleContent.noise(1_200_000))
                .stored()
                .withCrc(4711));
        entries.add(SampleEntry.file(RawPath.of("x/d.txt"), SampleContent.text(3 << 20)));
        entries.add(SampleEntry.file(RawPath.of("x/e.txt"), SampleContent.text(700_000)));
        entries.add(SampleEntry.symbolicLink(RawPath.of("x/f"), RawPath.of("e.txt")));
        return entries;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, THREADS})
    void writerRestoredFromASnapshot_writesTheSameBytes(int parallelism) throws IOException {
        restoreFromSnapshots(parallelism, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, THREADS})
    @Tag("long")
    void writerRestoredFromEachSnapshot_writesTheSameBytes(int parallelism) throws IOException {
        restoreFromSnapshots(parallelism, Integer.MAX_VALUE);
    }

    /** Restores writers from up to {@code most} snapshots, or a few more, spread over the archive. */
    private void restoreFromSnapshots(int parallelism, int most) throws IOException {
        assumeTrue(format().restores(), "the format restores its writers");
        List<SampleEntry> entries = interrupted();
        byte[] expected = writeOnOneThread(entries);
        List<Interruptible.Taken> snapshots = Interruptible.snapshots(format(), entries, context(1), expected);
        assertThat(snapshots).hasSizeGreaterThan(3);
        for (int i = 0; i < snapshots.size(); i += 1 + snapshots.size() / most) {
            int at = snapshots.get(i).step();
            assertThat(interruptedAfter(at, entries, context(parallelism)))
                    .as("stopped after call %d", at)
                    .isEqualTo(expected);
        }
    }

    /**
     * The output of one writer and then a second one; the first is stopped when its snapshot after {@code steps} calls
     * is taken.
     */
    private byte[] interruptedAfter(int steps, List<SampleEntry> entries, MemoryWriterContext context)
            throws IOException {
        MemoryOutput output = new MemoryOutput();
        Interruptible.Taken taken;
        try (Interruptible first = new Interruptible(format(), entries, output, context)) {
            for (int i = 0; i < steps; i++) {
                first.step();
            }
            taken = first.takeSnapshot();
            assertThat(taken.step()).isEqualTo(steps);
            for (int i = 0; i < 3 && first.hasNext(); i++) {
                first.step();
            }
        }
        output.cutBack(taken.position());
        MemoryWriterContext restored = context.restored(taken.spoolLengths());
        try (Interruptible second = Interruptible.restore(format(), entries, output, restored, taken)) {
            second.finish();
        }
        return output.toByteArray();
    }

    @Test
    void snapshots_areSmall_andOftenEnough() throws IOException {
        assumeTrue(format().restores(), "the format restores its writers");
        List<SampleEntry> entries = SampleArchive.manySizes();
        List<Interruptible.Taken> all =
                Interruptible.snapshots(format(), entries, context(1), writeOnOneThread(entries));
        assertThat(all).allMatch(taken -> taken.state().length <= 1 << 16);
        long last = 0;
        for (Interruptible.Taken taken : all) {
            assertThat(taken.contentBytes() - last).isLessThanOrEqualTo(snapshotsApartAtMost());
            last = taken.contentBytes();
        }
        long atEntries = all.stream().filter(taken -> taken.open() == null).count();
        if (takesSnapshotsAtEachEntry()) {
            assertThat(atEntries).isEqualTo(entries.size() + 1);
        }
    }

    @Test
    void snapshot_afterTheEnd_isRefused() throws IOException {
        try (Interruptible writing =
                new Interruptible(format(), SampleArchive.mixture(), new MemoryOutput(), context(1))) {
            writing.finish();
            assertThat(writing.offer(state -> {})).isFalse();
        }
    }
}
