package org.projectexporter.zip;

import java.nio.ByteBuffer;

import org.projectexporter.spi.compress.DeflateBlock;

/** An entry of a batch: the location of its content in the block, and of its encoded bytes. */
final class SmallEntry {
    private final int contentAt;
    private final boolean compress;
    private EntryHeaders head;
    private int recordBytes;

    /** An entry of {@code head.size()} bytes, which begin at {@code contentAt} in the block. */
    SmallEntry(EntryHeaders head, int contentAt, boolean compress) {
        this.head = head;
        this.contentAt = contentAt;
        this.compress = compress;
    }

    void checked(long crc32) {
        head = head.written(EntryHeaders.STORED, crc32, head.size());
    }

    /** The values of its headers. */
    EntryHeaders head() {
        return head;
    }

    boolean compress() {
        return compress;
    }

    /**
     * The number of bytes that it takes in the archive, without padding; known when it is {@linkplain #encode encoded}.
     */
    int recordBytes() {
        return recordBytes;
    }

    /** Puts header and content into {@code room} from {@code start} on: deflated, or stored if that is not longer. */
    int encode(DeflateBlock block, ByteBuffer room, int start) {
        int size = (int) head.size();
        int contentStart = start + head.localBytes();
        int bytes = compress ? block.deflate(contentAt, size, contentStart) : size;
        if (bytes < size) {
            head = head.written(EntryHeaders.DEFLATED, head.crc32(), bytes);
        } else {
            room.put(contentStart, block.content(), block.content().position() + contentAt, size);
        }
        head.putLocal(room.position(start), 0);
        recordBytes = contentStart + bytes - start;
        return start + recordBytes;
    }
}
