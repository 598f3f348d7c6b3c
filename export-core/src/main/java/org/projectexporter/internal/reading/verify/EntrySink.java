package org.projectexporter.internal.reading.verify;

import java.io.IOException;

import org.projectexporter.spi.ArchiveEntry;

/** Takes the entries of an archive while they are read and checked, in their order; by the verifying thread. */
public interface EntrySink {
    /** Takes nothing. */
    EntrySink NONE = new EntrySink() {};

    /** An entry whose content follows. */
    default void begins(ArchiveEntry entry) throws IOException {}

    /** The next {@code length} bytes of its content; the array is used again. */
    default void takes(byte[] bytes, int length) throws IOException {}

    /** Its content has been read to the end. Not called where the content is damaged. */
    default void ends(ArchiveEntry entry) throws IOException {}
}
