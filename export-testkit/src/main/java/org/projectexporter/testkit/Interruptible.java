package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;

/**
 * An archive that is written call by call, so that it can be stopped between any two: putting an entry, 64 KiB of its
 * content, closing it.
 */
final class Interruptible implements Closeable {
    private static final int CUT_BYTES = 1 << 16;

    private final List<SampleEntry> entries;
    private final MemoryOutput output;
    private final MemoryWriterContext context;
    private final ArchiveWriter writer;
    private int steps;
    private int entry;
    private boolean open;
    private int given;
    private long contentBytes;

    Interruptible(ArchiveFormat format, List<SampleEntry> entries, MemoryOutput output, MemoryWriterContext context)
            throws IOException {
        this(entries, output, context, format.openWriter(output, context));
    }

    private Interruptible(
            List<SampleEntry> entries, MemoryOutput output, MemoryWriterContext context, ArchiveWriter writer) {
        this.entries = entries;
        this.output = output;
        this.context = context;
        this.writer = writer;
    }

    /** Continues from a snapshot. */
    static Interruptible restore(
            ArchiveFormat format,
            List<SampleEntry> entries,
            MemoryOutput output,
            MemoryWriterContext context,
            Taken taken)
            throws IOException {
        ArchiveWriter writer = format.restoreWriter(output, context, taken.state, taken.open);
        Interruptible writing = new Interruptible(entries, output, context, writer);
        writing.entry = taken.entry;
        writing.open = taken.open != null;
        writing.given = taken.open == null ? 0 : (int) taken.open.bytesGiven();
        return writing;
    }

    /** All snapshots that the writer accepts, one offered after each call; the archive must become {@code expected}. */
    static List<Taken> snapshots(
            ArchiveFormat format, List<SampleEntry> entries, MemoryWriterContext context, byte[] expected)
            throws IOException {
        MemoryOutput output = new MemoryOutput();
        List<Taken> all = new ArrayList<>();
        int accepted = 0;
        try (Interruptible writing = new Interruptible(format, entries, output, context)) {
            while (true) {
                Taken taken = writing.here();
                if (writing.offer(state -> all.add(taken.at(output.position(), context.spoolLengths(), state)))) {
                    accepted++;
                }
                if (!writing.hasNext()) {
                    break;
                }
                writing.step();
            }
            writing.finish();
        }
        if (all.size() != accepted || !Arrays.equals(output.toByteArray(), expected)) {
            throw new AssertionError(accepted + " snapshots were accepted and " + all.size()
                    + " taken; or offering them changed the archive");
        }
        return all;
    }

    /** A snapshot, with the progress of the writer and the positions of output and spools when it was taken. */
    static final class Taken {
        private final int step;
        private final long contentBytes;
        private final int entry;
        private final ArchiveFormat.@Nullable OpenEntry open;
        private final long position;
        private final Map<String, Long> spoolLengths;
        private final byte[] state;

        private Taken(
                int step,
                long contentBytes,
                int entry,
                ArchiveFormat.@Nullable OpenEntry open,
                long position,
                Map<String, Long> spoolLengths,
                byte[] state) {
            this.step = step;
            this.contentBytes = contentBytes;
            this.entry = entry;
            this.open = open;
            this.position = position;
            this.spoolLengths = spoolLengths;
            this.state = state;
        }

        private Taken at(long newPosition, Map<String, Long> newLengths, byte[] newState) {
            return new Taken(step, contentBytes, entry, open, newPosition, newLengths, newState.clone());
        }

        /** The number of calls after which it was offered. */
        int step() {
            return step;
        }

        /** The number of content bytes that the writer had received. */
        long contentBytes() {
            return contentBytes;
        }

        ArchiveFormat.@Nullable OpenEntry open() {
            return open;
        }

        long position() {
            return position;
        }

        Map<String, Long> spoolLengths() {
            return spoolLengths;
        }

        byte[] state() {
            return state;
        }
    }

    private Taken here() {
        ArchiveFormat.OpenEntry part =
                open ? new ArchiveFormat.OpenEntry(entries.get(entry).head(), given) : null;
        return new Taken(steps, contentBytes, entry, part, 0, Map.of(), new byte[0]);
    }

    boolean offer(ArchiveWriter.Snapshot snapshot) throws IOException {
        return writer.offerSnapshot(snapshot);
    }

    /** Offers a snapshot, which must be accepted, and continues until it is taken. */
    Taken takeSnapshot() throws IOException {
        Taken offered = here();
        List<Taken> taken = new ArrayList<>();
        if (!offer(state -> taken.add(offered.at(output.position(), context.spoolLengths(), state)))) {
            throw new AssertionError("a snapshot that was accepted the first time is refused the second time");
        }
        while (taken.isEmpty() && hasNext()) {
            step();
        }
        if (taken.isEmpty()) {
            writer.finish();
        }
        return taken.get(0);
    }

    /** Whether there is another {@link #step}. */
    boolean hasNext() {
        return entry < entries.size();
    }

    /** Makes the next call. */
    void step() throws IOException {
        SampleEntry at = entries.get(entry);
        if (!open) {
            writer.putEntry(at.head());
            open = true;
            given = 0;
        } else if (given < at.content().length) {
            int n = Math.min(CUT_BYTES, at.content().length - given);
            writer.write(ByteBuffer.wrap(at.content(), given, n));
            given += n;
            contentBytes += n;
        } else {
            writer.closeEntry(at.crc32());
            open = false;
            entry++;
        }
        steps++;
    }

    /** Makes all remaining calls, and finishes the archive. */
    void finish() throws IOException {
        while (hasNext()) {
            step();
        }
        writer.finish();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
