package org.projectexporter.lfs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** Reads files that are expected to be small. */
final class SmallFile {
    private SmallFile() {}

    /** The first bytes of a regular file, at most {@code limit}; links are not followed. */
    static byte[] read(Path file, int limit) throws IOException {
        try (InputStream in = Channels.newInputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)))) {
            return in.readNBytes(limit);
        }
    }
}
