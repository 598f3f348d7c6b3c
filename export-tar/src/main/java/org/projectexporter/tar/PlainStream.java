package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveOutput;

/** A tar as it is. */
final class PlainStream implements TarStream {
    private final ArchiveOutput output;

    PlainStream(ArchiveOutput output) {
        this.output = output;
    }

    @Override
    public void begin(long bytes, boolean compress) {}

    @Override
    public void write(ByteBuffer data) throws IOException {
        output.write(data);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
}
