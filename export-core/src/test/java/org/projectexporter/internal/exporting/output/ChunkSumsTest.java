package org.projectexporter.internal.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.projectexporter.ExportException;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.Crc32c;

class ChunkSumsTest {
    private static final int MIB = ChunkSums.CHUNK_BYTES;

    @TempDir
    Path temp;

    /** The sums of an archive, chunk by chunk. */
    private static List<SumTable.Sum> sums(byte[] archive, int volumeBytes) {
        List<SumTable.Sum> sums = new java.util.ArrayList<>();
        for (int at = 0; at < archive.length; ) {
            int end = Math.min(archive.length, Math.min(at + MIB, (at / volumeBytes + 1) * volumeBytes));
            sums.add(new SumTable.Sum(sums.size(), Crc32c.of(Arrays.copyOfRange(archive, at, end))));
            at = end;
        }
        return sums;
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, MIB, MIB + 4096, 3 * MIB, 1 << 30})
    void append_andReplace_giveTheSumsOfWhatIsThere(int volumeBytes) {
        byte[] archive = TestFiles.noise(3 * MIB + 12_345, 1);
        ChunkSums sums = new ChunkSums(volumeBytes);
        Random random = new Random(2);
        for (int at = 0; at < archive.length; ) {
            int length = Math.min(archive.length - at, 1 + random.nextInt(200_000));
            sums.append(ByteBuffer.wrap(archive, at, length));
            at += length;
        }
        assertThat(sums.takeChanged()).isEqualTo(sums(archive, volumeBytes));
        assertThat(sums.takeChanged()).isEmpty();

        List<SumTable.Sum> before = sums(archive, volumeBytes);
        for (int at : new int[] {0, 65_530, MIB - 3, 2 * MIB + 4096, archive.length - 10}) {
            byte[] old = Arrays.copyOfRange(archive, at, at + 10);
            byte[] patch = TestFiles.noise(10, at);
            System.arraycopy(patch, 0, archive, at, patch.length);
            sums.replace(at, old, patch);
        }
        List<SumTable.Sum> changed = new java.util.ArrayList<>(sums(archive, volumeBytes));
        changed.removeAll(before);
        assertThat(sums.takeChanged()).isEqualTo(changed);
    }

    /** Where an earlier run has stopped within a chunk, that chunk is compared up to there, and as a whole when it is. */
    @ParameterizedTest
    @ValueSource(ints = {4096, MIB - 4096, MIB, MIB + 8192})
    void take_ofWhatWasReadBack_findsAnyByteThatHasChanged_alsoInWhatWasResumed(int resumedAt) throws IOException {
        byte[] archive = TestFiles.noise(3 * MIB, 3);
        SumTable known = new SumTable();
        sums(Arrays.copyOf(archive, resumedAt), 1 << 30).forEach(sum -> known.set(sum.chunk(), sum.crc32c()));
        ChunkSums sums = new ChunkSums(Long.MAX_VALUE, known, resumedAt);
        sums.append(ByteBuffer.wrap(archive, resumedAt, archive.length - resumedAt));
        try (VolumeFiles files = new VolumeFiles(temp, Long.MAX_VALUE, false, DiskSteps.ALL_PASS)) {
            readAll(new SumCheck(files, sums), archive);
            for (int at : new int[] {0, 4095, resumedAt - 1, resumedAt, 2 * MIB, archive.length - 1}) {
                byte[] flipped = archive.clone();
                flipped[at] ^= 4;

                assertThatThrownBy(() -> readAll(new SumCheck(files, sums), flipped))
                        .as("byte %s", at)
                        .isInstanceOf(ExportException.class)
                        .hasMessageContaining(temp.resolve("volume-0").toString())
                        .hasMessageContaining("the bytes " + at / MIB * MIB + " to ");
            }
        }
    }

    private static void readAll(SumCheck check, byte[] archive) throws IOException {
        int piece = MIB - 8192; // pieces that begin and end anywhere in chunks
        for (int at = 0; at < archive.length; at += piece) {
            check.take(ByteBuffer.wrap(archive, at, Math.min(piece, archive.length - at)), at);
        }
    }

    @Test
    void bytes_ofVolumes_givesThemAcrossPagesAndVolumes() throws IOException {
        byte[] archive = TestFiles.noise(3 * 8192, 5);
        try (VolumeFiles files = new VolumeFiles(temp, 8192, false, DiskSteps.ALL_PASS)) {
            for (int at = 0; at < archive.length; at += 8192) {
                files.write(ByteBuffer.wrap(archive, at, 8192), at);
            }
            assertThat(TestFiles.names(temp)).hasSize(3);
            for (int at : new int[] {0, 1, 4095, 4096, 8191, 8192, 16_383}) {
                for (int length : new int[] {1, 2, 4096, 8192}) {
                    assertThat(files.bytes(at, length)).isEqualTo(Arrays.copyOfRange(archive, at, at + length));
                }
            }
        }
        Files.delete(temp.resolve("volume-1"));
        try (VolumeFiles files = new VolumeFiles(temp, 8192, false, DiskSteps.ALL_PASS)) {
            assertThatThrownBy(() -> files.requireHeld(archive.length)).hasMessageContaining("volume-1");
        }
    }
}
