package org.projectexporter.sidecar.internal.http;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers between files and sockets, outside the heap so that nothing is copied; a few are pooled. Any number of
 * concurrent bodies uses little memory: those beyond the first ones get small buffers. Thread-safe.
 */
final class SendBuffers {
    /** Large enough to make the calls cheap, small enough for the processor's cache. */
    private static final int BYTES = 256 * 1024;

    private static final int MOST_LARGE = 32;
    private static final int SMALL_BYTES = 16 * 1024;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(8);
    private final AtomicInteger taken = new AtomicInteger();

    ByteBuffer take() {
        if (taken.getAndIncrement() >= MOST_LARGE) {
            return ByteBuffer.allocateDirect(SMALL_BYTES);
        }
        ByteBuffer kept = free.poll();
        return kept == null ? ByteBuffer.allocateDirect(BYTES) : kept;
    }

    void recycle(ByteBuffer buffer) {
        forget();
        if (buffer.capacity() == BYTES) {
            boolean unused = free.offer(buffer.clear()); // if the pool is full, it is garbage-collected
        }
    }

    /** Abandons a buffer to the garbage collector. */
    void forget() {
        taken.decrementAndGet();
    }
}
