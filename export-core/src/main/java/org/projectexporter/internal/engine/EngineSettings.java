package org.projectexporter.internal.engine;

/**
 * How much memory and how many threads the engine takes. None of it changes the archive.
 *
 * @param blockBytes size of a block; at least 64 KiB
 * @param blocks number of blocks in the pool
 * @param wholeBytes files up to this size are read as a whole before their header is written; at most half of the pool
 * @param readers threads that read files as a whole
 */
public record EngineSettings(int blockBytes, int blocks, long wholeBytes, int readers) {
    public EngineSettings {
        if (blockBytes < 1 << 16 || blocks < 4 || wholeBytes > (long) blockBytes * blocks / 2 || readers < 1) {
            throw new IllegalArgumentException("not workable: " + blocks + " blocks of " + blockBytes + " bytes, "
                    + wholeBytes + " bytes as a whole, " + readers + " readers");
        }
    }

    /** 64 blocks of 1 MiB; files up to 16 MiB as a whole. */
    public static EngineSettings withReaders(int readers) {
        return new EngineSettings(1 << 20, 64, 16 << 20, readers);
    }
}
