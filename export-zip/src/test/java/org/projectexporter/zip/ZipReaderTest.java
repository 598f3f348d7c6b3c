package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.zip.ZipException;

import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

final class ZipReaderTest {
    @Test
    void contentThatWasDamaged_isRefusedAtItsEnd() throws IOException {
        SampleEntry entry =
                SampleEntry.file(RawPath.of("a"), SampleContent.noise(100)).stored();
        byte[] archive = SampleArchive.write(new ZipFormat(), List.of(entry), 6);
        archive[30 + 1 + 9 + 50] ^= 1;
        try (ArchiveReader reader = new ZipFormat().openReader(new MemoryChannel(archive))) {
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(() -> reader.content().readAllBytes())
                    .isInstanceOf(ZipException.class)
                    .hasMessageContaining("does not match");
        }
    }

    @Test
    void contentBeforeTheFirstEntry_isRefused() throws IOException {
        byte[] archive = SampleArchive.write(new ZipFormat(), SampleArchive.mixture(), 6);
        try (ArchiveReader reader = new ZipFormat().openReader(new MemoryChannel(archive))) {
            assertThatThrownBy(reader::content).isInstanceOf(IllegalStateException.class);
        }
    }
}
