package org.projectexporter.internal.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;

import org.projectexporter.spi.files.Disk;
import org.projectexporter.spi.files.FileSystemSync;

/** The implementation of {@link FileSystemSync}, loaded when it is first used: that takes time. */
public final class WholeFileSystem {
    /**
     * File systems on which many calls of fsync(2) are slow even if they are made at the same time: 28,000 of them took
     * 30 s on btrfs, and on ext4 half a second.
     */
    private static final Set<String> TYPES = Set.of("btrfs");

    private WholeFileSystem() {}

    /** The result of the search. */
    private static final class Found {
        static final Optional<FileSystemSync> SYNC = Service.first(ServiceLoader.load(FileSystemSync.class));

        private Found() {}
    }

    /** The file system of a folder, if it is better synced as a whole than file by file. */
    public static Optional<FileSystemSync.Opened> open(Path folder) throws IOException {
        return TYPES.contains(Disk.type(folder)) ? Found.SYNC.flatMap(sync -> sync.open(folder)) : Optional.empty();
    }
}
