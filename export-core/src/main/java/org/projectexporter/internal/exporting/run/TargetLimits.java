package org.projectexporter.internal.exporting.run;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

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
     * Checks that the file system can hold the largest file of an archive.
     *
     * @param bytes the size of the archive, at least
     */
    static void requireSize(ExportContext context, long bytes) throws IOException {
        long largest = context.work().fileSystem().largestFileBytes();
        if (Math.min(bytes, context.request().volumeBytes()) > largest) {
            throw FileSystemLimit.fileTooLarge(context.target().folder(), largest, null);
        }
    }

    /** Explains that the archive became too large for one file; null if that is not what happened. */
    static @Nullable ExportException exceeded(ExportContext context, IOException e) throws IOException {
        FileSystemTraits disk = context.work().fileSystem();
        boolean known = disk.largestFileBytes() < context.request().volumeBytes();
        return known && SystemError.FILE_TOO_LARGE.causes(e)
                ? FileSystemLimit.fileTooLarge(context.target().folder(), disk.largestFileBytes(), e)
                : null;
    }
}
