package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.Crc32;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.compress.Pipeline;

/**
 * A tar in one gzip member (RFC 1952). Many readers stop after the first member, so there is only one, whose deflate
 * stream consists of segments. A segment is either compressed, in blocks of 1 MiB that are compressed in parallel, or a
 * piece in stored blocks. It does not depend on the segment before it.
 *
 * <p>A compressed segment ends before a stored piece, before and after a large content, and after an entry once it
 * contains enough. This depends on the tar only. At the start of a segment the state consists only of checksum and
 * length, so a snapshot can be taken there.
 */
final class GzipStream implements TarStream {
    /** Content above this size has separate segments, so that its blocks begin at its start. */
    static final int LARGE_BYTES = BlockDeflater.BLOCK_BYTES;
    /** A segment of at least this size ends with the entry. */
    static final int SEGMENT_BYTES = 4 << 20;

    /** RFC 1952 section 2.3: magic, method deflate, no flags, no time, no compression level, system unknown. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** RFC 1951 section 3.2.6: the last block, fixed codes, nothing but the end of the block. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final ArchiveOutput output;
    private final int level;
    private final Pipeline pipeline;
    private final BlockDeflater deflater;
    private final StoredBlocks stored;
    private final Crc32 crc;
    private long bytes;
    private long segmentBytes;
    private boolean compressing;

    private GzipStream(ArchiveOutput output, WriterContext context, long crc32) throws IOException {
        this.output = output;
        level = context.compressionLevel();
        DeflateEngine engine = context.deflateEngine();
        int blocks = context.workAtOnce(BlockDeflater.memoryBytes(engine));
        pipeline = new Pipeline(context.workers(), blocks);
        deflater = new BlockDeflater(engine, level, pipeline);
        OrderedOutput ordered = new OrderedOutput(output, pipeline, (long) blocks * BlockDeflater.BLOCK_BYTES);
        stored = new StoredBlocks(ordered::write);
        crc = new Crc32(crc32);
    }

    /** Starts a member at the output's position. */
    static GzipStream begin(ArchiveOutput output, WriterContext context) throws IOException {
        output.write(ByteBuffer.wrap(HEADER));
        return new GzipStream(output, context, 0);
    }

    /** Resumes where {@code state} was taken. */
    static GzipStream restore(ArchiveOutput output, WriterContext context, byte[] state) throws IOException {
        GzipState known = GzipState.decode(state);
        GzipStream stream = new GzipStream(output, context, known.crc32);
        stream.bytes = known.bytes;
        stream.segmentBytes = known.segmentBytes;
        stream.deflater.begin(known.window);
        stream.compressing = known.compressing;
        stream.stored.restore(known.pieceLeft, known.blockLeft);
        return stream;
    }

    /** The ten bytes with which every archive begins. */
    static byte[] headerBytes() {
        return HEADER.clone();
    }

    @Override
    public void begin(long pieceBytes, boolean compress) throws IOException {
        compressing = compress && level > 0;
        if (!compressing) {
            endSegment();
            if (pieceBytes > LARGE_BYTES) {
                pipeline.drain(); // so that the piece is written without a copy
            }
            stored.begin(pieceBytes);
        }
    }

    @Override
    public void beginContent(long contentBytes, boolean compress) throws IOException {
        if (contentBytes > LARGE_BYTES) {
            endSegment();
        }
        begin(contentBytes, compress);
    }

    @Override
    public void endEntry(long contentBytes) throws IOException {
        if (contentBytes > LARGE_BYTES || segmentBytes >= SEGMENT_BYTES) {
            endSegment();
        }
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        bytes += data.remaining();
        crc.update(data);
        if (!compressing) {
            stored.write(data);
            return;
        }
        while (data.hasRemaining()) {
            segmentBytes += deflater.fill(data);
            if (deflater.isFull()) {
                deflater.deflate(false, output::write);
            }
        }
    }

    private void endSegment() throws IOException {
        if (!deflater.isEmpty()) {
            deflater.deflate(false, output::write);
        }
        deflater.begin();
        segmentBytes = 0;
    }

    @Override
    public boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        if (!deflater.isEmpty()) {
            return false;
        }
        byte[] state = new GzipState(
                        crc.value(),
                        bytes,
                        segmentBytes,
                        deflater.window(),
                        compressing,
                        stored.pieceLeft(),
                        stored.blockLeft())
                .encode();
        pipeline.add(turn -> snapshot.take(state));
        return true;
    }

    /** RFC 1952 section 2.3.1: CRC-32, and the length modulo 2^32. */
    @Override
    public void finish() throws IOException {
        endSegment();
        pipeline.drain();
        ByteBuffer end =
                ByteBuffer.allocate(LAST_BLOCK.length + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        end.put(LAST_BLOCK).putInt((int) crc.value()).putInt((int) bytes);
        output.write(end.flip());
    }

    @Override
    public void close() {
        pipeline.abandon();
        deflater.close();
    }
}
