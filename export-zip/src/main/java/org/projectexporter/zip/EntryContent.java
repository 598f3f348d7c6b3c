package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveWriter;

/** The content of one entry on its way into the archive. */
interface EntryContent {
    /** Writes the next bytes: all of {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /** Ends the entry, whose content has the CRC-32 {@code crc32}. */
    void close(long crc32) throws IOException;

    /** As {@link ArchiveWriter#offerSnapshot}. */
    default boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        return false;
    }
}
