package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Refuses archives that this program would not have written. */
final class ZipReaderTest {
    private static final List<SampleEntry> ENTRIES = List.of(
            SampleEntry.file(RawPath.of("a"), SampleContent.text(700)),
            SampleEntry.file(RawPath.of("ü"), SampleContent.noise(20)).stored());

    private static byte[] write(SampleEntry... entries) throws IOException {
        return SampleArchive.write(new ZipFormat(), List.of(entries), 6);
    }

    @Test
    void contentThatWasDamaged_isRefusedAtItsEnd() throws IOException {
        byte[] archive = write(
                SampleEntry.file(RawPath.of("a"), SampleContent.noise(100)).stored());
        archive[EntryHeaders.LOCAL_BYTES + 1 + 9 + 50] ^= 1;
        try (ArchiveReader reader = new ZipFormat().openReader(new MemoryChannel(archive))) {
            assertThat(reader.next()).isNotNull();
            assertThatThrownBy(() -> reader.content().readAllBytes())
                    .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                            .isEqualTo(ArchiveDefect.WRONG_CHECKSUM))
                    .hasMessageContaining("does not match");
        }
    }

    /**
     * Times and modes, and so the type, have no checksum in a zip; names are stored twice, and content has its CRC.
     */
    @Test
    void zip_withAnyBitFlipped_isRefused_orItsNamesAndContentReadAsTheyWere() throws IOException {
        byte[] archive = SampleArchive.write(new ZipFormat(), ENTRIES, 6);
        for (int bit = 0; bit < 8 * archive.length; bit++) {
            byte[] damaged = archive.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefusedOrAsItWas(damaged, bit);
        }
    }

    private static void assertRefusedOrAsItWas(byte[] damaged, int bit) {
        List<SampleEntry> read;
        try {
            read = SampleArchive.read(new ZipFormat(), damaged);
        } catch (IOException refused) {
            return;
        }
        assertThat(read).as("bit %d", bit).hasSameSizeAs(ENTRIES);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).head().path())
                    .isEqualTo(ENTRIES.get(i).head().path());
            if (read.get(i).head().type() == EntryType.FILE) {
                assertThat(read.get(i).content())
                        .as("bit %d", bit)
                        .isEqualTo(ENTRIES.get(i).content());
            }
        }
    }

    @Test
    void zip_cutAnywhere_orWithBytesBehindIt_isRefused() throws IOException {
        byte[] archive = SampleArchive.write(new ZipFormat(), ENTRIES, 6);
        for (int length = 0; length <= archive.length + 3; length++) {
            byte[] changed = Arrays.copyOf(archive, length);
            if (length != archive.length) {
                assertThatThrownBy(() -> SampleArchive.read(new ZipFormat(), changed))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void contentBeforeTheFirstEntry_isRefused() throws IOException {
        byte[] archive = SampleArchive.write(new ZipFormat(), SampleArchive.mixture(), 6);
        try (ArchiveReader reader = new ZipFormat().openReader(new MemoryChannel(archive))) {
            assertThatThrownBy(reader::content).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void smallContentThatDoesNotShrink_isStored_thoughItShouldBeCompressed() throws IOException {
        byte[] archive = write(
                SampleEntry.file(RawPath.of("noise"), SampleContent.noise(1000)),
                SampleEntry.file(RawPath.of("one"), new byte[1]),
                SampleEntry.file(RawPath.of("text"), SampleContent.text(1000)));
        assertThat(SampleArchive.read(new ZipFormat(), archive))
                .extracting(SampleEntry::head)
                .extracting(ArchiveEntry::compress)
                .containsExactly(false, false, true);
    }
}
