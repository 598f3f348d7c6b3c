package org.projectexporter.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.Spool;

/**
 * The position of each frame, in a skippable frame at the end of the archive, which allows programs to start reading in
 * the middle.
 *
 * @see <a
 *     href="https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md"
 *     >Zstandard Seekable Format 0.1.0</a>
 */
final class SeekTable {
    static final int FRAME_MAGIC = 0x184D2A5E;
    static final int FOOTER_MAGIC = 0x8F92EAB1;
    static final int HEADER_BYTES = 8;
    static final int ENTRY_BYTES = 8;
    static final int FOOTER_BYTES = 9;
    /** No checksums in the table, since each frame has its own; all other bits are reserved. */
    static final byte DESCRIPTOR = 0;
    /**
     * The maximum that zstd's own reader of such tables accepts. With raw frames of 1 MiB this is enough for 128 TiB.
     */
    static final int MAX_FRAMES = 1 << 27;

    private final Spool entries;
    private final ByteBuffer entry = newBuffer(ENTRY_BYTES);

    /** Resumes with the entries in {@code entries}. */
    SeekTable(Spool entries) {
        this.entries = entries;
    }

    private static ByteBuffer newBuffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Adds a frame, when it is written. */
    void add(int frameBytes, int contentBytes) throws IOException {
        if (entries.length() / ENTRY_BYTES == MAX_FRAMES) {
            throw new TarException("a tar.zst of more than " + MAX_FRAMES + " frames; export as tar instead");
        }
        entries.append(entry.clear().putInt(frameBytes).putInt(contentBytes).flip());
    }

    void writeTo(ArchiveOutput output) throws IOException {
        long bytes = entries.length();
        output.write(newBuffer(HEADER_BYTES)
                .putInt(FRAME_MAGIC)
                .putInt((int) (bytes + FOOTER_BYTES))
                .flip());
        byte[] piece = new byte[1 << 16];
        try (InputStream in = entries.read()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                output.write(ByteBuffer.wrap(piece, 0, n));
            }
        }
        output.write(newBuffer(FOOTER_BYTES)
                .putInt((int) (bytes / ENTRY_BYTES))
                .put(DESCRIPTOR)
                .putInt(FOOTER_MAGIC)
                .flip());
    }
}
