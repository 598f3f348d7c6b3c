package org.projectexporter.internal.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.projectexporter.internal.io.Sha256;

@Timeout(60)
class VolumeDigestsTest {
    private static final int MIB = 1 << 20;
    private static final int PIECES = 4;

    @TempDir
    Path temp;

    /** {@code ReadBack} has the second piece in memory when the first has been digested. */
    @ParameterizedTest(name = "patched at {0}")
    @CsvSource({"0", "524288", "1048576", "1500000", "2097151", "3000000", "4194000"})
    void rewind_whereAPieceWasReadBeforeItWasPatched_readsItAgain(int position) throws IOException {
        byte[] archive = new byte[PIECES * MIB];
        new Random(position).nextBytes(archive);
        ChunkSums sums = new ChunkSums(Long.MAX_VALUE);
        sums.append(ByteBuffer.wrap(archive));
        try (VolumeFiles files = new VolumeFiles(temp, Long.MAX_VALUE, false, DiskSteps.ALL_PASS);
                VolumeDigests digests = new VolumeDigests(files, sums, List.of())) {
            files.write(ByteBuffer.wrap(archive), 0);
            digests.catchUp(archive.length);
            awaitReading();

            byte[] patch = {1, 2, 3, 4};
            byte[] before = Arrays.copyOfRange(archive, position, position + patch.length);
            System.arraycopy(patch, 0, archive, position, patch.length);
            digests.forgetReadAhead();
            files.patch(ByteBuffer.wrap(patch), position);
            sums.replace(position, before, patch);
            digests.rewind(position);
            boolean more = true;
            while (more) {
                more = digests.catchUp(archive.length);
            }

            String expected = HexFormat.of().formatHex(Sha256.newDigest().digest(archive));
            assertThat(digests.end()).containsExactly(expected);
        }
    }

    /** Until the thread that reads ahead has nothing to do. */
    private static void awaitReading() {
        Thread reader = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("export-readback"))
                .findFirst()
                .orElseThrow();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }
}
