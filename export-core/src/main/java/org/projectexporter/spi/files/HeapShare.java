package org.projectexporter.spi.files;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A share of the heap that Java was started with, for what has to be known at one time: what takes more is refused by name, before it
 * fails in a place that nobody can foresee. Sizes are estimates. Thread-safe.
 *
 * <pre>{@code
 * HeapShare heap = HeapShare.half();
 * heap.take(120, "the refs of " + repository);
 * }</pre>
 */
public final class HeapShare {
    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    /** A share of so many bytes. */
    public HeapShare(long bytes) {
        this.bytes = bytes;
    }

    /** Half of the largest heap that this Java may have. */
    public static HeapShare half() {
        return new HeapShare(Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Takes some of it.
     *
     * @param what it is for, for people; the subject of a sentence, in the plural
     * @throws MemoryException if there is not so much left
     */
    public void take(long size, Object what) throws MemoryException {
        if (taken.addAndGet(size) > bytes) {
            taken.addAndGet(-size);
            throw MemoryException.ofHeap(what.toString(), null);
        }
    }

    /** What is no longer known. */
    public void giveBack(long size) {
        taken.addAndGet(-size);
    }

    /** How much is left, 0 or more. */
    public long left() {
        return Math.max(0, bytes - taken.get());
    }
}
