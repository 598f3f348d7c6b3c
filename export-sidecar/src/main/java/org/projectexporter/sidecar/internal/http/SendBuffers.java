package org.projectexporter.sidecar.internal.http;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Buffers between files and sockets, outside the heap so that nothing is copied; a few are kept. Thread-safe. */
final class SendBuffers {
    /** Enough to make the calls cheap, few enough to stay in the processor's cache. */
    static final int BYTES = 256 * 1024;

    private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(8);

    ByteBuffer take() {
        ByteBuffer kept = free.poll();
        return kept == null ? ByteBuffer.allocateDirect(BYTES) : kept;
    }

    void giveBack(ByteBuffer buffer) {
        boolean unused = free.offer(buffer.clear()); // where there are enough, it is the collector's
    }
}
