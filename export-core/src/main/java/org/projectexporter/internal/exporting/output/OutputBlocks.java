package org.projectexporter.internal.exporting.output;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.CancellationToken;
import org.projectexporter.internal.io.DirectFile;

/** A fixed number of aligned buffers for the disk and the digest; they slow the writer down when either is slow. */
final class OutputBlocks {
    /** How often to poll a flag that does not wake waiting threads. */
    private static final long POLL_MILLIS = 100;

    /** A buffer and the position of its first byte in the archive; free again when both users have released it. */
    final class Block {
        final ByteBuffer buffer = DirectFile.newBuffer(blockBytes);
        private final AtomicInteger users = new AtomicInteger();
        private long start;

        long start() {
            return start;
        }

        long end() {
            return start + buffer.position();
        }

        /** Hands it to two users. */
        void share() {
            users.set(2);
        }

        void release() {
            if (users.decrementAndGet() == 0) {
                recycle(this);
            }
        }
    }

    private final int blockBytes;
    private final int limit;
    private final CancellationToken cancellation;
    private final Deque<Block> free = new ArrayDeque<>();
    private int made;

    OutputBlocks(int blockBytes, int limit, CancellationToken cancellation) {
        this.blockBytes = blockBytes;
        this.limit = limit;
        this.cancellation = cancellation;
    }

    /** Takes an empty block for the bytes from {@code start} to at most {@code end}; waits until there is one. */
    synchronized Block take(long start, long end) throws IOException {
        try {
            while (free.isEmpty() && made == limit) {
                cancellation.throwIfCancelled();
                wait(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the thread of the export was interrupted");
        }
        Block block = free.poll();
        if (block == null) {
            made++;
            block = new Block();
        }
        block.start = start;
        block.buffer.clear().limit((int) Math.min(blockBytes, end - start));
        return block;
    }

    private synchronized void recycle(Block block) {
        free.push(block);
        notifyAll();
    }
}
