package org.projectexporter.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The archive as a byte stream that knows its position. It may be cut into volumes; a writer does not see it. */
public interface ArchiveOutput {
    /** Number of bytes written so far. */
    long position();

    /** Appends all bytes of {@code data}, which may be reused after the call. */
    void write(ByteBuffer data) throws IOException;

    /**
     * Writes over bytes that were written before: a header whose checksum or size is known only now. To be used within the entry
     * that the header belongs to, and seldom: what was digested already has to be read back.
     *
     * @throws IllegalArgumentException if {@code position} and the bytes reach past {@link #position()}
     */
    void patch(long position, ByteBuffer data) throws IOException;
}
