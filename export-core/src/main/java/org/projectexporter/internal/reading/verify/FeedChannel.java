package org.projectexporter.internal.reading.verify;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.io.ReadOnlyChannel;
import org.projectexporter.internal.layout.JoinedChannel;
import org.projectexporter.internal.progress.VerifyListener;

/**
 * The archive as a channel for a format's reader. Sequential reads come from the feed; other reads (the directory at
 * the end of a zip) go to the files themselves. For one thread.
 */
final class FeedChannel extends ReadOnlyChannel {
    private final BlockFeed feed;
    private final JoinedChannel files;
    private final VerifyListener listener;
    private final CancellationToken cancellation;
    private @Nullable Block block;
    private long blockEnd;

    /** Closing it closes {@code files}, but not the feed. */
    FeedChannel(BlockFeed feed, JoinedChannel files, VerifyListener listener, CancellationToken cancellation) {
        this.feed = feed;
        this.files = files;
        this.listener = listener;
        this.cancellation = cancellation;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position >= size()) {
            return -1;
        }
        if (!into.hasRemaining()) {
            return 0;
        }
        if (position >= blockEnd && position < blockEnd + feed.blockBytes()) {
            advanceTo(position);
        }
        Block here = block;
        if (here == null || position < here.position() || position >= here.end()) {
            return readElsewhere(into);
        }
        ByteBuffer bytes = here.bytes();
        bytes.position((int) (position - here.position()));
        bytes.limit(bytes.position() + Math.min(into.remaining(), bytes.remaining()));
        int n = bytes.remaining();
        into.put(bytes);
        position += n;
        return n;
    }

    private int readElsewhere(ByteBuffer into) throws IOException {
        int n;
        try {
            n = files.position(position).read(into);
        } catch (IOException e) {
            throw new UnreadableException("the archive cannot be read: " + e.getMessage(), e);
        }
        position += Math.max(0, n);
        return n;
    }

    /** Takes blocks from the feed until one contains {@code wanted}. */
    private void advanceTo(long wanted) throws IOException {
        while (blockEnd <= wanted && takeNext()) {}
    }

    private boolean takeNext() throws IOException {
        cancellation.throwIfCancelled();
        Block old = block;
        if (old != null) {
            block = null;
            feed.release(old);
        }
        Block next = feed.next();
        if (next == null) {
            return false;
        }
        block = next;
        blockEnd = next.end();
        listener.verified(next.end() - next.position());
        return true;
    }

    /** Consumes the rest of the feed, so that the digests are complete. */
    void drain() throws IOException {
        while (takeNext()) {}
    }

    @Override
    public long size() {
        return files.size();
    }

    @Override
    public boolean isOpen() {
        return files.isOpen();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
