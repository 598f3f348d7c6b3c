package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.BlockDeflater;

/**
 * Content of one block at most, held until it is whole. So its header is right from the start, and what does not shrink is
 * stored.
 */
final class SmallContent implements EntryContent {
    private final ArchiveOutput output;
    private final BlockDeflater deflater;
    private final EntryHead head;
    private final boolean compress;

    SmallContent(ArchiveOutput output, BlockDeflater deflater, EntryHead head, boolean compress) {
        this.output = output;
        this.deflater = deflater;
        this.head = head;
        this.compress = compress;
        deflater.begin();
    }

    @Override
    public void write(ByteBuffer data) {
        deflater.fill(data);
    }

    @Override
    public EntryHead close(long crc32) throws IOException {
        ByteBuffer content = deflater.content();
        int method = EntryHead.STORED;
        if (compress) {
            ByteBuffer deflated = deflater.deflate(true);
            if (deflated.remaining() < content.remaining()) {
                content = deflated;
                method = EntryHead.DEFLATED;
            }
        }
        EntryHead written = head.written(method, crc32, content.remaining());
        output.write(written.localHeader());
        output.write(content);
        return written;
    }
}
