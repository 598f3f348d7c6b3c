package org.projectexporter.tar;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where the bytes of a tar go. They come in pieces of a known length, each worth compressing or not. */
interface TarStream extends Closeable {
    /** Starts a piece: the next {@code bytes} bytes. The one before is complete. */
    void begin(long bytes, boolean compress) throws IOException;

    /** Takes the next bytes of the piece: all of {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /** Writes what follows the last piece. */
    void finish() throws IOException;

    /** Releases what the stream holds. May be called twice. */
    @Override
    void close();
}
