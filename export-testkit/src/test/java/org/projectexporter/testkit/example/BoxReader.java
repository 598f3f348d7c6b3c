package org.projectexporter.testkit.example;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Reads a box, and checks each content against its CRC before reading the next. */
final class BoxReader implements ArchiveReader {
    private static final int LONGEST_PATH = 1 << 20;

    private final DataInputStream in;
    private InputStream content = InputStream.nullInputStream();

    /** Does nothing: the channel is the caller's and stays open. */
    BoxReader(SeekableByteChannel archive) throws IOException {
        in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(archive)));
        if (!Arrays.equals(in.readNBytes(BoxFormat.MAGIC.length), BoxFormat.MAGIC)) {
            throw new IOException("not a box: it does not begin with BOX1");
        }
    }

    @Override
    public @Nullable ArchiveEntry next() throws IOException {
        content.transferTo(OutputStream.nullOutputStream()); // the unread rest
        int letter = in.readUnsignedByte();
        return letter == BoxFormat.END ? null : readHead(type(letter));
    }

    private static EntryType type(int letter) throws IOException {
        return switch (letter) {
            case 'f' -> EntryType.FILE;
            case 'd' -> EntryType.DIRECTORY;
            case 'l' -> EntryType.SYMBOLIC_LINK;
            default -> throw new IOException("no entry begins with the byte " + letter + "; the box is damaged");
        };
    }

    private ArchiveEntry readHead(EntryType type) throws IOException {
        try {
            int mode = in.readInt();
            Instant mtime = Instant.ofEpochSecond(in.readLong(), in.readInt());
            RawPath path = readPath();
            RawPath target = readPath();
            long size = in.readLong();
            RawPath link = type == EntryType.SYMBOLIC_LINK ? target : null;
            content = new CheckedContent(in, size);
            return ArchiveEntry.builder(path, type)
                    .size(size)
                    .mtime(mtime)
                    .mode(mode)
                    .linkTarget(link)
                    .build();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("the head of an entry makes no sense; the box is damaged", e);
        }
    }

    private RawPath readPath() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST_PATH) {
            throw new IOException("a path of " + length + " bytes; the box is damaged");
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return RawPath.of(bytes);
    }

    @Override
    public InputStream content() {
        return content;
    }

    @Override
    public void close() {}

    /** A stream of the content, followed by a check of its CRC. */
    private static final class CheckedContent extends InputStream {
        private final DataInputStream box;
        private final CRC32 crc = new CRC32();
        private final InputStream bytes;
        private long remaining;

        CheckedContent(DataInputStream box, long size) throws IOException {
            this.box = box;
            bytes = new CheckedInputStream(box, crc);
            remaining = size;
            checkAtEnd();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (remaining == 0) {
                return -1;
            }
            int n = bytes.read(into, offset, (int) Math.min(length, remaining));
            if (n < 0) {
                throw new EOFException("the box ends within an entry");
            }
            remaining -= n;
            checkAtEnd();
            return n;
        }

        private void checkAtEnd() throws IOException {
            if (remaining == 0 && box.readLong() != crc.getValue()) {
                throw new IOException("the content of an entry does not match its CRC; the box is damaged");
            }
        }
    }
}
