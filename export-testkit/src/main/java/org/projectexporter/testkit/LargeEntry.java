package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.CRC32;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.WriterContext;

/** An archive of a large file of zeros that is not compressed as an entry, and of a small one after it. */
final class LargeEntry {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final SampleEntry LAST = SampleEntry.file(RawPath.of("last.txt"), SampleContent.text(1000))
            .withMtime(Instant.ofEpochSecond(1_700_000_000)); // any format keeps whole seconds

    private final ArchiveFormat format;
    private final ArchiveEntry head;
    private final SparseBytes archive = new SparseBytes();

    LargeEntry(ArchiveFormat format, long size) {
        this.format = format;
        this.head = ArchiveEntry.builder(RawPath.of("large.mov"), EntryType.FILE)
                .size(size)
                .mode(0644)
                .mtime(LAST.head().mtime())
                .build();
    }

    void write(WriterContext context) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(BLOCK_BYTES);
        CRC32 crc = new CRC32();
        try (ArchiveWriter writer = format.openWriter(archive, context)) {
            writer.putEntry(head);
            for (long left = head.size(); left > 0; left -= zeros.limit()) {
                zeros.clear().limit((int) Math.min(BLOCK_BYTES, left));
                crc.update(zeros.duplicate());
                writer.write(zeros.duplicate());
            }
            writer.closeEntry(crc.getValue());
            SampleArchive.put(writer, LAST, BLOCK_BYTES);
            writer.finish();
        }
    }

    void assertComesBack() throws IOException {
        try (ArchiveReader reader = format.openReader(archive.openChannel())) {
            assertThat(reader.next()).isNotNull().satisfies(found -> {
                assertThat(found.path()).isEqualTo(head.path());
                assertThat(found.size()).isEqualTo(head.size());
            });
            assertThat(zerosOf(reader.content())).isEqualTo(head.size());
            assertLastFollows(reader);
        }
        try (ArchiveReader skipping = format.openStrictReader(archive.openChannel())) {
            assertThat(skipping.next()).isNotNull();
            assertLastFollows(skipping);
        }
    }

    private static void assertLastFollows(ArchiveReader reader) throws IOException {
        ArchiveEntry found = reader.next();
        if (found == null) {
            throw new AssertionError("nothing follows the large file");
        }
        assertThat(LAST.sameAs(new SampleEntry(found, reader.content().readAllBytes())))
                .isTrue();
        assertThat(reader.next()).isNull();
    }

    private static long zerosOf(InputStream content) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        byte[] zeros = new byte[BLOCK_BYTES];
        long bytes = 0;
        for (int n = content.read(block); n >= 0; n = content.read(block)) {
            if (!Arrays.equals(block, 0, n, zeros, 0, n)) {
                throw new AssertionError("the content is not zeros, after byte " + bytes);
            }
            bytes += n;
        }
        return bytes;
    }
}
