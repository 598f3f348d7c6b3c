package org.projectexporter.spi.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;

import org.projectexporter.spi.ArchiveOutput;

/**
 * An archive that is being written, as the channel that many libraries ask for. Bytes are appended at the end, and
 * overwrite what is there at any other position; a position past the end is reached by zeros when something is written
 * there. It cannot be read or shortened.
 *
 * <p>A format whose writer moves the position back over earlier entries, or to the beginning, declares that it
 * {@linkplain org.projectexporter.spi.ArchiveFormat#needsSeek needs to seek}. Used by one thread, as the output.
 */
public final class OutputChannel implements SeekableByteChannel {
    private static final int ZEROS = 4096;

    private final ArchiveOutput output;
    private long position;
    private boolean open = true;

    /**
     * A channel at the current end of the archive.
     *
     * @param output is not closed with the channel
     */
    public OutputChannel(ArchiveOutput output) {
        this.output = output;
        this.position = output.position();
    }

    @Override
    public int write(ByteBuffer data) throws IOException {
        requireOpen();
        int bytes = data.remaining();
        for (long gap = position - output.position(); gap > 0 && bytes > 0; gap = position - output.position()) {
            output.write(ByteBuffer.allocate((int) Math.min(gap, ZEROS)));
        }
        int before = (int) Math.min(bytes, output.position() - position);
        if (before > 0) {
            output.patch(position, data.slice(data.position(), before));
            data.position(data.position() + before);
        }
        if (data.hasRemaining()) {
            output.write(data);
        }
        position += bytes;
        return bytes;
    }

    @Override
    public long position() throws IOException {
        requireOpen();
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
        requireOpen();
        if (newPosition < 0) {
            throw new IllegalArgumentException("a position before the beginning: " + newPosition);
        }
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        requireOpen();
        return output.position();
    }

    @Override
    public int read(ByteBuffer into) {
        throw new NonReadableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        requireOpen();
        if (size < output.position()) {
            throw new UnsupportedOperationException("an archive cannot be shortened while it is written");
        }
        return this;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Leaves the archive's output open. */
    @Override
    public void close() {
        open = false;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }
}
