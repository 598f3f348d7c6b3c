package org.projectexporter.sidecar.internal.jobs;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.zip.ZipFormat;

/** The format "zip", which crawls from some byte of content on while it is told to. The archives are the same. */
final class SlowZip implements ArchiveFormat {
    private final ZipFormat zip = new ZipFormat();
    private volatile long crawlFrom = Long.MAX_VALUE;

    /** From now on, each block behind so many bytes takes 100 ms. */
    void crawlFrom(long bytes) {
        crawlFrom = bytes;
    }

    void run() {
        crawlFrom = Long.MAX_VALUE;
    }

    @Override
    public String name() {
        return zip.name();
    }

    @Override
    public List<String> suffixes() {
        return zip.suffixes();
    }

    @Override
    public String description() {
        return zip.description();
    }

    @Override
    public boolean crcInHeader() {
        return zip.crcInHeader();
    }

    @Override
    public boolean restores() {
        return zip.restores();
    }

    @Override
    public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
        return new SlowWriter(zip.openWriter(output, context));
    }

    @Override
    public ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        return new SlowWriter(zip.restoreWriter(output, context, state, open));
    }

    @Override
    public ArchiveReader openReader(SeekableByteChannel archive) throws IOException {
        return zip.openReader(archive);
    }

    private final class SlowWriter implements ArchiveWriter {
        private final ArchiveWriter writer;
        private long bytes;

        private SlowWriter(ArchiveWriter writer) {
            this.writer = writer;
        }

        @Override
        public void putEntry(ArchiveEntry entry) throws IOException {
            writer.putEntry(entry);
        }

        @Override
        public void write(ByteBuffer data) throws IOException {
            if (bytes >= crawlFrom) {
                Gate.sleep(100);
            }
            bytes += data.remaining();
            writer.write(data);
        }

        @Override
        public void closeEntry(long crc32) throws IOException {
            writer.closeEntry(crc32);
        }

        @Override
        public boolean offerSnapshot(Snapshot snapshot) throws IOException {
            return writer.offerSnapshot(snapshot);
        }

        @Override
        public void finish() throws IOException {
            writer.finish();
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }
}
