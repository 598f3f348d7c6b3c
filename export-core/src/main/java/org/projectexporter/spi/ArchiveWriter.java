package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one archive. For each entry the engine calls {@link #putEntry}, then for a file {@link #write} until
 * {@link ArchiveEntry#size} bytes were given, then {@link #closeEntry}; after the last one {@link #finish}.
 *
 * <p>Used by one thread. Memory must not grow with the size of an entry nor with the number of entries: what has to be
 * remembered until the end goes to a {@linkplain WriterContext#newSpool spool}.
 */
public interface ArchiveWriter extends Closeable {
    /** Starts an entry. Names come in tree order, each once; a folder comes before what it holds. */
    void putEntry(ArchiveEntry entry) throws IOException;

    /** Takes the next bytes of the entry's content: all of {@code data}, which may be reused after the call. */
    void write(ByteBuffer data) throws IOException;

    /**
     * Ends the entry.
     *
     * @param crc32 of the content, as in {@link java.util.zip.CRC32#getValue}; 0 where there is none
     */
    void closeEntry(long crc32) throws IOException;

    /**
     * Tells the writer's state to {@code snapshot}, if this is a moment at which it is small: at the start of an entry, or within
     * one. A format that {@linkplain ArchiveFormat#restores restores} its writers overrides it.
     *
     * @param snapshot called once, by this thread, when all that the writer was given so far has gone to the output: at once, or
     *     within a later call
     * @return whether {@code snapshot} was or will be called; false: no, ask again later
     */
    default boolean offerSnapshot(Snapshot snapshot) throws IOException {
        return false;
    }

    /** Takes a writer's state. The output and the spools stand where they stood for it. */
    @FunctionalInterface
    interface Snapshot {
        /** At most some 64 KiB; what {@link ArchiveFormat#restoreWriter} is given. */
        void take(byte[] state) throws IOException;
    }

    /** Writes what follows the last entry. */
    void finish() throws IOException;

    /** Releases what the writer holds, whether finished or not. Leaves the output open. May be called twice. */
    @Override
    void close() throws IOException;
}
