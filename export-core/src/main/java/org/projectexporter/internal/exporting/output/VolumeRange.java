package org.projectexporter.internal.exporting.output;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.projectexporter.internal.io.ReadOnlyChannel;

/**
 * Bytes of the volumes as a channel, while the archive is written. They are read through the page cache, since they may
 * be read twice; what is written to them later past the page cache replaces them there as well.
 */
final class VolumeRange extends ReadOnlyChannel {
    private final VolumeFiles files;
    private final long start;
    private final long bytes;
    private @Nullable FileChannel volume;
    private int number = -1;
    private boolean closed;

    /** The {@code bytes} bytes from {@code start} on. */
    VolumeRange(VolumeFiles files, long start, long bytes) {
        this.files = files;
        this.start = start;
        this.bytes = bytes;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position >= bytes) {
            return -1;
        }
        long at = start + position;
        long left = Math.min(bytes - position, files.endAfter(at) - at);
        ByteBuffer part = into.slice(into.position(), (int) Math.min(into.remaining(), left));
        int n = at(at).read(part, at - files.startOf(at));
        if (n < 0) {
            throw new IOException("the archive became shorter while it was written");
        }
        into.position(into.position() + n);
        position += n;
        return n;
    }

    private FileChannel at(long at) throws IOException {
        FileChannel open = volume;
        if (open == null || number != files.numberAt(at)) {
            closeVolume();
            number = files.numberAt(at);
            open = FileChannel.open(files.volume(number), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            volume = open;
        }
        return open;
    }

    private void closeVolume() throws IOException {
        if (volume != null) {
            volume.close();
            volume = null;
        }
    }

    @Override
    public long size() {
        return bytes;
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        closeVolume();
    }
}
