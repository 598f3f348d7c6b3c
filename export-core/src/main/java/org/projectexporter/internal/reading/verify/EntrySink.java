package org.projectexporter.internal.reading.verify;

import java.io.IOException;

import org.projectexporter.spi.ArchiveEntry;

/** Receives the entries of an archive in order while they are read and checked; called by the verifying thread. */
public interface EntrySink {
    /** Ignores everything. */
    EntrySink NONE = new EntrySink() {};

    /** An entry begins; its content follows. */
    default void begins(ArchiveEntry entry) throws IOException {}

    /** The next {@code length} bytes of its content; the array is reused. */
    default void takes(byte[] bytes, int length) throws IOException {}

    /** The content has been read to the end. Not called if the content is damaged. */
    default void ends(ArchiveEntry entry) throws IOException {}
}
