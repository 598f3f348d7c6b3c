package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

import org.projectexporter.spi.FileStat;

/** Reads regular files of a repository; never opens anything else, never follows a link in the last segment. */
final class SmallFile {
    private SmallFile() {}

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
        SeekableByteChannel channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        return Channels.newInputStream(channel);
    }
}
