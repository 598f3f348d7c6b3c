package org.projectexporter.tar;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** Writes a tar. It has no state between two entries; within an entry, only the number of bytes that are left. */
final class TarWriter implements ArchiveWriter {
    private static final int BLOCK_BYTES = UstarHeader.BLOCK_BYTES;
    /** Two blocks of zeros end a tar. */
    private static final int END_BYTES = 2 * BLOCK_BYTES;

    private final TarStream stream;
    private final ByteBuffer zeros = ByteBuffer.allocate(END_BYTES);
    private boolean open;
    private boolean finished;
    private long contentBytes;
    private long bytesLeft;

    /** Writes to {@code stream}, and closes it. */
    TarWriter(TarStream stream) {
        this.stream = stream;
    }

    /**
     * Resumes between two entries, or within {@code entry}; {@code stream} must have been restored there. All other
     * state is the stream's.
     */
    TarWriter(TarStream stream, ArchiveFormat.@Nullable OpenEntry entry) {
        this(stream);
        if (entry != null) {
            open = true;
            contentBytes = entry.entry().size();
            bytesLeft = contentBytes - entry.bytesGiven();
        }
    }

    @Override
    public void putEntry(ArchiveEntry entry) throws IOException {
        if (open || finished) {
            throw new IllegalStateException("not between two entries, at " + entry.path());
        }
        long position = stream.position();
        writeWhole(position < 0 ? headers(entry) : alignedHeaders(entry, position));
        open = true;
        contentBytes = entry.size();
        bytesLeft = contentBytes;
        if (contentBytes > 0) {
            stream.beginContent(contentBytes, entry.compress());
        }
    }

    @Override
    public long contentStart(ArchiveEntry entry) {
        long position = stream.position();
        return position < 0 || !Alignment.isFor(entry)
                ? -1
                : position + alignedHeaders(entry, position).remaining();
    }

    /** The bytes before the content of {@code entry}. */
    static ByteBuffer headers(ArchiveEntry entry) {
        RawPath name = nameOf(entry);
        return joined(name, PaxRecords.of(entry, name), UstarHeader.of(entry, name));
    }

    /** The same from {@code position} on, which align large content. */
    static ByteBuffer alignedHeaders(ArchiveEntry entry, long position) {
        if (!Alignment.isFor(entry)) {
            return headers(entry);
        }
        RawPath name = nameOf(entry);
        byte[] pax = Alignment.padded(PaxRecords.of(entry, name), position);
        return joined(name, pax, UstarHeader.of(entry, name));
    }

    /** The bytes that an earlier version of this program wrote before the content of {@code entry}. */
    static ByteBuffer earlierHeaders(ArchiveEntry entry) {
        return EarlierHeaders.of(entry, nameOf(entry));
    }

    /** A header with the pax records that belong to it, if any. */
    static ByteBuffer joined(RawPath name, byte[] pax, ByteBuffer header) {
        if (pax.length == 0) {
            return header;
        }
        ByteBuffer all = ByteBuffer.allocate(2 * BLOCK_BYTES + pax.length + paddingOf(pax.length));
        all.put(UstarHeader.ofPax(name, pax.length)).put(pax);
        return all.position(all.limit() - BLOCK_BYTES).put(header).flip();
    }

    /** A folder's name ends with a slash. */
    private static RawPath nameOf(ArchiveEntry entry) {
        if (entry.type() != EntryType.DIRECTORY) {
            return entry.path();
        }
        byte[] name = Arrays.copyOf(entry.path().bytes(), entry.path().length() + 1);
        name[name.length - 1] = '/';
        return RawPath.of(name);
    }

    @Override
    public @Nullable Group newGroup(ByteBuffer into) {
        return stream.isPlain() ? new TarGroup(into) : null;
    }

    @Override
    public void append(Group group) throws IOException {
        if (open || finished) {
            throw new IllegalStateException("not between two entries");
        }
        stream.write(((TarGroup) group).encoded());
    }

    /** The number of zeros that pad the last block of {@code bytes} bytes. */
    static int paddingOf(long bytes) {
        return (int) (-bytes & (BLOCK_BYTES - 1));
    }

    @Override
    public void write(ByteBuffer data) throws IOException {
        int bytes = data.remaining();
        if (!open || bytes > bytesLeft) {
            throw new IllegalStateException(
                    bytes + " bytes were written, but the entry has only " + bytesLeft + " left");
        }
        stream.write(data);
        bytesLeft -= bytes;
    }

    @Override
    public void closeEntry(long crc32) throws IOException {
        if (!open || bytesLeft > 0) {
            throw new IllegalStateException(open ? bytesLeft + " bytes of the entry are missing" : "no entry is open");
        }
        writeWhole(zeros.clear().limit(paddingOf(contentBytes)));
        open = false;
        stream.endEntry(contentBytes);
    }

    @Override
    public boolean offerSnapshot(Snapshot snapshot) throws IOException {
        return !finished && stream.offerSnapshot(snapshot);
    }

    @Override
    public void finish() throws IOException {
        if (open || finished) {
            throw new IllegalStateException("finish must be called once, after the last entry was closed");
        }
        writeWhole(zeros.clear());
        stream.finish();
        finished = true;
    }

    private void writeWhole(ByteBuffer data) throws IOException {
        if (data.hasRemaining()) {
            stream.begin(data.remaining(), true);
            stream.write(data);
        }
    }

    @Override
    public void close() {
        open = false;
        finished = true;
        stream.close();
    }
}
