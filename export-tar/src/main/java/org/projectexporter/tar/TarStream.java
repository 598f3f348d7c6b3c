package org.projectexporter.tar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveWriter;

/** Receives the bytes of a tar, in pieces of a known length, each of which is to be compressed or not. */
interface TarStream extends Closeable {
    /** The position in the tar if it is also one in the archive, whose content can then be aligned; else -1. */
    default long position() {
        return -1;
    }

    /** Starts a piece: the next {@code bytes} bytes. The one before is complete. */
    void begin(long bytes, boolean compress) throws IOException;

    /**
     * Starts the content of an entry, which is one piece. A stream that compresses may end a segment or frame here,
     * depending on {@code bytes}, so that its state is small here and within the content.
     */
    default void beginContent(long bytes, boolean compress) throws IOException {
        begin(bytes, compress);
    }

    /**
     * Ends an entry that has been written completely. The stream may end a segment or frame here, too; this depends on
     * the bytes only.
     */
    default void endEntry(long contentBytes) throws IOException {}

    /**
     * As {@link ArchiveWriter#offerSnapshot}: after {@link #endEntry}, or within the content of an entry, from its
     * start on.
     */
    default boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        return false;
    }

    /** Whether the bytes of a tar are written unchanged, wherever a piece begins. */
    default boolean isPlain() {
        return false;
    }

    /** Writes the next bytes of the piece: all of {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /** Writes the end of the stream after the last piece. */
    void finish() throws IOException;

    /** Releases the resources of the stream. May be called twice. */
    @Override
    void close();
}
