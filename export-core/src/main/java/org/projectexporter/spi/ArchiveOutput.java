package org.projectexporter.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The archive as a byte stream with a position. It may be split into volumes, which writers do not see. */
public interface ArchiveOutput {
    /** {@return the number of bytes written so far} */
    long position();

    /**
     * Appends all bytes of {@code data}, which may be reused after the call.
     *
     * @param data the bytes between its position and limit
     * @throws IOException if the disk or the network fails
     */
    void write(ByteBuffer data) throws IOException;

    /**
     * Overwrites bytes that were written before: a header whose checksum or size is known only now. To be used only
     * within the entry that the header belongs to, unless the format {@linkplain ArchiveFormat#needsSeek needs to
     * seek}; and rarely, since bytes that were already digested have to be read back.
     *
     * @param position the offset of the first byte to overwrite
     * @param data the new bytes
     * @throws IllegalArgumentException if the bytes would extend past {@link #position()}
     * @throws IOException if the disk fails
     */
    void patch(long position, ByteBuffer data) throws IOException;
}
