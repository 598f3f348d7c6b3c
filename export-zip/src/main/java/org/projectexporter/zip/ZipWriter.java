package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.DeflateContext;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.compress.Pipeline;

/**
 * Writes a zip. Small entries come in groups, encoded by other threads. Other entries of up to a block are collected in
 * batches; larger ones are compressed in blocks, or written directly to the output. Batches and blocks are compressed
 * in parallel and written in order.
 */
final class ZipWriter implements ArchiveWriter {
    /** Groups that may wait for content that is still being compressed; each has a copy of its bytes. */
    private static final int GROUPS_WAITING = 8;

    private final ZipSink sink;
    private final int level;
    private final SmallCompressors compressors;
    private @Nullable Batch batch;
    private @Nullable EntryContent open;
    private long bytesLeft;
    private int waiting;
    private boolean finished;

    /** Resumes from {@code state}, between two entries. */
    ZipWriter(ArchiveOutput output, WriterContext context, ZipState state) throws IOException {
        level = context.compressionLevel();
        DeflateEngine engine = DeflateContext.engineOf(context);
        compressors = new SmallCompressors(engine, level);
        Pipeline pipeline = new Pipeline(context.workers(), context.workAtOnce(BlockDeflater.memoryBytes(engine)));
        CentralDirectory directory = new CentralDirectory(context.newSpool("central-directory"), state.directory);
        sink = new ZipSink(output, pipeline, new BlockDeflater(engine, level, pipeline), directory);
    }

    /** Resumes within an entry. */
    static ZipWriter within(ArchiveFormat.OpenEntry open, ArchiveOutput output, WriterContext context, ZipState state)
            throws IOException {
        ZipWriter writer = new ZipWriter(output, context, state);
        EntryHeaders head = EntryHeaders.of(open.entry());
        writer.bytesLeft = head.size() - open.bytesGiven();
        writer.open = writer.compresses(open.entry())
                ? DeflatedContent.restore(writer.sink, head, writer.bytesLeft, state)
                : StoredContent.restore(writer.sink, head, state);
        return writer;
    }

    private boolean compresses(ArchiveEntry entry) {
        return entry.compress() && level > 0;
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        if (open != null || finished) {
            throw new IllegalStateException("not between two entries, at " + entry.path());
        }
        EntryHeaders head = EntryHeaders.of(entry);
        bytesLeft = entry.size();
        if (head.size() <= BlockDeflater.BLOCK_BYTES) {
            open = small(entry, head);
            return;
        }
        submitBatch();
        open = compresses(entry) ? DeflatedContent.begin(sink, head) : StoredContent.begin(sink, head);
    }

    @Override
    public long contentStart(ArchiveEntry entry) throws IOException {
        EntryHeaders head = EntryHeaders.of(entry);
        if (compresses(entry) || !head.isAligned()) {
            return -1;
        }
        submitBatch();
        sink.pipeline().drain();
        long offset = sink.output().position();
        return offset + head.localBytes() + head.paddingBytes(offset);
    }

    @Override
    public Group newGroup(ByteBuffer into) {
        return new ZipGroup(compressors, into);
    }

    @Override
    public void append(Group group) throws IOException {
        if (open != null || finished) {
            throw new IllegalStateException("not between two entries");
        }
        submitBatch();
        ZipGroup entries = (ZipGroup) group;
        sink.pipeline().takeFinished();
        if (waiting == GROUPS_WAITING) {
            sink.pipeline().drain();
        }
        if (sink.pipeline().isEmpty()) {
            entries.write(sink);
            return;
        }
        ZipGroup copy = entries.copy();
        waiting++;
        sink.pipeline().add(turn -> {
            waiting--;
            copy.write(sink);
        });
    }

    private EntryContent small(ArchiveEntry entry, EntryHeaders head) throws IOException {
        if (batch != null && !batch.takes(head)) {
            submitBatch();
        }
        if (batch == null) {
            batch = new Batch(sink);
        }
        SmallContent content = new SmallContent(batch, batch.add(head, compresses(entry)));
        return entry.type() == EntryType.SYMBOLIC_LINK
                ? linkTo(entry.linkTargetOrThrow().buffer(), content)
                : content;
    }

    /**
     * The content of a symbolic link is its target (Info-ZIP; APPNOTE leaves it to the attributes of the host system).
     */
    private static EntryContent linkTo(ByteBuffer target, SmallContent content) {
        CRC32 crc = new CRC32();
        crc.update(target.duplicate());
        content.write(target);
        return new LinkContent(content, crc.getValue());
    }

    /** The content of a symbolic link, which is known in advance. */
    private record LinkContent(SmallContent target, long crc) implements EntryContent {
        @Override
        public void write(ByteBuffer data) {
            throw new IllegalStateException("a link has no content");
        }

        @Override
        public void close(long crc32) {
            target.close(crc);
        }
    }

    private void submitBatch() throws IOException {
        if (batch != null) {
            batch.submit();
            batch = null;
        }
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        int bytes = data.remaining();
        if (bytes > bytesLeft) {
            throw new IllegalStateException(
                    bytes + " bytes were written, but the entry has only " + bytesLeft + " left");
        }
        openOrThrow().write(data);
        bytesLeft -= bytes;
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        EntryContent content = openOrThrow();
        if (bytesLeft > 0) {
            throw new IllegalStateException(bytesLeft + " bytes of the entry are missing");
        }
        content.close(crc32);
        open = null;
        if (batch != null && batch.isEnough()) {
            submitBatch();
        }
    }

    private EntryContent openOrThrow() {
        if (open == null) {
            throw new IllegalStateException("no entry is open");
        }
        return open;
    }

    @Override
    public boolean offerSnapshot(Snapshot snapshot) throws IOException {
        if (finished) {
            return false;
        }
        if (open != null) {
            return open.offerSnapshot(snapshot);
        }
        if (batch != null) {
            batch.mark(snapshot);
        } else {
            sink.pipeline()
                    .add(turn -> snapshot.take(
                            ZipState.betweenEntries(sink.directory().state()).encode()));
        }
        return true;
    }

    @Override
    public void finish() throws IOException {
        if (open != null || finished) {
            throw new IllegalStateException("finish must be called once, after the last entry was closed");
        }
        submitBatch();
        sink.pipeline().drain();
        sink.directory().writeTo(sink.output());
        finished = true;
    }

    @Override
    public void close() {
        open = null;
        finished = true;
        sink.pipeline().abandon();
        sink.deflater().close();
        compressors.close();
    }
}
