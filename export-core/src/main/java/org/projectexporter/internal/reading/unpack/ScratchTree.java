package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.reading.verify.EntrySink;
import org.projectexporter.spi.ArchiveEntry;

/**
 * Unpacks for a short time the files that a proof needs, into a private folder of this process. It contains only
 * folders and files, so that no path leads through a link. Nothing is made durable, and nobody else gets access.
 */
final class ScratchTree implements Tree {
    private final StagedPaths paths;
    private final Predicate<ArchiveEntry> needed;

    ScratchTree(StagedPaths paths, Predicate<ArchiveEntry> needed) {
        this.paths = paths;
        this.needed = needed;
    }

    @Override
    public void addFolder(ArchiveEntry entry) throws IOException {
        paths.make(entry.path(), path -> inFolder(path, () -> Files.createDirectory(path)));
    }

    @Override
    public void addLink(ArchiveEntry entry) {
        // no repository has links: an import refuses them
    }

    @Override
    public File addFile(ArchiveEntry entry, EntrySink.ContentPosition content) throws IOException {
        if (MetadataNames.isMetadata(entry.path()) || !needed.test(entry)) {
            return File.NONE;
        }
        return new Scratch(paths.make(entry.path(), path -> inFolder(path, () -> create(path))));
    }

    private static FileChannel create(Path path) throws IOException {
        return FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    /** In a damaged archive, which is read to its end all the same, the entry of a folder may be missing. */
    private static <T> T inFolder(Path path, Step<T> step) throws IOException {
        try {
            return step.run();
        } catch (NoSuchFileException e) {
            @Nullable Path folder = path.getParent();
            if (folder == null || Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
            Files.createDirectories(folder);
            return step.run();
        }
    }

    private record Scratch(FileChannel channel) implements File {
        @Override
        public void write(byte[] bytes, int length) throws IOException {
            Tree.write(channel, ByteBuffer.wrap(bytes, 0, length));
        }

        @Override
        public void finish() throws IOException {
            channel.close();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
