package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.spi.ArchiveFormat.OpenEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.SampleEntry;

/** A writer that resumes from a snapshot writes what the first one wrote after it. */
final class ZstdSnapshotTest {
    private static final int CUT = 1 << 19;

    /**
     * A snapshot: the entry that is next or open, how many of its bytes were written to the writer, and the position in
     * the output.
     */
    private record Taken(int entry, int given, long position, byte[] state, ThreadedContext context) {}

    private final List<SampleEntry> entries = ZstdStreamTest.entries();
    private final List<Taken> snapshots = new ArrayList<>();
    private @Nullable MemoryOutput offering;

    /**
     * Writes all entries from {@code first} on, of which {@code given} bytes have already been written; -1 if not even
     * its header has been.
     */
    private void write(ArchiveWriter writer, ThreadedContext context, int first, int given) throws IOException {
        for (int i = first; i < entries.size(); i++) {
            SampleEntry entry = entries.get(i);
            int at = i == first ? given : -1;
            if (at < 0) {
                offer(writer, context, i, -1);
                writer.putEntry(entry.head());
                at = 0;
                offer(writer, context, i, 0);
            }
            while (at < entry.content().length) {
                int n = Math.min(CUT, entry.content().length - at);
                writer.write(ByteBuffer.wrap(entry.content(), at, n));
                at += n;
                offer(writer, context, i, at);
            }
            writer.closeEntry(entry.crc32());
        }
        writer.finish();
    }

    private void offer(ArchiveWriter writer, ThreadedContext context, int entry, int given) throws IOException {
        MemoryOutput output = offering;
        if (output != null) {
            writer.offerSnapshot(
                    state -> snapshots.add(new Taken(entry, given, output.position(), state, context.copy())));
        }
    }

    @ParameterizedTest
    @CsvSource({"6, 1", "6, 3", "0, 2"})
    void writerRestoredFromAnySnapshot_writesTheSameBytes(int level, int threads) throws IOException {
        MemoryOutput output = new MemoryOutput();
        offering = output;
        try (ThreadedContext context = new ThreadedContext(level, threads);
                ArchiveWriter writer = new TarZstdFormat().openWriter(output, context)) {
            write(writer, context, 0, -1);
        }
        offering = null;
        byte[] whole = output.toByteArray();

        assertThat(snapshots).hasSizeGreaterThan(20).anyMatch(taken -> taken.given() > 0);
        for (Taken taken : snapshots) {
            assertThat(writeRest(taken))
                    .as("from entry %d, byte %d", taken.entry(), taken.given())
                    .isEqualTo(Arrays.copyOfRange(whole, (int) taken.position(), whole.length));
        }
    }

    private byte[] writeRest(Taken taken) throws IOException {
        MemoryOutput output = new MemoryOutput(taken.position());
        SampleEntry entry = entries.get(taken.entry());
        OpenEntry open = taken.given() < 0 ? null : new OpenEntry(entry.head(), taken.given());
        try (ThreadedContext context = taken.context();
                ArchiveWriter writer = new TarZstdFormat().restoreWriter(output, context, taken.state(), open)) {
            write(writer, context, taken.entry(), taken.given());
        }
        return output.toByteArray();
    }
}
