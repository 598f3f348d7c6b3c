package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** In a plain tar, content of 256 KiB or more begins at a multiple of 4 KiB. */
final class TarAlignmentTest {
    private static final int ALIGNED_BYTES = 1 << 18;

    /** Entries with headers of several lengths, at each multiple of 512, each with its own content. */
    private static List<SampleEntry> entries(int bytes) {
        List<SampleEntry> entries = new ArrayList<>();
        Instant exact = Instant.parse("2025-03-01T00:00:00Z");
        for (int i = 0; i < 20; i++) {
            byte[] content = SampleContent.text(bytes + i);
            String name = "a/".repeat(i * 100) + (100 + i);
            entries.add(SampleEntry.file(RawPath.of("s" + (100 + i)), SampleContent.noise(512 * i))
                    .withMtime(exact));
            entries.add(SampleEntry.file(RawPath.of(i % 3 == 0 ? "l" + i : name), content)
                    .withMtime(i % 2 == 0 ? exact : exact.plusNanos(i)));
        }
        return entries;
    }

    private static byte[] tar(List<SampleEntry> entries) throws IOException {
        return SampleArchive.write(new TarFormat(), entries, 6);
    }

    @ParameterizedTest
    @ValueSource(ints = {ALIGNED_BYTES, 1_000_000})
    void largeContent_isAligned(int bytes) throws IOException {
        byte[] tar = tar(entries(bytes));
        try (TarFile opened = new TarFile(tar)) {
            assertThat(opened.getEntries())
                    .filteredOn(entry -> entry.getSize() >= ALIGNED_BYTES)
                    .hasSize(20)
                    .allSatisfy(entry -> assertThat(entry.getDataOffset() % 4096)
                            .as(entry.getName())
                            .isZero());
        }
    }

    /** After pax headers of all lengths, aligned or not. */
    @Test
    void contentPosition_isWhereOthersFindTheContent() throws IOException {
        List<SampleEntry> entries = entries(ALIGNED_BYTES);
        for (byte[] tar : List.of(tar(entries), UnalignedTar.of(entries))) {
            try (TarFile opened = new TarFile(tar);
                    ArchiveReader reader = new TarFormat().openStrictReader(new MemoryChannel(tar))) {
                for (TarArchiveEntry entry : opened.getEntries()) {
                    assertThat(reader.next()).isNotNull();
                    assertThat(reader.contentPosition()).as(entry.getName()).hasValue(entry.getDataOffset());
                }
            }
        }
    }

    @Test
    void smallerContent_andTarsThatAreCompressed_haveNoPadding() throws IOException {
        List<SampleEntry> small = List.of(SampleEntry.file(RawPath.of("a"), SampleContent.text(ALIGNED_BYTES - 1)));
        assertThat(tar(small)).isEqualTo(UnalignedTar.of(small));
        List<SampleEntry> large = entries(ALIGNED_BYTES);
        assertThat(UnalignedTar.of(large)).hasSizeLessThan(tar(large).length);
    }

    @Test
    void archiveOfAnEarlierVersion_withoutPadding_isRead() throws IOException {
        List<SampleEntry> entries = entries(ALIGNED_BYTES);
        for (byte[] tar : List.of(tar(entries), UnalignedTar.of(entries))) {
            for (List<SampleEntry> read : List.of(
                    SampleArchive.read(new TarFormat(), tar), SampleArchive.readStrictly(new TarFormat(), tar))) {
                assertThat(read).hasSameSizeAs(entries);
                for (int i = 0; i < entries.size(); i++) {
                    assertThat(read.get(i).head().mtime())
                            .isEqualTo(entries.get(i).head().mtime());
                    assertThat(read.get(i).content()).isEqualTo(entries.get(i).content());
                }
            }
        }
    }

    @Test
    void comment_hasTheLengthThatAligns_orOneByteLess() {
        for (int length = PaxRecords.LEAST_COMMENT_BYTES; length < 9000; length++) {
            assertThat(PaxRecords.comment(length).length).isBetween(length - 1, length);
        }
        for (int position = 0; position < 8192; position += 512) {
            for (int records = 0; records < 2000; records += 7) {
                ByteBuffer headers = TarWriter.joined(
                        RawPath.of("a"), Alignment.padded(new byte[records], position), ByteBuffer.allocate(512));
                assertThat((position + headers.remaining()) % 4096)
                        .as("%s records at %s", records, position)
                        .isZero();
            }
        }
    }
}
