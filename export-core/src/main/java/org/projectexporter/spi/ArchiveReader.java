package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Reads the entries of one archive, in their order. Used by one thread. */
public interface ArchiveReader extends Closeable {
    /** The next entry, or null after the last. {@link ArchiveEntry#compress} tells whether it is compressed. */
    @Nullable
    ArchiveEntry next() throws IOException;

    /**
     * The content of the entry that {@link #next} returned last, from its first byte. To be called once an entry; valid until
     * the following {@link #next}. Need not be closed.
     */
    InputStream content() throws IOException;
}
