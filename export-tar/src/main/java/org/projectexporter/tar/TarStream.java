package org.projectexporter.tar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveWriter;

/** Where the bytes of a tar go. They come in pieces of a known length, each worth compressing or not. */
interface TarStream extends Closeable {
    /** Starts a piece: the next {@code bytes} bytes. The one before is complete. */
    void begin(long bytes, boolean compress) throws IOException;

    /**
     * Starts the content of an entry, one piece. A stream that compresses may part here from what came before, if {@code bytes} tells
     * it to: so that its state is small, here and within the content.
     */
    default void beginContent(long bytes, boolean compress) throws IOException {
        begin(bytes, compress);
    }

    /** Ends an entry of which all was written. The stream may part here, too; what it decides by is the bytes alone. */
    default void endEntry(long contentBytes) throws IOException {}

    /** As {@link ArchiveWriter#offerSnapshot}: after {@link #endEntry}, or within the content of an entry, from its start on. */
    default boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        return false;
    }

    /** Takes the next bytes of the piece: all of {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /** Writes what follows the last piece. */
    void finish() throws IOException;

    /** Releases what the stream holds. May be called twice. */
    @Override
    void close();
}
