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
 * Small entries that are compressed individually, but by one task, and written together: passing each to another thread
 * would cost more than compressing it. Their headers are therefore final when they are written, and content that does
 * not shrink is stored.
 */
final class Batch {
    /** The batch is submitted at this size, so that there is work for all threads; a single entry may fill a block. */
    private static final int ENOUGH_BYTES = 1 << 17;
    /** The output area of a block is this much larger than its input area. */
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

    /** Whether there is room for another entry. */
    boolean takes(EntryHeaders head) {
        return block.filledBytes() + head.size() <= BlockDeflater.BLOCK_BYTES
                && headerBytes + head.localBytes() <= HEADER_BYTES_AT_MOST;
    }

    /** Whether the batch is large enough to be submitted. */
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

    /** Offers a snapshot for the moment when all entries so far are written. */
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
            mark.snapshot.take(ZipState.betweenEntries(sink.directory().state()).encode());
        }
        write(encoded, written, entries.size());
        sink.deflater().recycle(block);
    }

    /** Writes the entries from {@code first} on and before {@code end}. */
    private void write(ByteBuffer encoded, int first, int end) throws IOException {
        int waiting = encoded.position();
        int at = waiting;
        for (SmallEntry entry : entries.subList(first, end)) {
            long offset = sink.output().position() + at - waiting;
            sink.directory().add(entry.head(), offset);
            if (entry.head().isAligned()) { // the padding depends on the position, which is known only now
                sink.output().write(encoded.slice(waiting, at - waiting));
                sink.output().write(entry.head().localHeader(offset));
                waiting = at + entry.head().localBytes();
            }
            at += entry.recordBytes();
        }
        sink.output().write(encoded.slice(waiting, at - waiting));
        encoded.position(at);
    }
}
