package org.projectexporter.internal.exporting.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportException;
import org.projectexporter.fakes.ExportThreads;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.journal.Checkpoint;
import org.projectexporter.internal.exporting.journal.Patch;
import org.projectexporter.internal.exporting.journal.RestartPoint;
import org.projectexporter.internal.exporting.journal.SumTable;
import org.projectexporter.internal.io.Sha256;

@Timeout(120)
class VolumeOutputTest {
    private static final int MIB = 1 << 20;
    private static final VolumeOutput.PatchLog NO_PATCHES = patch -> {};
    private static final Path MEMORY_FILE_SYSTEM = Path.of("/dev/shm");

    @TempDir
    Path temp;

    @AfterEach
    void everyThreadHasEnded() {
        ExportThreads.requireNone();
    }

    private static OutputSettings settings(boolean direct) {
        return new OutputSettings(1 << 16, 4, direct, true, DiskSteps.ALL_PASS);
    }

    private static void assertHolds(Path folder, VolumeOutput.Finished finished, byte[] expected, long volumeBytes)
            throws IOException {
        assertThat(finished.bytes()).isEqualTo(expected.length);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        List<String> digests = new ArrayList<>();
        for (Path file : finished.files()) {
            byte[] volume = Files.readAllBytes(file);
            boolean last = file.equals(finished.files().get(finished.files().size() - 1));
            assertThat((long) volume.length).isLessThanOrEqualTo(volumeBytes);
            assertThat(last || volume.length == volumeBytes).isTrue();
            joined.writeBytes(volume);
            digests.add(HexFormat.of().formatHex(Sha256.newDigest().digest(volume)));
        }
        assertThat(Arrays.equals(joined.toByteArray(), expected))
                .as("the bytes")
                .isTrue();
        assertThat(finished.sha256()).isEqualTo(digests);
        assertThat(TestFiles.names(folder)).hasSize(finished.files().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4095, 4096, 65_536, 65_537, MIB - 1, MIB, MIB + 1, 3 * MIB, 3 * MIB + 5})
    void finish_givesVolumesOfExactSizes_andTheirDigests(int bytes) throws IOException {
        for (long volumeBytes : new long[] {MIB, Long.MAX_VALUE}) {
            for (boolean direct : new boolean[] {true, false}) {
                Path folder = Files.createDirectory(temp.resolve(volumeBytes + "-" + direct));
                byte[] content = TestFiles.noise(bytes, bytes);
                try (VolumeOutput output = VolumeOutput.create(
                        folder, volumeBytes, settings(direct), NO_PATCHES, new CancellationToken())) {
                    output.write(ByteBuffer.wrap(content));
                    assertHolds(folder, output.finish(), content, volumeBytes);
                }
            }
        }
    }

    /** Writes, patches and marks; then goes on from each mark, with garbage behind it. */
    @ParameterizedTest(name = "seed {0}, volumes of {1}, direct: {2}")
    @CsvSource({
        "1, 1048576, true",
        "2, 1048576, false",
        "3, 9223372036854775807, true",
        "4, 9223372036854775807, false",
        "5, 1048576, true",
        "6, 2097152, true"
    })
    void resume_fromAnyMark_givesTheSameBytes(long seed, long volumeBytes, boolean direct) throws IOException {
        resumeFromAnyMark(temp.resolve("disk"), seed, volumeBytes, direct);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void resume_onAFileSystemWithoutDirectWrites_givesTheSameBytes(long seed) throws IOException {
        Assumptions.assumeTrue(Files.isWritable(MEMORY_FILE_SYSTEM));
        Path folder = Files.createTempDirectory(MEMORY_FILE_SYSTEM, "volumes");
        try {
            resumeFromAnyMark(folder.resolve("out"), seed, MIB, true);
        } finally {
            for (String name : TestFiles.names(folder.resolve("out"))) {
                Files.delete(folder.resolve("out").resolve(name));
            }
            Files.delete(folder.resolve("out"));
            Files.delete(folder);
        }
    }

    private static void resumeFromAnyMark(Path folder, long seed, long volumeBytes, boolean direct) throws IOException {
        Files.createDirectories(folder);
        Script script = new Script(seed);
        Notes notes = new Notes();
        try (VolumeOutput output =
                VolumeOutput.create(folder, volumeBytes, settings(direct), notes, new CancellationToken())) {
            script.play(0, output, notes);
            assertHolds(folder, output.finish(), script.expected(), volumeBytes);
        }
        assertThat(notes.marks).hasSizeGreaterThan(5);
        for (int i = notes.marks.size() - 1; i >= 0; i--) {
            Marked from = notes.marks.get(i);
            LeftVolumes left = new LeftVolumes(folder, volumeBytes, from.checkpoint, notes.sums(i));
            left.putBack(notes.since(from));
            notes.patches.removeIf(patch -> notes.since(from).contains(patch));
            try (VolumeOutput output = VolumeOutput.resume(
                    folder,
                    volumeBytes,
                    settings(direct),
                    left.written(from.checkpoint),
                    notes,
                    new CancellationToken())) {
                assertThat(output.position()).isEqualTo(from.checkpoint.position());
                script.play(from.step, output, new Notes());
                assertHolds(folder, output.finish(), script.expected(), volumeBytes);
            }
        }
    }

    /** What is noted of an archive, as the journal does. */
    private static final class Notes implements VolumeOutput.PatchLog {
        private final List<Marked> marks = new ArrayList<>();
        private final List<Patch> patches = new ArrayList<>();

        @Override
        public synchronized void note(Patch patch) {
            patches.add(patch);
        }

        synchronized void note(Checkpoint checkpoint, int step) {
            marks.add(new Marked(checkpoint, step, patches.size()));
        }

        /** The last one first. */
        List<Patch> since(Marked mark) {
            List<Patch> since = new ArrayList<>(patches.subList(mark.patchesBefore, patches.size()));
            Collections.reverse(since);
            return since;
        }

        /** Those of all chunks when mark number {@code last} was made. */
        SumTable sums(int last) {
            SumTable sums = new SumTable();
            for (Marked mark : marks.subList(0, last + 1)) {
                mark.checkpoint.sums().forEach(sum -> sums.set(sum.chunk(), sum.crc32c()));
            }
            return sums;
        }
    }

    /** A checkpoint, the step that comes next, and how many patches were noted before. */
    private record Marked(Checkpoint checkpoint, int step, int patchesBefore) {}

    /** Steps that follow from a seed: what is written, and what is written over. */
    private static final class Script {
        private static final int STEPS = 60;
        private final long seed;
        private final long[] positions = new long[STEPS + 1];
        private final byte[] all;

        Script(long seed) {
            this.seed = seed;
            for (int i = 0; i < STEPS; i++) {
                positions[i + 1] = positions[i] + (isWrite(i) ? size(i) : 0);
            }
            all = new byte[(int) positions[STEPS]];
            for (int i = 0; i < STEPS; i++) {
                byte[] bytes = bytes(i);
                System.arraycopy(bytes, 0, all, (int) at(i), bytes.length);
            }
        }

        byte[] expected() {
            return all;
        }

        private boolean isWrite(int step) {
            return step < 2 || step % 4 != 3;
        }

        private int size(int step) {
            int[] sizes = {1, 100, 4096, 65_536, 70_001, 200_000};
            return sizes[new Random(seed * 1000 + step).nextInt(sizes.length)];
        }

        /** A patch lies anywhere behind the position, also across the borders of blocks and volumes. */
        private long at(int step) {
            if (isWrite(step)) {
                return positions[step];
            }
            long last = Math.max(0, positions[step] - bytes(step).length);
            boolean acrossTheFirstVolume = step % 8 == 3 && last > MIB;
            return acrossTheFirstVolume ? MIB - 2 : (long) (new Random(seed + step).nextDouble() * last);
        }

        private byte[] bytes(int step) {
            int patch = (int) Math.min(positions[step], 5 + step * 70L);
            return TestFiles.noise(isWrite(step) ? size(step) : patch, seed * 77 + step);
        }

        void play(int from, VolumeOutput output, Notes notes) throws IOException {
            for (int i = from; i < STEPS; i++) {
                if (isWrite(i)) {
                    output.write(ByteBuffer.wrap(bytes(i)));
                } else {
                    output.patch(at(i), ByteBuffer.wrap(bytes(i)));
                }
                if (i % 5 == 4) {
                    int next = i + 1;
                    VolumeOutput.Mark mark = output.mark();
                    RestartPoint start = new RestartPoint(0, next, mark.position(), new byte[0], Map.of());
                    output.checkpoint(sums -> notes.note(
                            new Checkpoint(start, null, mark.position(), mark.tail(), output.digestsKnown(), sums),
                            next));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9, 14})
    void aFailedStep_failsAllThatFollows_andNothingMoreIsBegun(int failAt) throws IOException {
        AtomicInteger steps = new AtomicInteger();
        AtomicInteger marks = new AtomicInteger();
        DiskSteps failing = (kind, position) -> {
            if (steps.incrementAndGet() == failAt + 1) { // the first one clears the folder
                throw new IOException("told to fail");
            }
        };
        VolumeOutput output = VolumeOutput.create(
                temp, MIB, new OutputSettings(1 << 16, 4, true, true, failing), NO_PATCHES, new CancellationToken());
        try (output) {
            assertThatThrownBy(() -> writeAndMark(output, marks)).hasMessage("told to fail");
            assertThatThrownBy(() -> output.write(ByteBuffer.allocate(1))).hasMessage("told to fail");
            assertThatThrownBy(() -> output.patch(0, ByteBuffer.allocate(1))).hasMessage("told to fail");
            assertThatThrownBy(output::mark).hasMessage("told to fail");
            assertThatThrownBy(output::finish).hasMessage("told to fail");
            AtomicInteger vouchedForLater = new AtomicInteger();
            output.whenDurable(vouchedForLater::incrementAndGet);
            output.close();
            assertThat(vouchedForLater).hasValue(0);
        }
        // the other thread, of the two that use the disk, may have been in a step
        assertThat(steps.get()).isBetween(failAt + 1, failAt + 2);
    }

    private static void writeAndMark(VolumeOutput output, AtomicInteger marks) throws IOException {
        for (int i = 0; i < 30; i++) {
            output.write(ByteBuffer.wrap(TestFiles.noise(100_000, i)));
            output.mark();
            output.whenDurable(marks::incrementAndGet);
        }
        output.finish();
    }

    @ParameterizedTest
    @ValueSource(longs = {MIB, Long.MAX_VALUE})
    void resume_ofAnArchiveThatIsShorterThanItsMark_isRefused(long volumeBytes) throws IOException {
        VolumeOutput.Mark mark = new VolumeOutput.Mark(8192, new byte[0]);
        Files.write(temp.resolve("volume-0"), new byte[8191]);
        VolumeOutput.Written written = new VolumeOutput.Written(mark, List.of(), new SumTable());

        assertThatThrownBy(() -> VolumeOutput.resume(
                        temp, volumeBytes, settings(true), written, NO_PATCHES, new CancellationToken()))
                .isInstanceOf(ExportException.class)
                .hasMessageContaining("volume-0 does not match the journal of this export")
                .hasMessageContaining("discard");
    }

    @Test
    void write_thatWaitsForTheDisk_endsWhenTheExportIsCancelled() throws Exception {
        CountDownLatch diskContinues = new CountDownLatch(1);
        DiskSteps stuck = (kind, position) -> {
            if (kind == DiskSteps.Kind.WRITE) {
                await(diskContinues);
            }
        };
        CancellationToken token = new CancellationToken();
        try (VolumeOutput output =
                VolumeOutput.create(temp, MIB, new OutputSettings(1 << 16, 4, true, true, stuck), NO_PATCHES, token)) {
            token.cancel();
            assertThatThrownBy(() -> output.write(ByteBuffer.allocate(5 << 16)))
                    .isInstanceOf(ExportCancelledException.class);
            diskContinues.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** The sync of a failed disk is never asked for again, and what it should have vouched for is not. */
    @Test
    void aFailedSync_vouchesForNothing_andIsNotRepeated() throws Exception {
        AtomicInteger syncs = new AtomicInteger();
        AtomicInteger vouched = new AtomicInteger();
        DiskSteps failing = (kind, position) -> {
            if (kind == DiskSteps.Kind.SYNC && syncs.incrementAndGet() == 2) {
                throw new IOException("told to fail");
            }
        };
        try (VolumeOutput output = VolumeOutput.create(
                temp, MIB, new OutputSettings(1 << 16, 4, true, true, failing), NO_PATCHES, new CancellationToken())) {
            assertThatThrownBy(() -> writeAndMark(output, vouched)).hasMessage("told to fail");
        }
        assertThat(vouched).hasValue(1);
        assertThat(syncs).hasValue(2);
    }

    /** So much less is to be done again after a crash. */
    @Test
    void writing_continuesDuringASync_upToALimit() throws Exception {
        CountDownLatch diskContinues = new CountDownLatch(1);
        CountDownLatch writtenAhead = new CountDownLatch(6); // one and a half times the four blocks
        AtomicInteger writes = new AtomicInteger();
        DiskSteps slowSync = (kind, position) -> {
            if (kind == DiskSteps.Kind.SYNC) {
                await(diskContinues);
            } else if (kind == DiskSteps.Kind.WRITE) {
                writes.incrementAndGet();
                writtenAhead.countDown();
            }
        };
        CancellationToken token = new CancellationToken();
        try (VolumeOutput output = VolumeOutput.create(
                temp, 16 * MIB, new OutputSettings(1 << 16, 4, true, true, slowSync), NO_PATCHES, token)) {
            output.whenDurable(() -> {});
            Thread canceller = new Thread(() -> {
                try {
                    await(writtenAhead);
                } catch (InterruptedIOException e) {
                    return;
                }
                token.cancel();
            });
            canceller.start();
            assertThatThrownBy(() -> output.write(ByteBuffer.allocate(20 << 16)))
                    .isInstanceOf(ExportCancelledException.class);
            canceller.join();
            assertThat(writes).hasValue(6);
            diskContinues.countDown();
        }
    }
}
