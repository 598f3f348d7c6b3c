package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.files.Disk;

/** A file system that cannot do what an export or import needs, in one sentence with the way out. */
public final class FileSystemLimit {
    private FileSystemLimit() {}

    /**
     * It writes files from the first byte to the last only, or does not do what it reports as done.
     *
     * @param folder a folder on it
     */
    public static ExportException noRewriting(Path folder, @Nullable Exception cause) {
        String type = type(folder);
        return ExportException.builder(
                        Reason.TARGET_UNUSABLE,
                        "the file system of " + folder + " (" + type + ") cannot change a file that it has written"
                                + (cause == null ? "" : " (" + ErrorText.of(cause) + ")") + "; " + wayOut(type))
                .path(folder)
                .cause(cause)
                .build();
    }

    /** Without a cache, {@code rclone mount} can only write files in one go (rclone mount, "VFS File Caching"). */
    private static String wayOut(String type) {
        return type.contains("rclone")
                ? "mount it with the option --vfs-cache-mode writes of rclone, or choose a target on another disk"
                : "choose a target on another disk, and copy the result";
    }

    /** A file would be larger than its largest one. */
    public static ExportException fileTooLarge(Path folder, long largest, @Nullable Exception cause) {
        return ExportException.builder(
                        Reason.FILE_TOO_LARGE,
                        "the file system of " + folder + " (" + type(folder) + ") cannot hold a file of more than "
                                + largest + " bytes, and the archive is larger; export it in volumes, or choose a"
                                + " target on another disk")
                .option("splitSizeMb " + (largest >> 20))
                .path(folder)
                .cause(cause)
                .build();
    }

    private static String type(Path folder) {
        try {
            return Disk.type(folder);
        } catch (IOException e) {
            return "of unknown type";
        }
    }
}
