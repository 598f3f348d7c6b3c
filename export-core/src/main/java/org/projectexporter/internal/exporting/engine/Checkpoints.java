package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.FileStat;

/** Receives from the writing thread the moments at which an export could resume later, and records some of them. */
public interface Checkpoints {
    /** Records nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public void entryStarts(ArchiveWriter writer, int part, long entry, boolean large) {}

        @Override
        public void within(
                ArchiveWriter writer, ArchiveEntry entry, @Nullable FileStat stat, long given, byte[] sha256) {}
    };

    /**
     * Called before an entry is put.
     *
     * @param part which part of the archive it belongs to
     * @param entry its number in that part, from 0
     * @param large whether {@link #within} may follow
     */
    void entryStarts(ArchiveWriter writer, int part, long entry, boolean large) throws IOException;

    /**
     * Called after a part of a large file was given to the writer.
     *
     * @param stat of the file when it was opened; null for captured bytes
     * @param given number of bytes of its content so far
     * @param sha256 of these bytes
     */
    void within(ArchiveWriter writer, ArchiveEntry entry, @Nullable FileStat stat, long given, byte[] sha256)
            throws IOException;
}
