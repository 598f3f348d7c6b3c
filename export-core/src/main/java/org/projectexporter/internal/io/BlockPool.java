package org.projectexporter.internal.io;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * A fixed number of blocks that circulate between the threads that fill them and the threads that use their content:
 * all the memory for content, and what slows the first down when the second are slow. A block is made when it is first
 * needed.
 *
 * <p>If one thread takes blocks in the order in which they are returned, the content that is used next always has its
 * blocks, and no two threads can wait for each other.
 *
 * @param <B> a block
 */
public final class BlockPool<B> implements Closeable {
    /** How often a waiting thread asks whether its block is still wanted. */
    private static final long POLL_MILLIS = 100;

    private final int limit;
    private final Supplier<B> maker;
    private final Deque<B> free = new ArrayDeque<>();
    private int made;
    private boolean closed;

    /** Thrown to a thread that takes a block from a closed pool: its work is no longer needed. */
    public static final class ClosedException extends IOException {
        private static final long serialVersionUID = 1;

        ClosedException() {
            super("the work was abandoned");
        }
    }

    /** Whether a waiting thread still wants its block. */
    @FunctionalInterface
    public interface Wanted {
        void check() throws IOException;
    }

    /** Creates a pool of at most {@code limit} blocks. */
    public BlockPool(int limit, Supplier<B> maker) {
        this.limit = limit;
        this.maker = maker;
    }

    /**
     * Takes a block, as it was returned; waits until there is one.
     *
     * @throws ClosedException if the pool is closed
     * @throws InterruptedIOException if the thread is interrupted
     */
    public B take() throws IOException {
        return take(() -> {});
    }

    /**
     * Takes a block, as it was returned; waits until there is one.
     *
     * @param wanted called now and then while the thread waits; throws if the block is no longer wanted
     * @throws ClosedException if the pool is closed
     * @throws InterruptedIOException if the thread is interrupted
     */
    public synchronized B take(Wanted wanted) throws IOException {
        try {
            while (free.isEmpty() && made == limit && !closed) {
                wanted.check();
                wait(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            throw Futures.interrupted();
        }
        return freeOrNew();
    }

    private B freeOrNew() throws ClosedException {
        requireOpen();
        B block = free.poll();
        if (block == null) {
            block = maker.get();
            made++;
        }
        return block;
    }

    /**
     * Checks that the pool is open.
     *
     * @throws ClosedException if it was closed
     */
    public synchronized void requireOpen() throws ClosedException {
        if (closed) {
            throw new ClosedException();
        }
    }

    /** Returns a block. */
    public synchronized void recycle(B block) {
        free.push(block);
        notifyAll();
    }

    /** Closes the pool: current and future calls that take a block fail with {@link ClosedException}. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
