package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.projectexporter.spi.ArchiveOutput;

/**
 * Frames whose content is stored in raw blocks (RFC 8878 section 3.1.1.2.2): of at most 1 MiB, so that a writer that
 * was stopped within a large file resumes close to that point. The content passes through without a copy.
 */
final class RawFrames {
    static final int FRAME_BYTES = 1 << 20;

    private final ArchiveOutput output;
    private final SeekTable table;
    private final XxHash64 hash = new XxHash64();
    private final ByteBuffer header = ZstdFrames.newHeaderBuffer();
    private long pieceLeft;
    private int frameLeft;
    private int blockLeft;

    RawFrames(ArchiveOutput output, SeekTable table) {
        this.output = output;
        this.table = table;
    }

    /** Begins a piece: the next {@code bytes} bytes go to separate frames. */
    void begin(long bytes) {
        pieceLeft = bytes;
    }

    /** The number of bytes of the piece that have not been written yet. */
    long pieceLeft() {
        return pieceLeft;
    }

    /** Whether a frame has been begun but is not complete. */
    boolean isWithinFrame() {
        return frameLeft > 0;
    }

    void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            header.clear();
            if (frameLeft == 0) {
                beginFrame();
            }
            if (blockLeft == 0) {
                blockLeft = Math.min(ZstdFrames.MAX_BLOCK_BYTES, frameLeft);
                ZstdFrames.putRawBlockHeader(header, blockLeft, blockLeft == frameLeft);
            }
            output.write(header.flip());
            writeContent(data);
        }
    }

    private void beginFrame() throws IOException {
        frameLeft = (int) Math.min(FRAME_BYTES, pieceLeft);
        hash.reset();
        ZstdFrames.putRawFrameHeader(header, frameLeft);
        table.add(ZstdFrames.rawFrameBytes(frameLeft), frameLeft);
    }

    private void writeContent(ByteBuffer data) throws IOException {
        int n = Math.min(blockLeft, data.remaining());
        ByteBuffer content = data.slice(data.position(), n);
        hash.update(content);
        output.write(content);
        data.position(data.position() + n);
        blockLeft -= n;
        frameLeft -= n;
        pieceLeft -= n;
        if (frameLeft == 0) {
            output.write(checksum(hash));
        }
    }

    /** The checksum at the end of a frame: the low half of the hash (RFC 8878 section 3.1.1). */
    static ByteBuffer checksum(XxHash64 hash) {
        return ByteBuffer.allocate(ZstdFrames.CHECKSUM_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) hash.value())
                .flip();
    }
}
