package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.ArchiveDefect;

/** Reads a {@link SeekTable} piece by piece while its frames are read, without changing the channel's position. */
final class SeekTableReader {
    private static final int BUFFER_BYTES = 1 << 13;

    private final SeekableByteChannel channel;
    private final long start;
    private final long end;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    private long position;

    /** Checks that there is exactly one table at the very end of {@code channel}. */
    SeekTableReader(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        long size = channel.size();
        end = size - SeekTable.FOOTER_BYTES;
        if (end < SeekTable.HEADER_BYTES || !isFooter(end)) {
            throw whyNoTable();
        }
        position = end;
        fill(SeekTable.FOOTER_BYTES);
        long frames = Integer.toUnsignedLong(buffer.getInt());
        require(frames <= SeekTable.MAX_FRAMES, "its table has more frames than possible");
        long bytes = frames * SeekTable.ENTRY_BYTES;
        start = end - bytes - SeekTable.HEADER_BYTES;
        require(start >= 0, "its table of frames is larger than the archive");
        position = start;
        fill(SeekTable.HEADER_BYTES);
        require(
                buffer.getInt() == SeekTable.FRAME_MAGIC && buffer.getInt() == bytes + SeekTable.FOOTER_BYTES,
                "its table of frames does not begin where its footer says");
    }

    private boolean isFooter(long at) throws IOException {
        position = at;
        fill(SeekTable.FOOTER_BYTES);
        return buffer.get(Integer.BYTES) == SeekTable.DESCRIPTOR
                && buffer.getInt(Integer.BYTES + 1) == SeekTable.FOOTER_MAGIC;
    }

    /** Finds out why there is no table; the result is only used for the message, and is not trusted. */
    private IOException whyNoTable() throws IOException {
        for (long at = end - 1; at >= SeekTable.HEADER_BYTES && at >= end - BUFFER_BYTES; at--) {
            if (isFooter(at)) {
                return Refusal.of(ArchiveDefect.TRAILING_BYTES, "zstd: bytes follow its table of frames");
            }
        }
        position = 0;
        fill((int) Math.min(ZstdFrames.MAGIC_BYTES, channel.size()));
        boolean zstd = buffer.remaining() == ZstdFrames.MAGIC_BYTES && buffer.getInt() == ZstdFrames.MAGIC;
        return zstd
                ? Refusal.of(ArchiveDefect.TRUNCATED, "zstd: does not end with its table of frames")
                : Refusal.of(ArchiveDefect.NOT_AN_ARCHIVE, "zstd: not a tar.zst: it does not begin like one");
    }

    private static void require(boolean condition, String otherwise) throws IOException {
        Refusal.require(condition, ArchiveDefect.WRONG_DIRECTORY, "zstd: " + otherwise);
    }

    /** The position where the table starts and the frames end. */
    long start() {
        return start;
    }

    /** Compares the next table entry with a frame that was read. */
    void check(int frameBytes, int contentBytes) throws IOException {
        require(!isAtEnd(), "its table names fewer frames than there are");
        if (!buffer.hasRemaining()) {
            fill((int) Math.min(BUFFER_BYTES, end - position));
        }
        require(buffer.getInt() == frameBytes && buffer.getInt() == contentBytes, "a frame does not match the table");
    }

    /** Whether all entries have been compared. */
    boolean isAtEnd() {
        return position == end && !buffer.hasRemaining();
    }

    private void fill(int bytes) throws IOException {
        long before = channel.position();
        buffer.clear().limit(bytes);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw Refusal.of(ArchiveDefect.TRUNCATED, "zstd: the archive ends within its table of frames");
            }
        }
        buffer.flip();
        position += bytes;
        channel.position(before);
    }
}
