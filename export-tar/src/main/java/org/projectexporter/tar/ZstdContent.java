package org.projectexporter.tar;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;

import org.projectexporter.ArchiveDefect;

/**
 * The content of the frames that {@link ZstdStream} writes, one frame at a time. Stricter than zstd's own program:
 * every frame must have its size and a checksum, the table at the end must list exactly the frames, and nothing may
 * follow it.
 */
final class ZstdContent extends InputStream implements PositionAware {
    private final SeekTableReader table;
    private final ZstdFrameReader frames;
    private final ZstdDecompressCtx context;
    private final byte[] content = new byte[ZstdFrames.MAX_CONTENT_BYTES];
    private long position;
    private long frameStart;
    private int next;
    private int limit;

    /** Reads the end of {@code channel} immediately. Does not close it. */
    ZstdContent(SeekableByteChannel channel) throws IOException {
        table = new SeekTableReader(channel);
        frames = new ZstdFrameReader(new ChannelContent(channel));
        ZstdLibrary.load();
        context = new ZstdDecompressCtx();
    }

    @Override
    public int read() throws IOException {
        return fill() ? content[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int n = Math.min(length, limit - next);
        System.arraycopy(content, next, into, offset, n);
        next += n;
        return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        if (bytes <= 0 || !fill()) {
            return 0;
        }
        int n = (int) Math.min(bytes, limit - next);
        next += n;
        return n;
    }

    /** Reads the next frame if the current one is exhausted; false at the end. */
    private boolean fill() throws IOException {
        while (next == limit) {
            if (position == table.start()) {
                if (!table.isAtEnd()) {
                    throw Refusal.of(ArchiveDefect.WRONG_DIRECTORY, "zstd: its table lists more frames than there are");
                }
                return false;
            }
            readFrame();
        }
        return true;
    }

    private void readFrame() throws IOException {
        frames.read(table.start() - position);
        frameStart = position;
        position += frames.frameBytes();
        table.check(frames.frameBytes(), frames.contentBytes());
        int bytes;
        try {
            bytes = context.decompressByteArray(
                    content, 0, frames.contentBytes(), frames.bytes(), 0, frames.frameBytes());
        } catch (ZstdException e) {
            throw Refusal.of(ArchiveDefect.DAMAGED_CONTENT, "zstd: a frame is damaged: " + e.getMessage());
        }
        if (bytes != frames.contentBytes()) {
            throw Refusal.of(ArchiveDefect.WRONG_SIZE, "zstd: a frame has less content than it declares");
        }
        next = 0;
        limit = bytes;
    }

    /** The position of the frame that contains the next byte. */
    @Override
    public long position() {
        return next < limit ? frameStart : position;
    }

    @Override
    public void close() {
        context.close();
    }
}
