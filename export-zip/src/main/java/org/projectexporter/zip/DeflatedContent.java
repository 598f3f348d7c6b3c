package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.BlockDeflater;

/** Content that is compressed block by block as it comes. */
final class DeflatedContent implements EntryContent {
    private final ArchiveOutput output;
    private final BlockDeflater deflater;
    private final LocalHeader header;
    private final long firstByte;
    private long bytesLeft;

    DeflatedContent(ArchiveOutput output, BlockDeflater deflater, EntryHead head) throws IOException {
        this.output = output;
        this.deflater = deflater;
        this.header = LocalHeader.write(output, head);
        this.firstByte = output.position();
        this.bytesLeft = head.size();
        deflater.begin();
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            bytesLeft -= deflater.fill(data);
            if (deflater.isFull() || bytesLeft == 0) {
                output.write(deflater.deflate(bytesLeft == 0));
                deflater.next();
            }
        }
    }

    @Override
    public EntryHead close(long crc32) throws IOException {
        long compressedSize = output.position() - firstByte;
        return header.correct(header.head().written(EntryHead.DEFLATED, crc32, compressedSize));
    }
}
