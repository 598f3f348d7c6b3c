package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;

/** Boxes with one fault each in what threads do or snapshots contain, as in {@link BrokenFormats}. */
final class BrokenSnapshots {
    private BrokenSnapshots() {}

    static ArchiveFormat dependingOnThreads() {
        return BrokenFormats.writing((writer, output, context) -> BrokenFormats.changing(
                writer,
                entry -> context.parallelism() == 2 && context.compressionLevel() == BrokenFormats.THREADS_LEVEL,
                BrokenFormats::withOtherMode));
    }

    static ArchiveFormat dependingOnMemory() {
        return BrokenFormats.writing((writer, output, context) -> BrokenFormats.changing(
                writer,
                entry -> context.workBytes() == 1 && context.compressionLevel() == BrokenFormats.THREADS_LEVEL,
                BrokenFormats::withOtherMode));
    }

    /** Closing writes what is still in a buffer, once there were many entries. */
    static ArchiveFormat flushingWhenClosed() {
        return BrokenFormats.writing((writer, output, context) -> new DelegatingWriter(writer) {
            private int entries;
            private boolean finished;

            @Override
            public void putEntry(ArchiveEntry entry) throws IOException {
                super.putEntry(entry);
                entries++;
            }

            @Override
            public void finish() throws IOException {
                super.finish();
                finished = true;
            }

            @Override
            public void close() throws IOException {
                super.close();
                if (!finished && entries > 10) {
                    output.write(ByteBuffer.allocate(1));
                }
            }
        });
    }

    /** A writer that is restored does not know where it was. */
    static ArchiveFormat restoringWrongly(boolean inEngine) {
        return new RestoringBox() {
            @Override
            public ArchiveWriter restoreWriter(
                    ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open)
                    throws IOException {
                ArchiveWriter writer = super.restoreWriter(output, context, state, open);
                boolean broken = inEngine == (context.compressionLevel() != BrokenFormats.THREADS_LEVEL);
                return broken ? BrokenFormats.changing(writer, entry -> true, BrokenFormats::withOtherMode) : writer;
            }
        };
    }

    static ArchiveFormat withLargeState() {
        return new RestoringBox() {
            @Override
            byte[] state() {
                return new byte[70_000];
            }
        };
    }

    static ArchiveFormat takingSnapshotsAtTheEnd() {
        return BrokenFormats.writing(new RestoringBox(), (writer, output, context) -> new DelegatingWriter(writer) {
            private boolean closed;

            @Override
            public boolean offerSnapshot(Snapshot snapshot) throws IOException {
                return super.offerSnapshot(snapshot) || !closed;
            }

            @Override
            public void close() throws IOException {
                super.close();
                closed = true;
            }
        });
    }
}
