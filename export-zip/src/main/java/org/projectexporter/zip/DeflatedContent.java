package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.projectexporter.spi.ArchiveWriter;

/** Large content that is compressed block by block as it arrives. Its header is corrected at the end. */
final class DeflatedContent implements EntryContent {
    private final ZipSink sink;
    private final EntryHeaders head;
    private long bytesLeft;
    /** Set when the pipeline reaches the header. */
    private @Nullable LocalHeader header;

    private DeflatedContent(ZipSink sink, EntryHeaders head, long bytesLeft) {
        this.sink = sink;
        this.head = head.toBeDeflated();
        this.bytesLeft = bytesLeft;
    }

    static DeflatedContent begin(ZipSink sink, EntryHeaders head) throws IOException {
        DeflatedContent content = new DeflatedContent(sink, head, head.size());
        sink.pipeline().add(turn -> content.header = LocalHeader.write(sink.output(), content.head));
        sink.deflater().begin();
        return content;
    }

    static DeflatedContent restore(ZipSink sink, EntryHeaders head, long bytesLeft, ZipState state) {
        DeflatedContent content = new DeflatedContent(sink, head, bytesLeft);
        content.header = LocalHeader.at(sink.output(), state.header, content.head);
        sink.deflater().begin(state.window);
        return content;
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            bytesLeft -= sink.deflater().fill(data);
            if (sink.deflater().isFull() || bytesLeft == 0) {
                sink.deflater().deflate(bytesLeft == 0, sink.output()::write);
            }
        }
    }

    @Override
    public void close(long crc32) throws IOException {
        sink.pipeline().add(turn -> {
            LocalHeader written = headerOrThrow();
            long compressedSize = sink.output().position() - written.end();
            EntryHeaders truth = written.correct(head.written(EntryHeaders.DEFLATED, crc32, compressedSize));
            sink.directory().add(truth, written.position());
        });
    }

    @Override
    public boolean offerSnapshot(ArchiveWriter.Snapshot snapshot) throws IOException {
        if (!sink.deflater().isEmpty()) {
            return false;
        }
        byte[] window = sink.deflater().window();
        sink.pipeline()
                .add(turn -> snapshot.take(ZipState.withinDeflated(
                                sink.directory().state(), headerOrThrow().position(), window)
                        .encode()));
        return true;
    }

    private LocalHeader headerOrThrow() {
        return Objects.requireNonNull(header, "the header is written first");
    }
}
