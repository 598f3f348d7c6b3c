package org.projectexporter.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.projectexporter.ArchiveDefect;

/**
 * Reads the bytes of one frame after another, without decoding the blocks (RFC 8878 section 3.1.1). Refuses frames that
 * this program does not write: without size or checksum, with a dictionary, or with more than 4 MiB of content.
 */
final class ZstdFrameReader {
    /**
     * Enough for content that does not shrink and its headers, which take fewer than 4 KiB even with blocks of 4 KiB.
     */
    private static final int MAX_BYTES = ZstdFrames.MAX_CONTENT_BYTES + (1 << 16);
    /** RFC 8878 section 3.1.1.1.2: exponent and mantissa of a window of 8 MiB. */
    private static final int MAX_WINDOW = 13 << 3;

    private final InputStream in;
    private final ByteBuffer frame = ByteBuffer.allocate(MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int contentBytes;

    ZstdFrameReader(InputStream in) {
        this.in = in;
    }

    /** A buffer that begins with the frame, which has {@link #frameBytes} bytes. */
    byte[] bytes() {
        return frame.array();
    }

    int frameBytes() {
        return frame.position();
    }

    /** The number of bytes of content according to its header: at most {@link ZstdFrames#MAX_CONTENT_BYTES}. */
    int contentBytes() {
        return contentBytes;
    }

    /** Reads a frame of at most {@code limit} bytes. */
    void read(long limit) throws IOException {
        frame.clear().limit((int) Math.min(limit, MAX_BYTES));
        readHeader();
        while (!readBlock()) {
            // everything is done in the loop condition
        }
        take(ZstdFrames.CHECKSUM_BYTES);
    }

    /** Reads the next bytes of the frame; returns where they start. */
    private int take(int bytes) throws IOException {
        int at = frame.position();
        if (bytes > frame.remaining()) {
            throw Refusal.of(
                    ArchiveDefect.DAMAGED_CONTENT,
                    "zstd: a frame is larger than any frame of this program, or does not end");
        }
        if (in.readNBytes(frame.array(), at, bytes) < bytes) {
            throw Refusal.of(ArchiveDefect.TRUNCATED, "zstd: the archive ends within a frame");
        }
        frame.position(at + bytes);
        return at;
    }

    private void readHeader() throws IOException {
        if (frame.getInt(take(ZstdFrames.MAGIC_BYTES)) != ZstdFrames.MAGIC) {
            throw Refusal.of(ArchiveDefect.NO_HEADER, "zstd: there is no frame where one should be");
        }
        int descriptor = frame.get(take(1));
        boolean single = (descriptor & ZstdFrames.SINGLE_SEGMENT) != 0;
        if ((descriptor & ZstdFrames.NEVER_SET) != 0 || (descriptor & ZstdFrames.HAS_CHECKSUM) == 0) {
            throw Refusal.of(
                    ArchiveDefect.FOREIGN_HEADER, "zstd: a frame is of a kind that this program does not write");
        }
        if (!single && (frame.get(take(1)) & 0xff) > MAX_WINDOW) {
            throw Refusal.of(
                    ArchiveDefect.FOREIGN_HEADER,
                    "zstd: a frame needs a window larger than any that this program uses");
        }
        long size = readContentSize(descriptor >> 6 & 3, single);
        if (size < 0 || size > ZstdFrames.MAX_CONTENT_BYTES) {
            throw Refusal.of(
                    ArchiveDefect.WRONG_SIZE,
                    "zstd: a frame has more content than any frame of this program, or does not declare its size");
        }
        contentBytes = (int) size;
    }

    /** The content size (RFC 8878 section 3.1.1.1.4); -1 if it is absent. */
    private long readContentSize(int flag, boolean single) throws IOException {
        return switch (flag) {
            case 0 -> single ? frame.get(take(1)) & 0xff : -1;
            case 1 -> (frame.getShort(take(Short.BYTES)) & 0xffff) + 256;
            case 2 -> Integer.toUnsignedLong(frame.getInt(take(Integer.BYTES)));
            default -> frame.getLong(take(Long.BYTES));
        };
    }

    /** Reads a block, and returns whether it was the last one. */
    private boolean readBlock() throws IOException {
        int at = take(ZstdFrames.BLOCK_HEADER_BYTES);
        int header = (frame.getShort(at) & 0xffff) | (frame.get(at + Short.BYTES) & 0xff) << Short.SIZE;
        int size = header >> 3;
        switch (header >> 1 & 3) {
            case ZstdFrames.RAW_BLOCK, ZstdFrames.COMPRESSED_BLOCK -> take(size);
            case ZstdFrames.RLE_BLOCK -> take(1);
            default -> throw Refusal.of(ArchiveDefect.DAMAGED_CONTENT, "zstd: a block of unknown type");
        }
        return (header & 1) != 0;
    }
}
