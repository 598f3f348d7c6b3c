package org.projectexporter.it.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicLong;

import org.projectexporter.ImportLimits;
import org.projectexporter.internal.reading.admission.IncomingArchive;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;

/** Reads archives as an import does, and keeps nothing. */
final class Incoming {
    private Incoming() {}

    /** The released formats. */
    static List<ArchiveFormat> formats() {
        return ServiceLoader.load(ArchiveFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(format -> List.of("zip", "tar", "tar.gz", "tar.zst").contains(format.name()))
                .toList();
    }

    static ArchiveFormat format(String name) {
        return formats().stream()
                .filter(format -> format.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the number of entries, and adds the number of content bytes to {@code bytes}. */
    static int read(String format, SeekableByteChannel archive, ImportLimits limits, AtomicLong bytes)
            throws IOException {
        byte[] buffer = new byte[8192];
        int entries = 0;
        try (IncomingArchive incoming = IncomingArchive.open(format(format), archive, limits)) {
            for (ArchiveEntry entry = incoming.next(); entry != null; entry = incoming.next()) {
                entries++;
                InputStream content = incoming.content();
                for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                    bytes.addAndGet(n);
                }
            }
        }
        return entries;
    }

    /** Reads a file with the default limits. */
    static int read(String format, Path archive) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
            return read(format, channel, ImportLimits.defaults(), new AtomicLong());
        }
    }
}
