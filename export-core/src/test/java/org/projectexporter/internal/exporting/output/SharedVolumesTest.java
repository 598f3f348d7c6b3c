package org.projectexporter.internal.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import org.projectexporter.CancellationToken;
import org.projectexporter.fakes.ExportThreads;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.FileStat;

/**
 * Volumes of which parts are shared with files (here copied, under the same conditions): the bytes and the digests are
 * those of an archive that was written, also after a resume.
 */
@Timeout(120)
class SharedVolumesTest {
    private static final int MIB = 1 << 20;
    private static final int PAGE = 4096;
    private static final int STEPS = 30;
    /** After the last patch: an earlier run would have to undo it, which VolumeOutputTest tests. */
    private static final int FIRST_RESUMED = 27;

    @TempDir
    Path temp;

    private Path folder;

    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private final List<Integer> nextSteps = new ArrayList<>();
    private final AtomicLong writes = new AtomicLong();

    @AfterEach
    void everyThreadHasEnded() {
        ExportThreads.requireNone();
    }

    private OutputSettings settings(boolean direct) {
        return new OutputSettings(1 << 16, 4, direct, true, (kind, position) -> {
            if (kind == DiskSteps.Kind.WRITE) {
                writes.incrementAndGet();
            }
        });
    }

    /** What step {@code i} writes: an odd one the content of a file, at the start of a page, after a header. */
    private static byte[] content(long seed, int i) {
        int[] sizes = {1, 4095, 4096, 65_537, 300_001, 1_500_000};
        return TestFiles.noise(sizes[new Random(seed * 1000 + i).nextInt(sizes.length)], (int) seed * 77 + i);
    }

    private static byte[] header(long seed, int i, long position) {
        int least = new Random(seed * 31 + i).nextInt(3000);
        return TestFiles.noise(least + (int) (-(position + least) & (PAGE - 1)), i);
    }

    private Path source(long seed, int i) throws IOException {
        String name = (i % 7 == 5 ? "unshared-" : "source-") + i;
        return Files.write(temp.resolve(name), content(seed, i));
    }

    private void play(long seed, int from, VolumeOutput output, boolean notes) throws IOException {
        for (int i = from; i < STEPS; i++) {
            if (i % 2 == 0) {
                output.write(ByteBuffer.wrap(content(seed, i)));
            } else {
                writeShared(output, seed, i);
            }
            if (i > 2 && i % 6 == 2) {
                output.patch(output.position() / 2, ByteBuffer.wrap(patch(i)));
            }
            if (notes) {
                checkpoint(output, i + 1);
            }
        }
    }

    private static byte[] patch(int i) {
        return TestFiles.noise(20, i);
    }

    private void writeShared(VolumeOutput output, long seed, int i) throws IOException {
        byte[] header = header(seed, i, output.position());
        Path file = source(seed, i);
        boolean shared = output.share(file, FileStat.read(file), output.position() + header.length);
        assertThat(shared).isEqualTo(i % 7 != 5);
        byte[] content = content(seed, i);
        if (shared) {
            Files.write(file, new byte[] {1}); // from now on it does not matter
            try (SeekableByteChannel in = output.readShared()) {
                ByteBuffer back = ByteBuffer.allocate(content.length);
                while (back.hasRemaining() && in.read(back) >= 0) {}
                assertThat(back.array()).isEqualTo(content);
            }
        }
        if (shared && i % 5 == 0) {
            output.unshare();
        }
        output.write(ByteBuffer.wrap(header));
        int half = content.length / 2;
        output.write(ByteBuffer.wrap(content, 0, half));
        if (i % 3 == 0) {
            checkpoint(output, -1);
        }
        output.write(ByteBuffer.wrap(content, half, content.length - half));
    }

    /** @param next the step that resumes; -1 if none can */
    private void checkpoint(VolumeOutput output, int next) throws IOException {
        VolumeOutput.Mark mark = output.mark();
        RestartPoint start = new RestartPoint(0, 0, mark.position(), new byte[0], Map.of());
        output.checkpoint(sums -> {
            checkpoints.add(new Checkpoint(start, null, mark.position(), mark.tail(), output.digestsKnown(), sums));
            nextSteps.add(next);
        });
    }

    private static byte[] expected(long seed) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<int[]> patches = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            all.writeBytes(i % 2 == 0 ? new byte[0] : header(seed, i, all.size()));
            all.writeBytes(content(seed, i));
            if (i > 2 && i % 6 == 2) {
                patches.add(new int[] {all.size() / 2, i});
            }
        }
        byte[] bytes = all.toByteArray();
        patches.forEach(patch -> System.arraycopy(patch(patch[1]), 0, bytes, patch[0], 20));
        return bytes;
    }

    private static void assertHolds(VolumeOutput.Finished finished, byte[] expected) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List<String> digests = new ArrayList<>();
        for (Path file : finished.files()) {
            joined.writeBytes(Files.readAllBytes(file));
            digests.add(HexFormat.of().formatHex(Sha256.newDigest().digest(Files.readAllBytes(file))));
        }
        assertThat(Arrays.equals(joined.toByteArray(), expected))
                .as("the bytes")
                .isTrue();
        assertThat(finished.sha256()).isEqualTo(digests);
    }

    @ParameterizedTest(name = "seed {0}, volumes of {1}, direct: {2}")
    @CsvSource({
        "1, 1048576, true",
        "2, 1048576, false",
        "3, 9223372036854775807, true",
        "4, 9223372036854775807, false",
        "5, 2097152, true"
    })
    void archive_ofSharedAndWrittenParts_hasTheBytesAndDigestsOfAWrittenOne(long seed, long volumeBytes, boolean direct)
            throws IOException {
        folder = Files.createDirectory(temp.resolve("out"));
        byte[] expected = expected(seed);
        try (VolumeOutput output =
                VolumeOutput.create(folder, volumeBytes, settings(direct), patch -> {}, new CancellationToken())) {
            play(seed, 0, output, false);
            assertHolds(output.finish(), expected);
        }
    }

    @ParameterizedTest(name = "seed {0}, volumes of {1}")
    @CsvSource({"6, 1048576", "7, 9223372036854775807"})
    void resume_afterSharedParts_givesTheSameBytes(long seed, long volumeBytes) throws IOException {
        folder = Files.createDirectory(temp.resolve("out"));
        byte[] expected = expected(seed);
        try (VolumeOutput output =
                VolumeOutput.create(folder, volumeBytes, settings(true), patch -> {}, new CancellationToken())) {
            play(seed, 0, output, true);
            assertHolds(output.finish(), expected);
        }
        for (int i = checkpoints.size() - 1; i >= 0; i--) {
            if (nextSteps.get(i) < FIRST_RESUMED) {
                continue;
            }
            Checkpoint from = checkpoints.get(i);
            SumTable sums = new SumTable();
            checkpoints.subList(0, i + 1).forEach(each -> each.sums()
                    .forEach(sum -> sums.set(sum.chunk(), sum.crc32c())));
            LeftVolumes left = new LeftVolumes(folder, volumeBytes, from, sums);
            try (VolumeOutput output = VolumeOutput.resume(
                    folder, volumeBytes, settings(true), left.written(from), patch -> {}, new CancellationToken())) {
                play(seed, nextSteps.get(i), output, false);
                assertHolds(output.finish(), expected);
            }
        }
    }

    @Test
    void sharedContent_isNotWritten() throws IOException {
        folder = Files.createDirectory(temp.resolve("out"));
        Path file = TestFiles.write(temp.resolve("source"), 8 * MIB + 5, 1);
        try (VolumeOutput output =
                VolumeOutput.create(folder, MIB, settings(true), patch -> {}, new CancellationToken())) {
            output.write(ByteBuffer.allocate(PAGE));
            assertThat(output.share(file, FileStat.read(file), PAGE)).isTrue();
            output.write(ByteBuffer.wrap(Files.readAllBytes(file)));
            output.write(ByteBuffer.allocate(PAGE));
            output.finish();
        }
        assertThat(writes).as("before the content, and after it").hasValue(2);
    }

    @Test
    void sharedContent_thatIsPatchedBeforeItIsOnTheDisk_isWritten() throws IOException {
        folder = Files.createDirectory(temp.resolve("out"));
        Path file = TestFiles.write(temp.resolve("source"), 3 * PAGE, 1);
        byte[] expected = Files.readAllBytes(file);
        expected[PAGE + 1] = 42;
        try (VolumeOutput output =
                VolumeOutput.create(folder, MIB, settings(true), patch -> {}, new CancellationToken())) {
            assertThat(output.share(file, FileStat.read(file), 0)).isTrue();
            output.write(ByteBuffer.wrap(Files.readAllBytes(file), 0, 2 * PAGE));
            output.patch(PAGE + 1, ByteBuffer.wrap(new byte[] {42}));
            output.write(ByteBuffer.wrap(Files.readAllBytes(file), 2 * PAGE, PAGE));
            assertHolds(output.finish(), expected);
        }
    }
}
