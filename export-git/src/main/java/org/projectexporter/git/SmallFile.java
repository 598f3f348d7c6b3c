package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.projectexporter.spi.ConfinedFolder;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;

/**
 * Reads regular files of a repository; never opens anything else. What may travel is read as an item, without following a link
 * anywhere below the project's folder; what is only looked at may be given by its path, of which the last segment is no link.
 */
final class SmallFile {
    private SmallFile() {}

    /** All bytes; null if there is no regular file, or a folder above it has become a link. */
    static byte @Nullable [] readIfPresent(SourceItem item, ConfinedFolder project) throws IOException {
        try {
            return read(item.file(), project);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * All bytes.
     *
     * @throws NoSuchFileException if there is no regular file, or a folder above it has become a link
     */
    static byte[] read(SourceItem item) throws IOException {
        try (ConfinedFolder project = ConfinedFolder.around(item)) {
            return read(item.file(), project);
        }
    }

    private static byte[] read(Path file, ConfinedFolder project) throws IOException {
        try (InputStream in = Channels.newInputStream(project.open(file, FileStat.read(file)))) {
            return in.readAllBytes();
        }
    }

    /** All bytes; null if there is no regular file of this name. */
    static byte @Nullable [] readIfPresent(Path file) throws IOException {
        try {
            return FileStat.read(file).kind() == FileStat.Kind.FILE ? read(file) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** All bytes of what is known to be a regular file. */
    static byte[] read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return in.readAllBytes();
        }
    }

    /** The caller closes it. */
    static InputStream open(Path file) throws IOException {
        try (ConfinedFolder folder = ConfinedFolder.of(file)) {
            return Channels.newInputStream(folder.open(file, FileStat.read(file)));
        }
    }
}
