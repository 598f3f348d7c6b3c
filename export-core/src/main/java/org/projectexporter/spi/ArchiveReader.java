package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the entries of one archive, in their order. Used by one thread.
 *
 * <p>To prove an archive whole, {@link #next} is called until it returns null, and the {@link #content} of every entry, folders and
 * links too, is read to its end. Then each byte of the archive must have been accounted for: what the format would not have written
 * is an {@link IOException}.
 */
public interface ArchiveReader extends Closeable {
    /** The next entry, or null after the last. {@link ArchiveEntry#compress} tells whether it is compressed. */
    @Nullable
    ArchiveEntry next() throws IOException;

    /**
     * The content of the entry that {@link #next} returned last, from its first byte. To be called once an entry; valid until
     * the following {@link #next}. Need not be closed.
     */
    InputStream content() throws IOException;

    /**
     * Where in the archive the current entry begins, in bytes, or a little before; after the last entry, where what follows it
     * does. Tells people where damage lies; -1 if the format does not know.
     */
    default long position() {
        return -1;
    }
}
