package org.projectexporter.spi.files;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A share of the maximum heap, for data that has to be in memory at the same time: exceeding it is reported with the
 * name of the data, before memory runs out at an unpredictable place. Sizes are estimates. Thread-safe.
 *
 * <pre>{@code
 * HeapShare heap = HeapShare.half();
 * heap.take(120, "the refs of " + repository);
 * }</pre>
 */
public final class HeapShare {
    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /**
     * A share of the heap.
     *
     * @param bytes how much may be taken
     */
    public HeapShare(long bytes) {
        this.bytes = bytes;
    }

    /** {@return half of the maximum heap of this JVM} */
    public static HeapShare half() {
        return new HeapShare(Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Takes a part of it.
     *
     * @param size number of bytes
     * @param what what it is for, for people; the subject of a sentence, in the plural
     * @throws MemoryException if not enough is left
     */
    public void take(long size, Object what) throws MemoryException {
        if (taken.addAndGet(size) > bytes) {
            taken.addAndGet(-size);
            throw MemoryException.ofHeap(what.toString(), null);
        }
    }

    /**
     * Gives bytes back that are no longer in memory.
     *
     * @param size their number
     */
    public void release(long size) {
        taken.addAndGet(-size);
    }

    /** {@return the number of bytes left, 0 or more} */
    public long left() {
        return Math.max(0, bytes - taken.get());
    }
}
