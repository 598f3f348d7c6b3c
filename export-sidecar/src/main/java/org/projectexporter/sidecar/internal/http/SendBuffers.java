package org.projectexporter.sidecar.internal.http;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers between files and sockets, outside the heap so that nothing is copied; a few are kept. However many bodies are on their way,
 * they take little memory: those beyond the first get small buffers. Thread-safe.
 */
final class SendBuffers {
    /** Enough to make the calls cheap, few enough to stay in the processor's cache. */
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

    void giveBack(ByteBuffer buffer) {
        forget();
        if (buffer.capacity() == BYTES) {
            boolean unused = free.offer(buffer.clear()); // where there are enough, it is the collector's
        }
    }

    /** One is not given back, and left to the collector. */
    void forget() {
        taken.decrementAndGet();
    }
}
