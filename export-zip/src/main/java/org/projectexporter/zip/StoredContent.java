package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.projectexporter.spi.ArchiveWriter;

/**
 * Large content that is written to the archive directly, without a copy. Everything before it must have been written.
 */
final class StoredContent implements EntryContent {
    private final ZipSink sink;
    private final LocalHeader header;

    private StoredContent(ZipSink sink, LocalHeader header) {
        this.sink = sink;
        this.header = header;
    }

    static StoredContent begin(ZipSink sink, EntryHeaders head) throws IOException {
        sink.pipeline().drain();
        return new StoredContent(sink, LocalHeader.write(sink.output(), head));
    }

    static StoredContent restore(ZipSink sink, EntryHeaders head, ZipState state) {
        return new StoredContent(sink, LocalHeader.at(sink.output(), state.header, head));
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        sink.output().write(data);
    }

    @Override
    public void close(long crc32) throws IOException {
        EntryHeaders head = header.head();
        EntryHeaders written = header.correct(head.written(EntryHeaders.STORED, crc32, head.size()));
        sink.directory().add(written, header.position());
    }

    @Override
    public boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        snapshot.take(ZipState.withinStored(sink.directory().state(), header.position())
                .encode());
        return true;
    }
}
