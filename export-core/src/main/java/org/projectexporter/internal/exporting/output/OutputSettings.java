package org.projectexporter.internal.exporting.output;

import org.projectexporter.internal.io.DirectFile;

/**
 * How the archive goes to disk. None of it changes the archive.
 *
 * @param blockBytes size of a block; a multiple of 4 KiB, at least 64 KiB
 * @param blocks number of blocks that wait or are being written; at least 3
 * @param direct whether to write past the page cache where the file system lets us
 * @param steps told of each step
 */
public record OutputSettings(int blockBytes, int blocks, boolean direct, DiskSteps steps) {
    public OutputSettings {
        if (blockBytes < 1 << 16 || blockBytes % DirectFile.ALIGNMENT != 0 || blocks < 3) {
            throw new IllegalArgumentException("not workable: " + blocks + " blocks of " + blockBytes + " bytes");
        }
    }

    /** A quarter of {@code memory} bytes in blocks. */
    public static OutputSettings of(int blockBytes, long memory) {
        return new OutputSettings(blockBytes, (int) (memory / blockBytes / 4), true, DiskSteps.ALL_PASS);
    }
}
