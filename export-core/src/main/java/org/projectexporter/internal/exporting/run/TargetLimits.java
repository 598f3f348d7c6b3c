package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.ExportException;
import org.projectexporter.internal.io.FileSystemLimit;
import org.projectexporter.internal.io.FileSystemTraits;
import org.projectexporter.internal.io.SystemError;

/** What an export needs of its target's file system. */
final class TargetLimits {
    private TargetLimits() {}

    /** An export changes what it has written: headers once sizes are known, its journal, the end of a file. */
    static void requireRewriting(ExportContext context) throws IOException {
        if (!context.work().fileSystem().rewriting()) {
            throw FileSystemLimit.noRewriting(context.target().folder(), null);
        }
    }

    /**
     * Checks that a file system can hold the largest file of an archive.
     *
     * @param folder a folder on it
     * @param bytes the size of the archive, at least
     * @param volumeBytes the size of a volume
     */
    static void requireSize(FileSystemTraits disk, Path folder, long bytes, long volumeBytes) throws ExportException {
        if (Math.min(bytes, volumeBytes) > disk.largestFileBytes()) {
            throw FileSystemLimit.fileTooLarge(folder, disk.largestFileBytes(), null);
        }
    }

    /** Explains that a volume became too large for the file system; null if that is not what failed. */
    static @Nullable ExportException exceeded(FileSystemTraits disk, Path folder, long volumeBytes, IOException e) {
        return disk.largestFileBytes() < volumeBytes && SystemError.FILE_TOO_LARGE.causes(e)
                ? FileSystemLimit.fileTooLarge(folder, disk.largestFileBytes(), e)
                : null;
    }
}
