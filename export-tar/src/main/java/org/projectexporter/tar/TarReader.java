package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Reads a tar as {@link TarWriter} writes it, strictly: what it would not write, byte for byte, is refused. Names come back as the bytes
 * that they are.
 */
final class TarReader implements ArchiveReader {
    private static final int BLOCK_BYTES = UstarHeader.BLOCK_BYTES;
    /** Two paths as long as a zip can hold; more is a trap. */
    private static final int MAX_PAX_BYTES = 1 << 18;

    private final InputStream in;
    private final boolean compressed;
    private EntryContent content = new EntryContent(0);
    private final ByteArrayOutputStream heads = new ByteArrayOutputStream(4 * BLOCK_BYTES);
    private long position;

    /** Reads {@code in} and closes it with itself. */
    TarReader(InputStream in, boolean compressed) {
        this.in = in;
        this.compressed = compressed;
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        content.skipRest();
        position = in instanceof Positioned stream ? stream.position() : -1;
        heads.reset();
        byte[] block = readBlock();
        if (isZero(block)) {
            readEnd();
            return null;
        }
        TarHeader header = new TarHeader(block);
        PaxValues pax = PaxValues.NONE;
        if (header.typeflag() == UstarHeader.PAX) {
            pax = readPax(header.size());
            header = new TarHeader(readBlock());
        }
        ArchiveEntry entry = entry(header, pax);
        if (!TarWriter.headers(entry).equals(ByteBuffer.wrap(heads.toByteArray()))) {
            throw new TarException("the headers of " + entry.path() + " differ from those that it would be given");
        }
        content = new EntryContent(entry.size());
        return entry;
    }

    private ArchiveEntry entry(TarHeader header, PaxValues pax) throws IOException {
        EntryType type = typeOf(header.typeflag());
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        RawPath name = Objects.requireNonNullElseGet(pax.path(PaxRecords.PATH), header::name);
        RawPath target = Objects.requireNonNullElseGet(pax.path(PaxRecords.LINK_PATH), header::link);
        try {
            return new ArchiveEntry(
                    type == EntryType.DIRECTORY ? withoutSlash(name) : name,
                    type,
                    pax.size(header.size()),
                    pax.mtime(header.seconds()),
                    header.mode(),
                    link ? target : null,
                    compressed,
                    ArchiveEntry.CRC_UNKNOWN);
        } catch (IllegalArgumentException inconsistent) {
            throw new TarException("an entry that says two things: " + name);
        }
    }

    private static EntryType typeOf(byte typeflag) throws TarException {
        return switch (typeflag) {
            case UstarHeader.FILE -> EntryType.FILE;
            case UstarHeader.DIRECTORY -> EntryType.DIRECTORY;
            case UstarHeader.SYMBOLIC_LINK -> EntryType.SYMBOLIC_LINK;
            case UstarHeader.HARD_LINK -> EntryType.HARD_LINK;
            default -> throw new TarException("an entry of unknown type '" + (char) typeflag + "'");
        };
    }

    private static RawPath withoutSlash(RawPath name) {
        int last = name.length() - 1;
        boolean slash = last > 0 && name.byteAt(last) == '/';
        return slash ? RawPath.of(Arrays.copyOf(name.bytes(), last)) : name;
    }

    private PaxValues readPax(long bytes) throws IOException {
        if (bytes > MAX_PAX_BYTES) {
            throw new TarException("a pax header of " + bytes + " bytes");
        }
        EntryContent records = new EntryContent(bytes);
        byte[] data = records.readNBytes((int) bytes);
        records.skipRest();
        heads.writeBytes(Arrays.copyOf(data, data.length + paddingOf(bytes)));
        return PaxValues.parse(data);
    }

    private byte[] readBlock() throws IOException {
        byte[] block = in.readNBytes(BLOCK_BYTES);
        if (block.length < BLOCK_BYTES) {
            throw new EOFException("the tar ends without its two blocks of zeros");
        }
        heads.writeBytes(block);
        return block;
    }

    /** To the very end, so that a checksum of the whole stream is checked too. */
    private void readEnd() throws IOException {
        if (!isZero(readBlock()) || in.read() >= 0) {
            throw new TarException("something follows its end");
        }
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Number of zeros that fill up the last block of {@code bytes} bytes. */
    private static int paddingOf(long bytes) {
        return (int) (-bytes & (BLOCK_BYTES - 1));
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** The content of one entry; the stream below goes on behind it. */
    private final class EntryContent extends InputStream {
        private long size;
        private long left;

        EntryContent(long size) {
            this.size = size;
            this.left = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (left == 0) {
                return -1;
            }
            int n = in.read(into, offset, (int) Math.min(length, left));
            if (n < 0) {
                throw new EOFException("the tar ends within an entry, " + left + " bytes early");
            }
            left -= n;
            return n;
        }

        /** What was not read, and the zeros that fill up the last block. */
        void skipRest() throws IOException {
            in.skipNBytes(left);
            left = 0;
            int padding = paddingOf(size);
            size = 0;
            byte[] zeros = in.readNBytes(padding);
            if (zeros.length < padding || !isZero(zeros)) {
                throw new TarException("the last block of an entry is not filled up with zeros");
            }
        }
    }
}
