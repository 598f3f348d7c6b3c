package org.projectexporter.internal.reading.verify;

import java.io.IOException;
import java.util.OptionalLong;

import org.projectexporter.spi.ArchiveEntry;

/** Receives the entries of an archive in order while they are read and checked; called by the verifying thread. */
public interface EntrySink {
    /** Ignores everything. */
    EntrySink NONE = new EntrySink() {};

    /** Finds the content of the entry that has begun: {@link org.projectexporter.spi.ArchiveReader#contentPosition}. */
    @FunctionalInterface
    interface ContentPosition {
        /** For content that is not in an archive. */
        ContentPosition UNKNOWN = OptionalLong::empty;

        OptionalLong find() throws IOException;
    }

    /** An entry begins; its content follows, even if the sink has found it in the archive. */
    default void begins(ArchiveEntry entry, ContentPosition content) throws IOException {}

    /** The next {@code length} bytes of its content; the array is reused. */
    default void takes(byte[] bytes, int length) throws IOException {}

    /** The content has been read to the end. Not called if the content is damaged. */
    default void ends(ArchiveEntry entry) throws IOException {}
}
