package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.BlockDeflater;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.WriterContext;

/**
 * Writes a zip. What it remembers between two entries is the central directory's spool and count; within an entry, the entry's
 * head and at most one block with its window.
 */
final class ZipWriter implements ArchiveWriter {
    private final ArchiveOutput output;
    private final int level;
    private final BlockDeflater deflater;
    private final CentralDirectory directory;
    private @Nullable EntryContent open;
    private long openOffset;
    private long bytesLeft;
    private boolean finished;

    ZipWriter(ArchiveOutput output, WriterContext context) throws IOException {
        this.output = output;
        this.level = context.compressionLevel();
        this.directory = new CentralDirectory(context.newSpool("central-directory"));
        this.deflater = new BlockDeflater(level);
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        if (open != null || finished) {
            throw new IllegalStateException("not between two entries, at " + entry.path());
        }
        openOffset = output.position();
        bytesLeft = entry.size();
        open = entry.type() == EntryType.SYMBOLIC_LINK ? linkContent(entry) : fileContent(entry);
    }

    private EntryContent fileContent(ArchiveEntry entry) throws IOException {
        EntryHead head = EntryHead.stored(entry, entry.crc32(), entry.size());
        boolean compress = entry.compress() && level > 0;
        if (entry.size() > BlockDeflater.BLOCK_BYTES) {
            return compress
                    ? new DeflatedContent(output, deflater, head.toBeDeflated())
                    : new StoredContent(output, head);
        }
        boolean headerKnown = entry.size() == 0 || (!compress && entry.crc32() != ArchiveEntry.CRC_UNKNOWN);
        return headerKnown ? new StoredContent(output, head) : new SmallContent(output, deflater, head, compress);
    }

    /** A symbolic link's content is its target (Info-ZIP; APPNOTE leaves it to the attributes of the host system). */
    private EntryContent linkContent(ArchiveEntry entry) throws IOException {
        ByteBuffer target = entry.linkTargetOrThrow().buffer();
        CRC32 crc = new CRC32();
        crc.update(target.duplicate());
        EntryHead head = EntryHead.stored(entry, crc.getValue(), target.remaining());
        output.write(head.localHeader());
        output.write(target);
        return new LinkContent(head);
    }

    /** Of a link, all was written with its head. */
    private record LinkContent(EntryHead head) implements EntryContent {
        @Override
        public void write(ByteBuffer data) {
            throw new IllegalStateException("a link has no content");
        }

        @Override
        public EntryHead close(long crc32) {
            return head;
        }
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        int bytes = data.remaining();
        if (bytes > bytesLeft) {
            throw new IllegalStateException(bytes + " bytes given, the entry takes " + bytesLeft + " more");
        }
        openOrThrow().write(data);
        bytesLeft -= bytes;
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        EntryContent content = openOrThrow();
        if (bytesLeft > 0) {
            throw new IllegalStateException("the entry lacks " + bytesLeft + " bytes");
        }
        directory.add(content.close(crc32), openOffset);
        open = null;
    }

    private EntryContent openOrThrow() {
        if (open == null) {
            throw new IllegalStateException("no entry is open");
        }
        return open;
    }

    @Override
    public void finish() throws IOException {
        if (open != null || finished) {
            throw new IllegalStateException("finish comes once, after the last entry was closed");
        }
        directory.writeTo(output);
        finished = true;
    }

    @Override
    public void close() {
        deflater.close();
    }
}
