package org.projectexporter.internal.exporting.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.StorageHint;

/** Planned entries for files as they are now. */
final class Entries {
    private Entries() {}

    static PlannedEntry of(Path file) throws IOException {
        FileStat stat = FileStat.read(file);
        return PlannedEntry.file(
                RawPath.of("film/" + file.getFileName()),
                EntryRole.WORKING_TREE,
                stat.size(),
                stat.mtime(),
                stat.mode(),
                new Content.OfFile(file),
                StorageHint.AUTO);
    }

    /** One that the export itself made, with its planned time. */
    static PlannedEntry metadata(Path file, Instant time) throws IOException {
        return PlannedEntry.file(
                RawPath.of(file.getFileName().toString()),
                EntryRole.METADATA,
                Files.size(file),
                time,
                0644,
                new Content.OfFile(file),
                StorageHint.COMPRESS);
    }

    /** The bytes between position and limit of all blocks. */
    static byte[] join(List<ByteBuffer> blocks) {
        ByteBuffer all = ByteBuffer.allocate(
                blocks.stream().mapToInt(ByteBuffer::remaining).sum());
        blocks.forEach(block -> all.put(block.duplicate()));
        return all.array();
    }
}
