package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.DeflateBlock;

/**
 * Small entries that are compressed in one go, each by itself, and written in one go: handing each to another thread would cost
 * more than it takes to compress it. So their headers are right from the start, and what does not shrink is stored.
 */
final class Batch {
    /** More than this is not gathered, so that there is work for all threads; one entry alone may have a block. */
    private static final int ENOUGH_BYTES = 1 << 17;
    /** A block has that much more room for what content becomes than for content. */
    private static final int HEADER_BYTES_AT_MOST = 1 << 17;

    private record Mark(int entriesBefore, ArchiveWriter.Snapshot snapshot) {}

    private final ZipSink sink;
    private final DeflateBlock block;
    private final List<SmallEntry> entries = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private int headerBytes;
    private boolean compresses;

    Batch(ZipSink sink) throws IOException {
        this.sink = sink;
        this.block = sink.deflater().take();
    }

    /** Whether there is room for one more. */
    boolean takes(EntryHeaders head) {
        return block.filledBytes() + head.size() <= BlockDeflater.BLOCK_BYTES
                && headerBytes + head.localBytes() <= HEADER_BYTES_AT_MOST;
    }

    /** Whether it is time to submit it. */
    boolean isEnough() {
        return block.filledBytes() >= ENOUGH_BYTES;
    }

    /** Starts an entry; its content goes to {@link #fill}. */
    SmallEntry add(EntryHeaders head, boolean compress) {
        SmallEntry entry = new SmallEntry(head, block.filledBytes(), compress);
        entries.add(entry);
        headerBytes += head.localBytes();
        compresses |= compress;
        return entry;
    }

    void fill(ByteBuffer data) {
        block.fill(data);
    }

    /** A snapshot for the moment when all so far is written. */
    void mark(ArchiveWriter.Snapshot snapshot) {
        marks.add(new Mark(entries.size(), snapshot));
    }

    void submit() throws IOException {
        if (compresses) {
            sink.pipeline().add(this::encode, this::write);
        } else {
            sink.pipeline().add(turn -> write(encode()));
        }
    }

    private ByteBuffer encode() {
        ByteBuffer room = block.room().order(ByteOrder.LITTLE_ENDIAN);
        int end = 0;
        for (SmallEntry entry : entries) {
            end = entry.encode(block, room, end);
        }
        return room.position(0).limit(end);
    }

    private void write(ByteBuffer encoded) throws IOException {
        int written = 0;
        for (Mark mark : marks) {
            write(encoded, written, mark.entriesBefore);
            written = mark.entriesBefore;
            mark.snapshot.take(ZipState.betweenEntries(sink.directory().count()).encode());
        }
        write(encoded, written, entries.size());
        sink.deflater().recycle(block);
    }

    /** The entries from {@code first} on and before {@code end}. */
    private void write(ByteBuffer encoded, int first, int end) throws IOException {
        long offset = sink.output().position();
        int bytes = 0;
        for (SmallEntry entry : entries.subList(first, end)) {
            sink.directory().add(entry.head(), offset + bytes);
            bytes += entry.recordBytes();
        }
        int after = encoded.position() + bytes;
        sink.output().write(encoded.slice(encoded.position(), bytes));
        encoded.position(after);
    }
}
