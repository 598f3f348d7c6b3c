package org.projectexporter.internal.exporting.output;

import org.projectexporter.internal.io.DirectFile;
import org.projectexporter.internal.io.Extents;
import org.projectexporter.internal.io.FileSystemTraits;

/**
 * How the archive is written to disk. None of these changes the archive.
 *
 * @param blockBytes size of a block; a multiple of 4 KiB, at least 64 KiB
 * @param blocks number of blocks that are waiting or being written; at least 3
 * @param direct whether to bypass the page cache where the file system supports that
 * @param shares whether content may be shared with the files that it comes from, where the file system supports that
 * @param steps notified of each step
 */
public record OutputSettings(int blockBytes, int blocks, boolean direct, boolean shares, DiskSteps steps) {
    public OutputSettings {
        if (blockBytes < 1 << 16 || blockBytes % DirectFile.ALIGNMENT != 0 || blocks < 3) {
            throw new IllegalArgumentException("not workable: " + blocks + " blocks of " + blockBytes + " bytes");
        }
    }

    /** The same on a file system that may be able to do less. */
    public OutputSettings on(FileSystemTraits fileSystem) {
        return new OutputSettings(
                blockBytes,
                blocks,
                direct && fileSystem.directWrites(),
                shares && Extents.maySupport(fileSystem.type()),
                steps);
    }

    /** Uses a quarter of {@code memory} bytes for blocks. */
    public static OutputSettings of(int blockBytes, long memory) {
        return new OutputSettings(blockBytes, (int) (memory / blockBytes / 4), true, true, DiskSteps.ALL_PASS);
    }
}
