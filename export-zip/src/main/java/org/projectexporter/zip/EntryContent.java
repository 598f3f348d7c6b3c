package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The content of one entry on its way into the archive, headed by its local header. */
interface EntryContent {
    /** Takes the next bytes: all of {@code data}. */
    void write(ByteBuffer data) throws IOException;

    /** Ends the content, whose CRC-32 is {@code crc32}, and returns the head that the archive now has for it. */
    EntryHead close(long crc32) throws IOException;
}
