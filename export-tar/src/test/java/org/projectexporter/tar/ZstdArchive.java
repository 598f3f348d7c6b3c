package org.projectexporter.tar;

import com.github.luben.zstd.Zstd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleEntry;

/**
 * A tar.zst split into frames by the table at its end, with zstd's own library, as another reader of such tables would
 * do.
 */
final class ZstdArchive {
    /** A frame: its position, its bytes and its content. */
    record Frame(int offset, byte[] bytes, byte[] content) {
        boolean isRaw() {
            return bytes.length > content.length;
        }
    }

    private ZstdArchive() {}

    static List<Frame> frames(byte[] archive) {
        ByteBuffer in = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int count = in.getInt(archive.length - SeekTable.FOOTER_BYTES);
        int table = archive.length - SeekTable.FOOTER_BYTES - count * SeekTable.ENTRY_BYTES;
        List<Frame> frames = new ArrayList<>();
        int offset = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[in.getInt(table + i * SeekTable.ENTRY_BYTES)];
            in.get(offset, bytes);
            byte[] content = Zstd.decompress(bytes, in.getInt(table + i * SeekTable.ENTRY_BYTES + Integer.BYTES));
            frames.add(new Frame(offset, bytes, content));
            offset += bytes.length;
        }
        if (offset != table - SeekTable.HEADER_BYTES) {
            throw new AssertionError("the frames end at " + offset + ", the table starts elsewhere");
        }
        return frames;
    }

    static List<Integer> contentSizes(byte[] archive) {
        return frames(archive).stream().map(frame -> frame.content().length).toList();
    }

    /** Writes an archive with a number of threads, and content in pieces of {@code cut} bytes. */
    static byte[] write(List<SampleEntry> entries, int level, int threads, int cut) throws IOException {
        MemoryOutput output = new MemoryOutput();
        try (ThreadedContext context = new ThreadedContext(level, threads);
                ArchiveWriter writer = new TarZstdFormat().openWriter(output, context)) {
            for (SampleEntry entry : entries) {
                writer.putEntry(entry.head());
                for (int at = 0; at < entry.content().length; at += cut) {
                    writer.write(ByteBuffer.wrap(entry.content(), at, Math.min(cut, entry.content().length - at)));
                }
                writer.closeEntry(entry.crc32());
            }
            writer.finish();
        }
        return output.toByteArray();
    }

    static byte[] write(List<SampleEntry> entries) throws IOException {
        return SampleArchive.write(new TarZstdFormat(), entries, 6);
    }
}
