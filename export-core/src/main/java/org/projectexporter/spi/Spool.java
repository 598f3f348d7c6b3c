package org.projectexporter.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** An append-only file in the work folder, for data that has to be kept and would not fit into memory. */
public interface Spool {
    /** {@return the number of bytes appended so far} */
    long length();

    /**
     * Appends all bytes of {@code data}.
     *
     * @param data the bytes between its position and limit
     * @throws IOException if the work folder cannot be written
     */
    void append(ByteBuffer data) throws IOException;

    /**
     * {@return the bytes from the first one to the last one appended before this call} The caller closes it.
     *
     * @throws IOException if the work folder cannot be read
     */
    InputStream read() throws IOException;
}
