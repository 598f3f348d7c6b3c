package org.projectexporter.internal.exporting.plan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.Content;

/**
 * The bytes captured while planning, one after another in a file of the work folder, after a header: its length and
 * checksum are in the journal. As long as nothing has been captured it has no header.
 */
public final class Captures implements Closeable {
    private static final FileKind KIND = FileKind.ofExport("CAPT", 1, "the file of captures");
    private static final int BLOCK_BYTES = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final CRC32C crc = new CRC32C();
    private long length;

    Captures(Path file) throws IOException {
        this.file = file;
        channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.READ,
                LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Keeps what an earlier run captured.
     *
     * @throws org.projectexporter.ExportException if it is no longer there
     */
    void keep(FileMark kept) throws IOException {
        if (kept.length() > 0) {
            KIND.readHeader(channel, file);
        }
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        int count = 0;
        while (length < kept.length() && count >= 0) {
            block.clear().limit((int) Math.min(block.capacity(), kept.length() - length));
            count = channel.read(block, FileKind.HEADER_BYTES + length);
            length += Math.max(0, count);
            crc.update(block.flip());
        }
        if (!mark().equals(kept)) {
            throw Damage.of(file);
        }
        channel.truncate(length == 0 ? 0 : FileKind.HEADER_BYTES + length);
    }

    /** The state of the file so far. */
    FileMark mark() {
        return new FileMark(length, (int) crc.getValue());
    }

    /** Makes the captured bytes durable. */
    void sync() throws IOException {
        channel.force(true);
    }

    Content.Captured add(byte[] bytes) throws IOException {
        long offset = length;
        append(ByteBuffer.wrap(bytes));
        return new Content.Captured(offset, bytes.length);
    }

    /** Adds the rest of a stream, block by block. */
    Content.Captured add(InputStream content) throws IOException {
        long offset = length;
        byte[] block = new byte[BLOCK_BYTES];
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            append(ByteBuffer.wrap(block, 0, n));
        }
        return new Content.Captured(offset, length - offset);
    }

    private void append(ByteBuffer data) throws IOException {
        WorkFolderException.reported(() -> {
            appendNow(data);
            return data;
        });
    }

    private void appendNow(ByteBuffer data) throws IOException {
        if (length == 0) {
            write(ByteBuffer.wrap(KIND.header()), 0);
        }
        crc.update(data.duplicate());
        length += write(data, FileKind.HEADER_BYTES + length);
    }

    private long write(ByteBuffer data, long position) throws IOException {
        long at = position;
        while (data.hasRemaining()) {
            at += channel.write(data, at);
        }
        return at - position;
    }

    /** Reads bytes of {@code captured} from {@code position} on until the buffer is full or the capture ends. */
    public void read(Content.Captured captured, long position, ByteBuffer into) throws IOException {
        long end = captured.offset() + captured.length();
        long at = captured.offset() + position;
        into.limit((int) Math.min(into.limit(), into.position() + (end - at)));
        while (into.hasRemaining()) {
            int n = channel.read(into, FileKind.HEADER_BYTES + at);
            if (n < 0) {
                throw new IOException("the file of captured content is shorter than the plan requires");
            }
            at += n;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
