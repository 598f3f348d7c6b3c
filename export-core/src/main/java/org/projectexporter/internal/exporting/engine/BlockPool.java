package org.projectexporter.internal.exporting.engine;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A fixed number of direct buffers that circulate between readers and the writer: all the memory for content, and what
 * slows the readers down when the disk is slow.
 *
 * <p>Blocks are taken in the order of the plan by one thread, and returned in that order by another. So the entry that
 * is written next always has its blocks, and no two entries can wait for each other.
 */
public final class BlockPool {
    private final int blockBytes;
    private final int limit;
    private final Deque<ByteBuffer> free = new ArrayDeque<>();
    private int made;
    private boolean closed;

    public BlockPool(int blockBytes, int blocks) {
        this.blockBytes = blockBytes;
        this.limit = blocks;
    }

    int blockBytes() {
        return blockBytes;
    }

    /**
     * Takes an empty block; waits until there is one.
     *
     * @throws AbortedException if the pool was closed
     */
    public synchronized ByteBuffer take() throws AbortedException {
        try {
            while (free.isEmpty() && made == limit && !closed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbortedException();
        }
        if (closed) {
            throw new AbortedException();
        }
        if (free.isEmpty()) {
            made++;
            return ByteBuffer.allocateDirect(blockBytes);
        }
        return free.pop().clear();
    }

    /** Takes as many blocks as {@code bytes} need, at least one. */
    List<ByteBuffer> takeFor(long bytes) throws AbortedException {
        List<ByteBuffer> blocks = new ArrayList<>();
        do {
            blocks.add(take());
        } while ((long) blocks.size() * blockBytes < bytes);
        return blocks;
    }

    /**
     * Checks that the pool is open.
     *
     * @throws AbortedException if it was closed
     */
    synchronized void requireOpen() throws AbortedException {
        if (closed) {
            throw new AbortedException();
        }
    }

    public synchronized void recycle(ByteBuffer block) {
        free.push(block);
        notifyAll();
    }

    /** Closes the pool: current and future calls that take blocks fail with {@link AbortedException}. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
