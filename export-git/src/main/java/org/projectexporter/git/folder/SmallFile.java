package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Reads regular files of a repository and never opens anything else. A file that may be exported is read as an item,
 * without following links anywhere below the project's folder; a file that is only inspected may be given by its path,
 * whose last segment is not followed if it is a link. A file that is read into memory has at most {@link #MAX_BYTES};
 * a larger one is refused.
 */
public final class SmallFile {
    /** Far more than any of Git's configurations, lists or links contains. */
    public static final int MAX_BYTES = 4 << 20;

    private SmallFile() {}

    /** All bytes; null if there is no regular file, or a folder above it has become a link. */
    public static byte @Nullable [] readIfPresent(SourceItem item, ConfinedFolder project) throws IOException {
        try (InputStream in = open(item, project)) {
            return all(in, item.path());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /**
     * All bytes.
     *
     * @throws NoSuchFileException if there is no regular file, or a folder above it has become a link
     */
    public static byte[] read(SourceItem item) throws IOException {
        try (InputStream in = open(item)) {
            return all(in, item.path());
        }
    }

    /**
     * A file of any size. The caller closes it.
     *
     * @throws NoSuchFileException if there is no regular file, or a folder above it has become a link
     */
    public static InputStream open(SourceItem item, ConfinedFolder project) throws IOException {
        return new NamedInput(
                item.file(), Channels.newInputStream(project.open(item.file(), FileStat.read(item.file()))));
    }

    /** A file of any size, opened through a confined folder of its own. The caller closes it. */
    public static InputStream open(SourceItem item) throws IOException {
        ConfinedFolder project = ConfinedFolder.around(item);
        try {
            return new FilterInputStream(open(item, project)) {
                @Override
                public void close() throws IOException {
                    try (project) {
                        super.close();
                    }
                }
            };
        } catch (IOException | RuntimeException e) {
            project.close();
            throw e;
        }
    }

    /** All bytes; null if there is no regular file of this name. */
    public static byte @Nullable [] readIfPresent(Path file) throws IOException {
        try {
            return FileStat.read(file).kind() == FileStat.Kind.FILE ? read(file) : null;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** All bytes of a file that is known to be a regular file. */
    public static byte[] read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return all(in, file);
        }
    }

    private static byte[] all(InputStream in, Object shown) throws IOException {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw tooLarge(shown);
        }
        return bytes;
    }

    /** An error for a file that is too large to be read into memory. */
    public static SourceException tooLarge(Object shown) {
        return new SourceException(shown + " has more than " + (MAX_BYTES >> 20)
                + " MiB, which is more than Git ever writes there; examine it, and shrink it or move it away");
    }

    /** A regular file of any size. The caller closes it. */
    public static InputStream open(Path file) throws IOException {
        try (ConfinedFolder folder = ConfinedFolder.of(file)) {
            return new NamedInput(file, Channels.newInputStream(folder.open(file, FileStat.read(file))));
        }
    }
}
