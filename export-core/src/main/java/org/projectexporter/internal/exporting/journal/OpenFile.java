package org.projectexporter.internal.exporting.journal;

import org.jspecify.annotations.Nullable;

import java.util.Map;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.FileStat;

/**
 * A large file of which a part was written.
 *
 * @param part the part of the archive in which it lies
 * @param number its number in that part, from 0
 * @param entry as the writer was given it
 * @param stat of the file when it was opened; null for captured bytes
 * @param bytesGiven number of bytes of its content that the writer was given
 * @param sha256 of these bytes
 * @param writer the state of the format's writer
 * @param spools the spools, by name
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record OpenFile(
        int part,
        long number,
        ArchiveEntry entry,
        @Nullable FileStat stat,
        long bytesGiven,
        byte[] sha256,
        byte[] writer,
        Map<String, FileMark> spools) {
    public OpenFile {
        spools = Map.copyOf(spools);
    }
}
