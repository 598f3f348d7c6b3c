package org.projectexporter.tar;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.SampleEntry;

/** The tar within a tar.gz or tar.zst, and what earlier versions wrote as a tar: content is not aligned. */
final class UnalignedTar {
    private UnalignedTar() {}

    static byte[] of(List<SampleEntry> entries) throws IOException {
        MemoryOutput output = new MemoryOutput();
        try (TarWriter writer = new TarWriter(new Stream(output))) {
            for (SampleEntry entry : entries) {
                writer.putEntry(entry.head());
                writer.write(ByteBuffer.wrap(entry.content()));
                writer.closeEntry(entry.crc32());
            }
            writer.finish();
        }
        return output.toByteArray();
    }

    private record Stream(ArchiveOutput output) implements TarStream {
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
}
