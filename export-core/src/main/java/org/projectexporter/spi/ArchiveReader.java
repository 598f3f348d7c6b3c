package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Reads the entries of one archive in order. Used by one thread.
 *
 * <p>To verify an archive, {@link #next} is called until it returns null, and the {@link #content} of every entry,
 * including folders and links, is read to its end. Then each byte of the archive must have been accounted for: anything
 * that the format would not have written causes an {@link IOException}.
 */
public interface ArchiveReader extends Closeable {
    /**
     * {@return the next entry, or null after the last} {@link ArchiveEntry#compress} is whether it is compressed.
     *
     * @throws IOException if the archive cannot be read, or is not as the format says
     */
    @Nullable
    ArchiveEntry next() throws IOException;

    /**
     * {@return the content of the entry that {@link #next} returned last, from its first byte} To be called once per
     * entry; valid until the following {@link #next}. Need not be closed.
     *
     * @throws IOException if the archive cannot be read
     */
    InputStream content() throws IOException;

    /**
     * {@return the offset in the archive, in bytes, at or shortly before which the current entry begins; after the last
     * entry, the offset of what follows it} Used to report the location of damage; -1 if the format does not know.
     */
    default long position() {
        return -1;
    }

    /**
     * {@return the offset in the archive, in bytes, of the content of the entry that {@link #next} returned last, if it
     * is a file whose content is there unchanged and in one piece; empty if it is compressed, or if the format does not
     * know} {@link #content} has to be read all the same, since that checks it.
     *
     * @throws IOException if the archive cannot be read
     */
    default OptionalLong contentPosition() throws IOException {
        return OptionalLong.empty();
    }

    /**
     * {@return whether something that was read so far shows that another program packed these files again, so that
     * their order and attributes may differ from those of the export} Only strict readers of untrusted archives accept
     * that.
     */
    default boolean isRepacked() {
        return false;
    }
}
