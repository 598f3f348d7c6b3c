package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;

/** Content that goes to the archive as it comes. */
final class StoredContent implements EntryContent {
    private final ArchiveOutput output;
    private final LocalHeader header;

    StoredContent(ArchiveOutput output, EntryHead head) throws IOException {
        this.output = output;
        this.header = LocalHeader.write(output, head);
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        output.write(data);
    }

    @Override
    public EntryHead close(long crc32) throws IOException {
        EntryHead head = header.head();
        return header.correct(head.written(EntryHead.STORED, crc32, head.size()));
    }
}
