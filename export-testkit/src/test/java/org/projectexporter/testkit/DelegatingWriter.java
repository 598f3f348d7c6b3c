package org.projectexporter.testkit;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;

/** A writer that is another one, except for what a subclass changes. */
class DelegatingWriter implements ArchiveWriter {
    private final ArchiveWriter writer;

    DelegatingWriter(ArchiveWriter writer) {
        this.writer = writer;
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        writer.putEntry(entry);
    }

    @Override
    public long contentStart(ArchiveEntry entry) throws IOException {
        return writer.contentStart(entry);
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
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
    public @Nullable Group newGroup(ByteBuffer into) {
        return writer.newGroup(into);
    }

    @Override
    public void append(Group group) throws IOException {
        writer.append(group);
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
