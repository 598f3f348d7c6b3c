package org.projectexporter.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.projectexporter.media.parse.UnreadableDocumentException;

/**
 * The blocks of a file of Blender, once, in order.
 *
 * <p>The file begins with {@code BLENDER}, the size of pointers ({@code _}: 4, {@code -}: 8), the order of bytes
 * ({@code v}: little-endian, {@code V}: big-endian) and three digits of the version; from 5.0 on with {@code BLENDER},
 * the two digits of this header's size, {@code -}, two digits of the format's version, the order of bytes and four
 * digits. The header of a block has its code, its bytes, its address, the index of its struct and the number of
 * structs; in format 1 the index follows the code, and numbers have 64 bits (Blender, {@code BLO_core_blend_header.hh},
 * {@code BLO_core_bhead.hh}).
 */
final class BlendBlocks {
    private static final String MAGIC = "BLENDER";
    private static final int OLD_HEADER_BYTES = 12;
    private static final int NEW_HEADER_BYTES = 17;
    /** No struct or table that is read comes near it. */
    private static final long MOST_BYTES_IN_MEMORY = 64 << 20;

    private static final int CHECKED_EVERY = 4_096;
    private static final String TABLE = "DNA1";
    private static final String END = "ENDB";

    /** Receives blocks. */
    interface Visitor {
        /** Whether a block is wanted: of this struct, or text or numbers at this address. */
        boolean wants(String struct, long address);

        /** A block: structs of one kind, one after the other. */
        void block(String struct, long address, ByteBuffer content) throws IOException;
    }

    private record Header(String code, long bytes, long address, long struct) {}

    private final InputStream in;
    private final Document document;
    private final boolean large;
    private final int pointerBytes;
    private final ByteOrder order;

    private BlendBlocks(InputStream in, Document document, boolean large, int pointerBytes, ByteOrder order) {
        this.in = in;
        this.document = document;
        this.large = large;
        this.pointerBytes = pointerBytes;
        this.order = order;
    }

    /** Reads the header of the file. */
    static BlendBlocks of(InputStream in, Document document) throws IOException {
        String header = new String(in.readNBytes(OLD_HEADER_BYTES), StandardCharsets.ISO_8859_1);
        if (!header.startsWith(MAGIC) || header.length() < OLD_HEADER_BYTES) {
            throw new UnreadableDocumentException("it is not a file of Blender");
        }
        char kind = header.charAt(MAGIC.length());
        if (kind == '_' || kind == '-') {
            return new BlendBlocks(in, document, false, kind == '_' ? 4 : 8, order(header.charAt(8)));
        }
        header += new String(in.readNBytes(NEW_HEADER_BYTES - OLD_HEADER_BYTES), StandardCharsets.ISO_8859_1);
        if (!header.startsWith(MAGIC + NEW_HEADER_BYTES + "-01") || header.length() < NEW_HEADER_BYTES) {
            throw new UnreadableDocumentException("it is of a newer Blender than is known");
        }
        return new BlendBlocks(in, document, true, 8, order(header.charAt(12)));
    }

    private static ByteOrder order(char mark) {
        return mark == 'V' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Finds the table of structs. */
    BlendTable table() throws IOException {
        for (long blocks = 0; ; blocks++) {
            Header header = next(blocks);
            if (header.code.equals(TABLE)) {
                return BlendTable.of(read(header), pointerBytes);
            }
            if (header.code.equals(END)) {
                throw new UnreadableDocumentException("it has no table of its structs");
            }
            in.skipNBytes(header.bytes);
        }
    }

    /** Visits the wanted blocks. */
    void visit(BlendTable table, Visitor visitor) throws IOException {
        Header header = next(0);
        for (long blocks = 1; !header.code.equals(END); blocks++) {
            String struct = table.nameOf(header.struct);
            if (visitor.wants(struct, header.address)) {
                visitor.block(struct, header.address, read(header));
            } else {
                in.skipNBytes(header.bytes);
            }
            header = next(blocks);
        }
    }

    private Header next(long blocks) throws IOException {
        if (blocks % CHECKED_EVERY == 0) {
            document.checkCancelled();
        }
        ByteBuffer head =
                ByteBuffer.wrap(readFully(large ? 32 : 16 + pointerBytes)).order(order);
        byte[] code = new byte[4];
        head.get(code);
        String name = new String(code, StandardCharsets.ISO_8859_1).replace("\0", "");
        Header header;
        if (large) {
            long struct = head.getInt();
            long address = head.getLong();
            header = new Header(name, head.getLong(), address, struct);
        } else {
            long bytes = head.getInt();
            long address = pointerBytes == 4 ? head.getInt() & 0xffff_ffffL : head.getLong();
            header = new Header(name, bytes, address, head.getInt());
        }
        if (header.bytes < 0) {
            throw new UnreadableDocumentException("it is damaged: the size of a block is negative");
        }
        return header;
    }

    private ByteBuffer read(Header header) throws IOException {
        if (header.bytes > MOST_BYTES_IN_MEMORY) {
            throw new UnreadableDocumentException("one of its blocks has more than " + MOST_BYTES_IN_MEMORY + " bytes");
        }
        return ByteBuffer.wrap(readFully((int) header.bytes)).order(order);
    }

    private byte[] readFully(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("ends early");
        }
        return bytes;
    }
}
