package org.projectexporter.internal.layout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.internal.io.ReadOnlyChannel;

/**
 * The parts of an archive as one channel for reading. It opens a part when it is needed and keeps only a few of them
 * open, since there may be more volumes than a process may open files. For one thread.
 */
public final class JoinedChannel extends ReadOnlyChannel {
    private static final int OPEN_AT_MOST = 4;

    private final List<ArchiveParts.Part> parts;
    private final long[] starts;
    private final Map<Integer, FileChannel> open = new LinkedHashMap<>(8, 0.75f, true);
    private boolean closed;

    /** Reads the parts in this order, each with its recorded size. */
    public JoinedChannel(List<ArchiveParts.Part> parts) {
        this.parts = List.copyOf(parts);
        this.starts = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            starts[i + 1] = starts[i] + parts.get(i).bytes();
        }
    }

    /** Reads at most to the end of a part; throws an {@link IOException} if a part has become shorter. */
    @Override
    public int read(ByteBuffer into) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (position >= size()) {
            return -1;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        int part = partAt(position);
        int limit = into.limit();
        into.limit(into.position() + (int) Math.min(into.remaining(), starts[part + 1] - position));
        int n = channel(part).read(into, position - starts[part]);
        into.limit(limit);
        if (n <= 0) {
            throw new IOException(parts.get(part).file() + " became shorter while it was read");
        }
        position += n;
        return n;
    }

    /** The part that contains a position; never an empty one. */
    private int partAt(long at) {
        int i = Arrays.binarySearch(starts, at);
        int part = i < 0 ? -i - 2 : i;
        while (starts[part + 1] <= at) {
            part++;
        }
        return part;
    }

    private FileChannel channel(int part) throws IOException {
        FileChannel channel = open.get(part);
        if (channel == null) {
            if (open.size() == OPEN_AT_MOST) {
                Iterator<FileChannel> oldest = open.values().iterator();
                oldest.next().close();
                oldest.remove();
            }
            channel = FileChannel.open(parts.get(part).file());
            open.put(part, channel);
        }
        return channel;
    }

    @Override
    public long size() {
        return starts[starts.length - 1];
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        IOException failure = null;
        for (FileChannel channel : open.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
