package org.projectexporter.internal.exporting.output;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import org.projectexporter.internal.exporting.journal.Damage;
import org.projectexporter.internal.exporting.journal.FileMark;
import org.projectexporter.internal.wire.FileKind;
import org.projectexporter.spi.Spool;

/** A spool in a file, after a header. It computes the CRC-32C of everything appended, which the journal records. */
public final class FileSpool implements Spool, Closeable {
    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final CRC32C crc = new CRC32C();
    private volatile long written;
    private volatile long durable;

    /**
     * Opens a spool and keeps its first bytes.
     *
     * @param kind what the file is
     * @param kept how many bytes, and their sum
     * @throws org.projectexporter.ExportException if they are missing or different
     */
    public FileSpool(Path file, FileKind kind, FileMark kept) throws IOException {
        this.file = file;
        channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            if (kept.length() == 0) {
                buffer.put(kind.header());
            } else {
                kind.readHeader(channel, file);
                readKept(kept);
                written = FileKind.HEADER_BYTES + kept.length();
            }
            channel.truncate(written);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        durable = -1;
    }

    private void readKept(FileMark kept) throws IOException {
        long at = 0;
        int count = 0;
        while (at < kept.length() && count >= 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), kept.length() - at));
            count = channel.read(buffer, FileKind.HEADER_BYTES + at);
            at += Math.max(0, count);
            crc.update(buffer.flip());
        }
        buffer.clear();
        if (!mark(at).equals(kept)) {
            throw Damage.of(file);
        }
    }

    private FileMark mark(long length) {
        return new FileMark(length, (int) crc.getValue());
    }

    /** What it contains now; called by the thread that appends. */
    FileMark mark() {
        return mark(length());
    }

    @Override
    public long length() {
        return written + buffer.position() - FileKind.HEADER_BYTES;
    }

    @Override
    public void append(ByteBuffer data) throws IOException {
        crc.update(data.duplicate());
        if (data.remaining() > buffer.remaining()) {
            flush();
        }
        if (data.remaining() > buffer.remaining()) {
            writeFully(data);
        } else {
            buffer.put(data);
        }
    }

    void flush() throws IOException {
        buffer.flip();
        writeFully(buffer);
        buffer.clear();
    }

    private void writeFully(ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            long at = written; // which only this thread changes
            written = at + channel.write(data, at);
        }
    }

    /** Makes durable what was flushed; callable from any thread. */
    void sync() throws IOException {
        long now = written;
        if (durable != now) {
            channel.force(true);
            durable = now;
        }
    }

    @Override
    public InputStream read() throws IOException {
        flush();
        InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try {
            in.skipNBytes(FileKind.HEADER_BYTES);
            return new BufferedInputStream(in, 1 << 16);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
