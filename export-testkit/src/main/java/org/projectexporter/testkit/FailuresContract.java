package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.RawPath;

/**
 * The part of {@link ArchiveFormatContract} about what goes wrong: outputs that fail, calls out of order or after the
 * end, archives that are damaged.
 */
abstract class FailuresContract extends EntriesContract {
    private static final int MOST_LOOKS = 300;
    private static final int LOOK_EVERY_MILLIS = 10;
    private static final int CUT_BYTES = 1 << 18;
    /** Few calls, but of each kind: blocks of content, a header that is changed at the end, small entries. */
    private static final List<SampleEntry> FEW = List.of(
            SampleEntry.folder(RawPath.of("film")),
            file("film/a.txt", SampleContent.text((1 << 20) + 70_000)).withUnknownCrc(),
            file("film/b.mov", SampleContent.noise((1 << 20) + 9)).stored().withUnknownCrc(),
            SampleEntry.symbolicLink(RawPath.of("film/c"), RawPath.of("a.txt")),
            file("film/d.txt", SampleContent.text(1000)));

    /** Every call that the writer makes of the output and of its spools fails once. */
    @ParameterizedTest
    @ValueSource(ints = {1, THREADS})
    void failureOfAnyCall_isPassedOn_andNothingIsCalledAfterIt(int parallelism) throws IOException {
        FailingCalls none = new FailingCalls(0);
        assertThat(write(none, parallelism)).isNull();
        for (int n = 1; n <= none.made(); n++) {
            FailingCalls calls = new FailingCalls(n);
            Throwable thrown = write(calls, parallelism);
            assertThat(causes(thrown))
                    .as("what the writer threw when call %d of %d failed", n, none.made())
                    .contains(calls.failure());
            assertThat(thrown).isInstanceOf(IOException.class);
            assertThat(calls.made())
                    .as("calls of the output, of which number %d failed", n)
                    .isEqualTo(n);
        }
    }

    /** Writes an archive up to the first failure, closes the writer twice, and returns what was thrown first. */
    private @Nullable Throwable write(FailingCalls calls, int parallelism) throws IOException {
        MemoryOutput output = new MemoryOutput();
        ArchiveWriter writer;
        try {
            writer = format().openWriter(calls.output(output), calls.context(context(parallelism)));
        } catch (IOException | RuntimeException e) {
            return e;
        }
        Throwable thrown = null;
        try {
            for (SampleEntry entry : FEW) {
                SampleArchive.put(writer, entry, CUT_BYTES);
            }
            writer.finish();
        } catch (IOException | RuntimeException e) {
            thrown = e;
        }
        long position = output.position();
        writer.close();
        writer.close();
        assertThat(output.position()).as("after the writer was closed").isEqualTo(position);
        return thrown;
    }

    private static Set<Throwable> causes(@Nullable Throwable thrown) {
        Set<Throwable> all = new HashSet<>();
        for (Throwable at = thrown; at != null && all.add(at); at = at.getCause()) {
            all.addAll(List.of(at.getSuppressed()));
        }
        return all;
    }

    @Test
    void closedWriter_leavesNoThreadAndNoTask() throws Exception {
        FailingCalls whole = new FailingCalls(0);
        Set<Thread> before = threads();
        write(whole, 1);
        write(whole, THREADS);
        write(new FailingCalls(3), THREADS);
        assertEventually("tasks that the workers still run", () -> tasks() == 0);
        assertEventually("threads: " + started(before), () -> started(before).isEmpty());
    }

    private static Set<Thread> threads() {
        Thread[] all = new Thread[Thread.activeCount() + 100];
        int n = Thread.currentThread().getThreadGroup().enumerate(all);
        return new HashSet<>(Arrays.asList(all).subList(0, n));
    }

    private Set<String> started(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread) && !isWorker(thread))
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    private static void assertEventually(String what, Condition condition) throws InterruptedException {
        for (int i = 0; i < MOST_LOOKS && !condition.holds(); i++) {
            Thread.sleep(LOOK_EVERY_MILLIS);
        }
        assertThat(condition.holds())
                .as("%s, %d ms after the writer was closed", what, MOST_LOOKS * LOOK_EVERY_MILLIS)
                .isTrue();
    }

    @Test
    void writer_closedWithoutFinish_leavesTheOutputAlone_andMayBeClosedTwice() throws IOException {
        MemoryOutput output = new MemoryOutput();
        ArchiveWriter writer = format().openWriter(output, new MemoryWriterContext(LEVEL));
        SampleEntry entry = file("a", SampleContent.text(3 << 20));
        writer.putEntry(entry.head());
        writer.write(ByteBuffer.wrap(entry.content(), 0, 1 << 20));
        long position = output.position();
        writer.close();
        writer.close();
        assertThat(output.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void callsAfterClose_areRefused(boolean inAnEntry) throws IOException {
        SampleEntry entry = file("a", SampleContent.text(10));
        MemoryOutput output = new MemoryOutput();
        ArchiveWriter writer = format().openWriter(output, new MemoryWriterContext(LEVEL));
        if (inAnEntry) {
            writer.putEntry(entry.head());
        }
        writer.close();
        long position = output.position();
        assertRefused(() -> writer.putEntry(entry.head()));
        assertRefused(() -> writer.write(ByteBuffer.wrap(entry.content())));
        assertRefused(() -> writer.closeEntry(entry.crc32()));
        assertRefused(writer::finish);
        assertThat(writer.offerSnapshot(state -> {})).isFalse();
        assertThat(output.position()).isEqualTo(position);
    }

    @Test
    void callsOutOfOrder_areRefused() throws IOException {
        SampleEntry entry = file("a", SampleContent.text(10));
        try (ArchiveWriter writer = format().openWriter(new MemoryOutput(), new MemoryWriterContext(LEVEL))) {
            assertRefused(() -> writer.closeEntry(0));
            assertRefused(() -> writer.write(ByteBuffer.allocate(1)));
            writer.putEntry(entry.head());
            assertRefused(() -> writer.putEntry(entry.head()));
            assertRefused(writer::finish);
            assertRefused(() -> writer.closeEntry(entry.crc32()));
            assertRefused(() -> writer.write(ByteBuffer.allocate(11)));
            writer.write(ByteBuffer.wrap(entry.content()));
            writer.closeEntry(entry.crc32());
            writer.finish();
            assertRefused(writer::finish);
            assertRefused(() -> writer.putEntry(entry.head()));
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void reader_leavesTheChannelOpen_andMayBeClosedTwice() throws IOException {
        MemoryChannel channel = new MemoryChannel(write(SampleArchive.mixture()));
        ArchiveReader reader = format().openReader(channel);
        reader.close();
        reader.close();
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void bytesThatAreNoArchive_areRefused() {
        for (byte[] bytes : List.of(new byte[0], SampleContent.noise(2000), new byte[100])) {
            assertThatThrownBy(() -> SampleArchive.read(format(), bytes)).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 100, 1000})
    void archiveThatWasCutShort_isRefused(int missing) throws IOException {
        byte[] archive = write(List.of(file("a", SampleContent.noise(5000))));
        byte[] cut = Arrays.copyOf(archive, archive.length - missing);
        assertThatThrownBy(() -> SampleArchive.read(format(), cut)).isInstanceOf(IOException.class);
    }
}
