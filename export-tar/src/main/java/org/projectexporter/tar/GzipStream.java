package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.BlockDeflater;

/**
 * A tar in one gzip member (RFC 1952). Many readers stop after the first member, so there is but one, its deflate stream joined
 * from segments: pieces worth compressing that follow each other are one segment, cut into blocks of 1 MiB; a piece that is not
 * is a segment of stored blocks. A segment knows nothing of the one before it.
 *
 * <p>Between two calls it remembers CRC, length, and of a segment that is being compressed one block with its window.
 */
final class GzipStream implements TarStream {
    /** RFC 1952 section 2.3: magic, method deflate, no flags, no time, no hint of the effort, system unknown. */
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    /** RFC 1951 section 3.2.6: the last block, fixed codes, nothing but the end of the block. */
    private static final byte[] LAST_BLOCK = {3, 0};

    private final ArchiveOutput output;
    private final int level;
    private final BlockDeflater deflater;
    private final StoredBlocks stored;
    private final CRC32 crc = new CRC32();
    private long bytes;
    private boolean compressing;

    GzipStream(ArchiveOutput output, int level) throws IOException {
        this.output = output;
        this.level = level;
        this.stored = new StoredBlocks(output);
        output.write(ByteBuffer.wrap(HEADER));
        this.deflater = new BlockDeflater(level);
        deflater.begin();
    }

    /** The ten bytes with which every archive begins. */
    static byte[] headerBytes() {
        return HEADER.clone();
    }

    @Override
    public void begin(long pieceBytes, boolean compress) throws IOException {
        boolean compressed = compress && level > 0;
        if (!compressed) {
            endSegment();
            stored.begin(pieceBytes);
        }
        compressing = compressed;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        bytes += data.remaining();
        crc.update(data.duplicate());
        if (!compressing) {
            stored.write(data);
            return;
        }
        while (data.hasRemaining()) {
            deflater.fill(data);
            if (deflater.isFull()) {
                deflateBlock();
            }
        }
    }

    private void deflateBlock() throws IOException {
        output.write(deflater.deflate(false));
        deflater.next();
    }

    private void endSegment() throws IOException {
        if (!deflater.isEmpty()) {
            deflateBlock();
        }
        deflater.begin();
    }

    /** RFC 1952 section 2.3.1: CRC-32, and the length modulo 2^32. */
    @Override
    public void finish() throws IOException {
        endSegment();
        ByteBuffer end =
                ByteBuffer.allocate(LAST_BLOCK.length + 2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        end.put(LAST_BLOCK).putInt((int) crc.getValue()).putInt((int) bytes);
        output.write(end.flip());
    }

    @Override
    public void close() {
        deflater.close();
    }
}
