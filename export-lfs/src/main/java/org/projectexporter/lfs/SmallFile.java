package org.projectexporter.lfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/** Reads files that are expected to be small. */
final class SmallFile {
    private SmallFile() {}

    /**
     * Reads at most {@code limit} first bytes of a regular file; no link is followed below the project.
     *
     * @throws java.nio.file.NoSuchFileException if there is no regular file, or a folder above it has become a link
     */
    static byte[] read(SourceItem item, ConfinedFolder project, int limit) throws IOException {
        try (InputStream in = Channels.newInputStream(project.open(item.file(), FileStat.read(item.file())))) {
            return in.readNBytes(limit);
        }
    }

    /** Reads at most {@code limit} first bytes of a regular file that is only inspected; links are not followed. */
    static byte[] read(Path file, int limit) throws IOException {
        try (ConfinedFolder folder = ConfinedFolder.of(file);
                InputStream in = Channels.newInputStream(folder.open(file, FileStat.read(file)))) {
            return in.readNBytes(limit);
        }
    }
}
