package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one archive. For each entry the engine calls {@link #putEntry}, then for a file {@link #write} until
 * {@link ArchiveEntry#size} bytes were passed, then {@link #closeEntry}; after the last entry {@link #finish}.
 *
 * <p>Used by one thread. Memory must not grow with the size of an entry nor with the number of entries: whatever has to
 * be kept until the end goes to a {@linkplain WriterContext#newSpool spool}. An {@link IOException} of the output or a
 * spool is passed on, itself or as a cause; after it only {@link #close} is called, which uses neither.
 */
public interface ArchiveWriter extends Closeable {
    /**
     * Starts an entry. Names arrive in tree order, each once; a folder precedes its contents.
     *
     * @param entry path and attributes; its size is exact
     * @throws IOException if the output fails, or the format cannot hold the entry
     */
    void putEntry(ArchiveEntry entry) throws IOException;

    /**
     * The position in the output at which the content of {@code entry} would begin if the entry was put now: a multiple
     * of 4,096. It must not depend on the CRC-32. All earlier entries have been written to the output when the method
     * returns. File systems can then share the content with the file that it comes from.
     *
     * @param entry one that may be put next
     * @return -1 if the content is not aligned, or not written unchanged
     * @throws IOException if the output fails
     */
    default long contentStart(ArchiveEntry entry) throws IOException {
        return -1;
    }

    /**
     * Takes the next bytes of the entry's content: all of {@code data}, which may be reused after the call.
     *
     * @param data the bytes between its position and limit
     * @throws IOException if the output fails
     */
    void write(ByteBuffer data) throws IOException;

    /**
     * Ends the entry.
     *
     * @param crc32 CRC-32 of the content, as in {@link java.util.zip.CRC32#getValue}; 0 if there is none
     * @throws IOException if the output fails
     * @throws IllegalStateException if no entry is open, or it had fewer bytes than its size
     */
    void closeEntry(long crc32) throws IOException;

    /**
     * Passes the writer's state to {@code snapshot} if it is small at this moment: at the start of an entry, or within
     * one. Overridden by formats that {@linkplain ArchiveFormat#restores restore} their writers.
     *
     * @param snapshot called once, by this thread, when everything passed to the writer so far has been written to the
     *     output: immediately, or within a later call
     * @return whether {@code snapshot} was or will be called; if false, ask again later
     * @throws IOException if the output fails
     */
    default boolean offerSnapshot(Snapshot snapshot) throws IOException {
        return false;
    }

    /**
     * Receives a writer's state. When it is called, the output and the spools are at the positions that belong to the
     * state.
     */
    @FunctionalInterface
    interface Snapshot {
        /**
         * Receives at most about 64 KiB, to be passed to {@link ArchiveFormat#restoreWriter}.
         *
         * @param state in a form of the format's own
         * @throws IOException if it cannot be kept
         */
        void take(byte[] state) throws IOException;
    }

    /**
     * Starts a group of small entries that another thread encodes. Formats override this and {@link #append} if the
     * bytes of such an entry depend neither on its position nor on the entries before it: then the threads that read
     * files encode them too, and the writer's thread only puts groups into order. The archive is the same either way.
     *
     * <p>Called by any thread, until the writer is closed.
     *
     * @param into room for the encoded entries, which are put at its position; they may be changed and reused when the
     *     call of {@link #append} has returned
     * @return null if the format does not support groups
     */
    default @Nullable Group newGroup(ByteBuffer into) {
        return null;
    }

    /**
     * Appends the entries of a group, as if each were put, written and closed. Called between two entries.
     *
     * @param group from {@link #newGroup}
     * @throws IOException if the output fails
     */
    default void append(Group group) throws IOException {
        throw new UnsupportedOperationException("this format does not support groups");
    }

    /** Consecutive entries, encoded by one thread. */
    interface Group {
        /**
         * Encodes an entry with all of its content.
         *
         * @param entry as for {@link #putEntry}; of a file, with its CRC-32
         * @param content {@link ArchiveEntry#size} bytes, which may be reused after the call
         * @return false if there is no room for it, or it cannot be encoded without its position; then the group is
         *     unchanged
         * @throws IOException if the format cannot hold the entry
         */
        boolean add(ArchiveEntry entry, ByteBuffer content) throws IOException;
    }

    /**
     * Writes the end of the archive, after the last entry.
     *
     * @throws IOException if the output fails
     */
    void finish() throws IOException;

    /**
     * Releases the writer's resources, whether it is finished or not; no thread works for it any more. Leaves the
     * output alone, and open. May be called twice; every other call is refused afterwards, with an
     * {@link IllegalStateException}.
     */
    @Override
    void close() throws IOException;
}
