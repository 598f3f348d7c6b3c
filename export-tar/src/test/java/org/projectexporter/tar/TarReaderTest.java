package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;

/** Refuses archives that this program would not have written. */
final class TarReaderTest {
    private static final List<SampleEntry> ENTRIES = List.of(
            SampleEntry.file(RawPath.of("a"), SampleContent.text(700)),
            SampleEntry.file(RawPath.of("ü"), SampleContent.noise(20)).stored());

    private static void assertRefused(ArchiveFormat format, byte[] archive) {
        assertThatThrownBy(() -> SampleArchive.read(format, archive)).isInstanceOf(IOException.class);
    }

    /** A bit may have no meaning; but then everything is read unchanged. */
    @Test
    void tarGz_withAnyBitFlipped_isRefused_orReadAsItWas() throws IOException {
        TarGzipFormat format = new TarGzipFormat();
        byte[] archive = SampleArchive.write(format, ENTRIES, 6);
        int unseen = 0;
        for (int bit = 0; bit < 8 * archive.length; bit++) {
            byte[] damaged = archive.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            unseen += isReadAsItWas(format, damaged, bit) ? 1 : 0;
        }
        assertThat(unseen).as("padding bits of stored blocks").isLessThan(64);
    }

    private static boolean isReadAsItWas(ArchiveFormat format, byte[] damaged, int bit) {
        List<SampleEntry> read;
        try {
            read = SampleArchive.read(format, damaged);
        } catch (IOException refused) {
            return false;
        }
        assertThat(read).as("bit %d", bit).hasSameSizeAs(ENTRIES);
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i).head().path())
                    .isEqualTo(ENTRIES.get(i).head().path());
            assertThat(read.get(i).content()).isEqualTo(ENTRIES.get(i).content());
        }
        return true;
    }

    @Test
    void tarGz_cutAnywhere_isRefused() throws IOException {
        TarGzipFormat format = new TarGzipFormat();
        byte[] archive = SampleArchive.write(format, ENTRIES, 6);
        for (int length = 0; length < archive.length; length++) {
            assertRefused(format, Arrays.copyOf(archive, length));
        }
    }

    @Test
    void tar_cutAnywhere_isRefused() throws IOException {
        TarFormat format = new TarFormat();
        byte[] archive = SampleArchive.write(format, ENTRIES, 6);
        for (int length = 0; length < archive.length; length += length % 512 == 511 ? 1 : 73) {
            assertRefused(format, Arrays.copyOf(archive, Math.min(length, archive.length - 1)));
        }
    }

    @Test
    void bytesAfterTheEnd_areRefused() throws IOException {
        for (ArchiveFormat format : List.of(new TarFormat(), new TarGzipFormat())) {
            byte[] archive = SampleArchive.write(format, ENTRIES, 6);
            assertRefused(format, Arrays.copyOf(archive, archive.length + 1));
            assertRefused(format, Arrays.copyOf(archive, archive.length + 200_000));
        }
    }

    /** For any number of blocks before the end: GNU tar pads records of 20 blocks. */
    @Test
    void paddingOfGnuTar_isAcceptedByTheStrictReader_andNoMore() throws IOException {
        TarFormat format = new TarFormat();
        for (int files = 0; files < 21; files++) {
            List<SampleEntry> entries = new java.util.ArrayList<>();
            for (int i = 0; i < files; i++) {
                entries.add(SampleEntry.file(RawPath.of("f" + (100 + i)), new byte[0]));
            }
            byte[] archive = SampleArchive.write(format, entries, 6);
            int record = 20 * 512;
            int padded = (archive.length + record - 1) / record * record;
            assertThat(SampleArchive.readStrictly(format, Arrays.copyOf(archive, padded)))
                    .hasSize(files);
            byte[] more = Arrays.copyOf(archive, archive.length + record);
            assertThatThrownBy(() -> SampleArchive.readStrictly(format, more))
                    .isInstanceOf(RefusedArchiveException.class);
        }
    }

    @Test
    void headerWithAnyBitFlipped_exceptInTheEndOfTheChecksum_isRefused() throws IOException {
        TarFormat format = new TarFormat();
        byte[] archive = SampleArchive.write(format, ENTRIES, 6);
        for (int bit = 0; bit < 8 * 512; bit++) {
            byte[] damaged = archive.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            if (bit / 8 != 154 && bit / 8 != 155) {
                assertRefused(format, damaged);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "11 path=a\n",
                "9 path=a\n9",
                "0 path=a\n",
                "-9 path=a\n",
                "99999999999999999999 path=a\n",
                "7 path\n",
                "11 size=1x\n",
                "14 mtime=nan\n\n",
                "10 path=a"
            })
    void paxRecordsThatAreBroken_areRefused(String records) {
        byte[] bytes = records.getBytes(StandardCharsets.US_ASCII);
        if (records.isEmpty()) {
            assertThat(catchParse(bytes)).isNull();
        } else {
            assertThat(catchParse(bytes)).isInstanceOf(RefusedArchiveException.class);
        }
    }

    private static Throwable catchParse(byte[] records) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> {
            PaxValues values = PaxValues.parse(records);
            values.size(0);
            values.mtime(0);
        });
    }
}
