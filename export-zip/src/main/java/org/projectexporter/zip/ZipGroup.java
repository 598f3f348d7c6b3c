package org.projectexporter.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.compress.DeflateCompressor;

/** Consecutive small entries of a zip as they are in the archive, and what its directory needs of them. */
final class ZipGroup implements ArchiveWriter.Group {
    private final SmallCompressors compressors;
    private final ByteBuffer into;
    private final int start;
    private int end;
    private final List<EntryHeaders> heads = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    /** An empty group, at the position of {@code into}. */
    ZipGroup(SmallCompressors compressors, ByteBuffer into) {
        this.compressors = compressors;
        this.into = into;
        this.start = into.position();
        this.end = start;
    }

    @Override
    public boolean add(ArchiveEntry entry, ByteBuffer content) throws IOException {
        if (content.remaining() != entry.size()) {
            throw new IllegalStateException(content.remaining() + " bytes for an entry of " + entry.size());
        }
        EntryHeaders head = EntryHeaders.of(entry);
        if (entry.type() != EntryType.SYMBOLIC_LINK) {
            return add(head, content, entry.compress());
        }
        // The content of a link is its target, as in ZipWriter.
        ByteBuffer target = entry.linkTargetOrThrow().buffer();
        CRC32 crc = new CRC32();
        crc.update(target.duplicate());
        return add(head.written(EntryHeaders.STORED, crc.getValue(), head.size()), target, false);
    }

    private boolean add(EntryHeaders head, ByteBuffer content, boolean compress) throws IOException {
        int size = content.remaining();
        int headerBytes = head.localBytes();
        // The header of aligned content depends on its position.
        if (size > SmallCompressors.MOST_BYTES || head.isAligned() || headerBytes + size > into.remaining()) {
            return false;
        }
        int bytes = compress ? putDeflated(content, end + headerBytes) : size;
        EntryHeaders written = head;
        if (bytes < size) {
            written = head.written(EntryHeaders.DEFLATED, head.crc32(), bytes);
        } else {
            into.duplicate().position(end + headerBytes).put(content);
        }
        written.putLocal(into.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(end), 0);
        end += headerBytes + bytes;
        into.position(end);
        heads.add(written);
        sizes.add(headerBytes + bytes);
        return true;
    }

    /** Puts compressed content at {@code at}, and returns its size; if it is not smaller, nothing is put. */
    private int putDeflated(ByteBuffer content, int at) throws IOException {
        int size = content.remaining();
        DeflateCompressor compressor = compressors.take();
        if (compressor == null) {
            return size;
        }
        compressor.input().put(0, content, content.position(), size);
        int bytes = compressor.compress(0, size, 0, size - 1);
        if (bytes >= 0) {
            into.put(at, compressor.output(), 0, bytes);
        }
        compressors.giveBack(compressor);
        return bytes < 0 ? size : bytes;
    }

    /** The same group with a buffer of its own. */
    ZipGroup copy() {
        ZipGroup copy = new ZipGroup(compressors, ByteBuffer.allocate(end - start));
        copy.into.put(encoded());
        copy.end = end - start;
        copy.heads.addAll(heads);
        copy.sizes.addAll(sizes);
        return copy;
    }

    private ByteBuffer encoded() {
        return into.duplicate().limit(end).position(start);
    }

    /** Writes the entries, and adds them to the directory. */
    void write(ZipSink sink) throws IOException {
        long offset = sink.output().position();
        sink.output().write(encoded());
        for (int i = 0; i < heads.size(); i++) {
            sink.directory().add(heads.get(i), offset);
            offset += sizes.get(i);
        }
    }
}
