package org.projectexporter.zip;

import java.nio.ByteBuffer;

/** Content of at most one block, kept in memory until it is complete. */
record SmallContent(Batch batch, SmallEntry entry) implements EntryContent {
    @Override
    public void write(ByteBuffer data) {
        batch.fill(data);
    }

    @Override
    public void close(long crc32) {
        entry.checked(crc32);
    }
}
