package org.projectexporter.internal.exporting.engine;

/**
 * How much memory and how many threads the engine uses. None of these changes the archive.
 *
 * @param blockBytes size of a block; at least 64 KiB
 * @param blocks number of blocks in the pool
 * @param wholeBytes files up to this size in bytes are read completely before their header is written; at most half of
 *     the pool
 * @param readers number of threads that read such files
 */
public record EngineSettings(int blockBytes, int blocks, long wholeBytes, int readers) {
    public EngineSettings {
        if (blockBytes < 1 << 16 || blocks < 4 || wholeBytes > (long) blockBytes * blocks / 2 || readers < 1) {
            throw new IllegalArgumentException("not workable: " + blocks + " blocks of " + blockBytes + " bytes, "
                    + wholeBytes + " bytes as a whole, " + readers + " readers");
        }
    }

    /**
     * Three quarters of {@code memory} bytes in blocks of at most 1 MiB; a third of that for a file that is read
     * completely.
     */
    public static EngineSettings of(int readers, long memory) {
        int blockBytes = blockBytes(memory);
        int blocks = (int) (memory / blockBytes * 3 / 4);
        return new EngineSettings(blockBytes, blocks, (long) blockBytes * (blocks / 3), readers);
    }

    /** A 64th of {@code memory}, between 64 KiB and 1 MiB, a power of two. */
    public static int blockBytes(long memory) {
        return (int) Math.max(1 << 16, Math.min(1 << 20, Long.highestOneBit(memory / 64)));
    }
}
