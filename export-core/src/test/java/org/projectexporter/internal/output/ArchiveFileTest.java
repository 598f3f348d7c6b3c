package org.projectexporter.internal.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.digest.Sha256;

class ArchiveFileTest {
    private static final int BUFFER = 1 << 20;

    @TempDir
    Path temp;

    private Path file() {
        return temp.resolve("archive");
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.newDigest().digest(bytes));
    }

    @Test
    void write_inPiecesOfAnySize_givesAllBytesAndCountsThem() throws IOException {
        byte[] all = TestFiles.noise(5 * BUFFER, 1);
        int at = 0;
        try (ArchiveFile archive = new ArchiveFile(file())) {
            for (int bytes : new int[] {0, 1, BUFFER - 1, BUFFER, 1, BUFFER + 1, 3, BUFFER - 3, 2}) {
                archive.write(ByteBuffer.wrap(all, at, bytes));
                at += bytes;
                assertThat(archive.position()).isEqualTo(at);
            }
            assertThat(archive.sha256()).isEqualTo(sha256(Arrays.copyOf(all, at)));
        }
        assertThat(Files.readAllBytes(file())).isEqualTo(Arrays.copyOf(all, at));
    }

    @Test
    void anyMixOfWritesPatchesAndCuts_givesWhatAnArrayGives() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            Files.deleteIfExists(file());
            ScriptedArchive script = new ScriptedArchive(new Random(seed));
            try (ArchiveFile archive = new ArchiveFile(file())) {
                for (int i = 0; i < 40; i++) {
                    script.step(archive);
                    assertThat(archive.position()).as("seed " + seed).isEqualTo(script.length);
                }
                assertThat(archive.sha256()).as("seed " + seed).isEqualTo(sha256(script.content()));
                archive.sync();
            }
            assertThat(Files.readAllBytes(file())).as("seed " + seed).isEqualTo(script.content());
        }
    }

    /** The same steps on an array. */
    private static final class ScriptedArchive {
        private final Random random;
        private final byte[] bytes = new byte[40 * 2 * BUFFER];
        private int length;

        private ScriptedArchive(Random random) {
            this.random = random;
        }

        private void step(ArchiveFile archive) throws IOException {
            switch (random.nextInt(6)) {
                case 0 -> patch(archive);
                case 1 -> {
                    length -= random.nextInt(Math.min(length, BUFFER) + 1);
                    archive.truncate(length);
                }
                case 2 -> assertThat(archive.sha256()).isEqualTo(sha256(content()));
                default -> write(archive);
            }
        }

        private void write(ArchiveFile archive) throws IOException {
            byte[] data = TestFiles.noise(random.nextInt(BUFFER + BUFFER / 2), random.nextLong());
            System.arraycopy(data, 0, bytes, length, data.length);
            length += data.length;
            archive.write(ByteBuffer.wrap(data));
        }

        private void patch(ArchiveFile archive) throws IOException {
            byte[] data = TestFiles.noise(random.nextInt(Math.min(length, 100) + 1), random.nextLong());
            int at = random.nextInt(length - data.length + 1);
            System.arraycopy(data, 0, bytes, at, data.length);
            archive.patch(at, ByteBuffer.wrap(data));
        }

        private byte[] content() {
            return Arrays.copyOf(bytes, length);
        }
    }

    @Test
    void patch_pastWhatIsWritten_isRefused() throws IOException {
        try (ArchiveFile archive = new ArchiveFile(file())) {
            archive.write(ByteBuffer.allocate(10));

            assertThatThrownBy(() -> archive.patch(8, ByteBuffer.allocate(3)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> archive.patch(-1, ByteBuffer.allocate(3)))
                    .isInstanceOf(IllegalArgumentException.class);
            archive.patch(7, ByteBuffer.allocate(3));
        }
    }

    @Test
    void truncate_pastWhatIsWritten_isRefused() throws IOException {
        try (ArchiveFile archive = new ArchiveFile(file())) {
            archive.write(ByteBuffer.allocate(10));

            assertThatThrownBy(() -> archive.truncate(11)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> archive.truncate(-1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void new_whereAFileStands_isRefused() throws IOException {
        Files.createFile(file());

        assertThatThrownBy(() -> new ArchiveFile(file())).isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
    }
}
