package org.projectexporter.internal.exporting.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.plan.HeldFiles;
import org.projectexporter.internal.exporting.plan.KeptContent;
import org.projectexporter.internal.io.BlockPool;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.compress.DeflateEngine;

@Timeout(60)
class StreamedReaderTest {
    private static final int BLOCK = 1 << 16;
    private static final UnreadableFiles FAIL = new UnreadableFiles(OnUnreadable.FAIL);
    private static final int BYTES = 5 * BLOCK + 11;

    @TempDir
    Path temp;

    private static List<Job.Part> read(PlannedEntry entry, ContentOpener opener) {
        StorageChoice storage = new StorageChoice(ExportOptions.defaults(), DeflateEngine.jdk());
        BlockPool<ByteBuffer> pool = new BlockPool<>(64, () -> ByteBuffer.allocate(BLOCK));
        Job.Streamed job = new Job.Streamed(entry, null, pool);
        new StreamedReader(job, pool, opener, storage, null, Runnable::run).read();
        return new ArrayList<>(job.parts());
    }

    /** Reads files one after the other for a format whose headers have a CRC. */
    private List<List<Job.Part>> readAll(List<PlannedEntry> entries, ScriptedOpener.Script script) {
        StorageChoice storage = new StorageChoice(ExportOptions.defaults(), DeflateEngine.jdk());
        BlockPool<ByteBuffer> pool = new BlockPool<>(64, () -> ByteBuffer.allocate(BLOCK));
        KnownMedia known = new KnownMedia();
        List<List<Job.Part>> all = new ArrayList<>();
        for (PlannedEntry entry : entries) {
            Job.Streamed job = new Job.Streamed(entry, null, pool);
            new StreamedReader(job, pool, new ScriptedOpener(temp, script), storage, known, Runnable::run).read();
            all.add(new ArrayList<>(job.parts()));
        }
        return all;
    }

    private static long crcOf(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }

    private static PlannedEntry largeObject(Path file) throws IOException {
        PlannedEntry plain = Entries.of(file);
        return PlannedEntry.file(
                plain.path(),
                EntryRole.LARGE_OBJECT,
                plain.size(),
                plain.mtime(),
                plain.mode(),
                plain.contentOrThrow(),
                StorageHint.STORE);
    }

    @Test
    void read_withTheContentOfALargeObject_hasItsCrcWithoutASecondReading() throws IOException {
        Path object = file();
        Path same = TestFiles.write(temp.resolve("same.mp4"), BYTES, 1);
        int[] readings = {0};

        List<List<Job.Part>> parts =
                readAll(List.of(largeObject(object), Entries.of(same)), new ScriptedOpener.Script() {
                    @Override
                    public void read(int opening, int reading) {
                        readings[0]++;
                    }
                });

        long crc = crcOf(TestFiles.noise(BYTES, 1));
        assertThat(start(parts.get(0)).crc32()).isEqualTo(crc);
        assertThat(start(parts.get(1)).crc32()).isEqualTo(crc);
        assertThat(end(parts.get(1)).crc32()).isEqualTo(crc);
        assertThat(readings[0]).isEqualTo((6 + 6) + (1 + 6));
    }

    @Test
    void read_ofAFileThatOnlyBeginsLikeALargeObject_endsWithItsOwnCrc() throws IOException {
        byte[] other = TestFiles.noise(BYTES, 1);
        other[BYTES - 1]++;
        Path file = TestFiles.write(temp.resolve("other.mp4"), other);

        List<Job.Part> parts = readAll(List.of(largeObject(file()), Entries.of(file)), new ScriptedOpener.Script() {})
                .get(1);

        assertThat(end(parts).crc32())
                .isEqualTo(crcOf(other))
                .isNotEqualTo(start(parts).crc32());
        assertThat(data(parts)).isEqualTo(other);
    }

    private static byte[] data(List<Job.Part> parts) {
        List<ByteBuffer> blocks = new ArrayList<>();
        for (Job.Part part : parts) {
            if (part instanceof Job.Data data) {
                blocks.add(data.block());
            }
        }
        return Entries.join(blocks);
    }

    private static Job.Start start(List<Job.Part> parts) {
        return (Job.Start) parts.get(0);
    }

    private static Job.End end(List<Job.Part> parts) {
        return (Job.End) parts.get(parts.size() - 1);
    }

    private static void requireSameDigest(List<Job.Part> parts) {
        assertThat(end(parts).sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.newDigest().digest(data(parts))));
    }

    private Path file() {
        return TestFiles.write(temp.resolve("a"), BYTES, 1);
    }

    private ScriptedOpener atReading(int number, Path file, ScriptedOpener.FileAction action) {
        return new ScriptedOpener(temp, new ScriptedOpener.Script() {
            @Override
            public void read(int opening, int reading) throws IOException {
                if (reading == number) {
                    action.run(file, reading);
                }
            }
        });
    }

    @Test
    void read_ofTheExportsOwnFile_keepsThePlannedTime_whateverTheFileSystemMakesOfIt() throws IOException {
        Path file = file();
        Instant planned = Instant.ofEpochSecond(1_000_000_001, 999);

        List<Job.Part> parts =
                read(Entries.metadata(file, planned), new ScriptedOpener(temp, new ScriptedOpener.Script() {}));

        assertThat(start(parts).entry().mtime()).isEqualTo(planned);
        assertThat(start(parts).entry().size()).isEqualTo(BYTES);
        assertThat(end(parts).changed()).isNull();
    }

    @Test
    void read_ofAQuietFile_givesItsBlocksInOrder() throws IOException {
        Path file = file();

        List<Job.Part> parts = read(
                Entries.of(file), new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL));

        assertThat(data(parts)).isEqualTo(Files.readAllBytes(file));
        assertThat(parts).hasSize(1 + 6 + 1);
        assertThat(end(parts).changed()).isNull();
        requireSameDigest(parts);
    }

    @Test
    void read_ofAFileThatHasGrownSinceThePlan_takesItsSizeAtTheOpening() throws IOException {
        Path file = file();
        PlannedEntry planned = Entries.of(file);
        TestFiles.append(file, BLOCK);

        List<Job.Part> parts =
                read(planned, new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL));

        assertThat(start(parts).entry().size()).isEqualTo(BYTES + BLOCK);
        assertThat(data(parts)).isEqualTo(Files.readAllBytes(file));
        assertThat(end(parts).changed()).isNull();
    }

    @Test
    void read_ofAFileThatGrows_cutsWhatIsNewAndSaysSo() throws IOException {
        Path file = file();

        List<Job.Part> parts = read(Entries.of(file), atReading(3, file, (f, time) -> TestFiles.append(f, 3 * BLOCK)));

        assertThat(start(parts).entry().size()).isEqualTo(BYTES);
        assertThat(data(parts)).isEqualTo(TestFiles.noise(BYTES, 1));
        assertThat(end(parts).changed()).contains("written to");
        requireSameDigest(parts);
    }

    @Test
    void read_ofAFileThatIsTruncated_padsItWithZerosAndSaysSo() throws IOException {
        Path file = file();
        int kept = 2 * BLOCK + 5;

        List<Job.Part> parts = read(Entries.of(file), atReading(3, file, (f, time) -> TestFiles.truncate(f, kept)));

        byte[] expected = Arrays.copyOf(Arrays.copyOf(TestFiles.noise(BYTES, 1), kept), BYTES);
        assertThat(data(parts)).isEqualTo(expected);
        assertThat(end(parts).changed()).contains("zeros");
        requireSameDigest(parts);
    }

    @Test
    void read_ofAFileThatIsTruncatedToNothingAtOnce_padsAllOfIt() throws IOException {
        Path file = file();

        List<Job.Part> parts = read(Entries.of(file), atReading(1, file, (f, time) -> TestFiles.truncate(f, 0)));

        assertThat(data(parts)).isEqualTo(new byte[BYTES]);
        assertThat(end(parts).changed()).contains("zeros");
    }

    @Test
    void read_ofAFileThatWasEmptiedSinceThePlan_hasNoBlocks() throws IOException {
        Path file = file();
        PlannedEntry planned = Entries.of(file);
        TestFiles.truncate(file, 0);

        List<Job.Part> parts =
                read(planned, new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL));

        assertThat(parts).hasSize(2);
        assertThat(start(parts).entry().size()).isZero();
        assertThat(end(parts).changed()).isNull();
    }

    @Test
    void read_ofAFileThatIsRemovedWhileItIsRead_givesAllOfIt_andSaysSo() throws IOException {
        Path file = file();

        List<Job.Part> parts = read(Entries.of(file), atReading(3, file, (f, time) -> Files.delete(f)));

        assertThat(data(parts)).isEqualTo(TestFiles.noise(BYTES, 1));
        assertThat(end(parts).changed()).contains("removed");
    }

    @Test
    void read_ofAnUnchangedFileThatIsRemovedMeanwhile_givesAllOfIt() throws IOException {
        Path file = file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));

        List<Job.Part> parts = read(Entries.of(file), atReading(3, file, (f, time) -> Files.delete(f)));

        assertThat(data(parts)).isEqualTo(TestFiles.noise(BYTES, 1));
        assertThat(end(parts).changed()).isNull();
    }

    @Test
    void read_ofAFileReplacedWhenItHadJustBeenOpened_givesTheNewOne() throws IOException {
        Path file = file();
        Path other = TestFiles.write(temp.resolve("other"), BYTES / 2, 2);
        ContentOpener opener = new ScriptedOpener(temp, new ScriptedOpener.Script() {
            @Override
            public void opened(int opening) throws IOException {
                if (opening == 1) {
                    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        });

        List<Job.Part> parts = read(Entries.of(file), opener);

        assertThat(data(parts)).isEqualTo(TestFiles.noise(BYTES / 2, 2));
        assertThat(end(parts).changed()).isNull();
    }

    @Test
    void read_ofAFileThatIsGone_saysSoAndNothingElse() throws IOException {
        Path file = file();
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);

        assertThat(read(planned, new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL)))
                .singleElement()
                .isInstanceOf(Job.Gone.class);
    }

    @Test
    void read_ofAFileReplacedByAFifo_doesNotOpenIt() throws IOException {
        Path file = file();
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);
        TestFiles.makeFifo(file);

        assertThat(read(planned, new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL)))
                .singleElement()
                .isInstanceOf(Job.Gone.class);
    }

    @Test
    void read_thatFails_reportsTheCauseAsTheLastPart() throws IOException {
        Path file = file();
        IOException cause = new IOException("the disk is broken");

        List<Job.Part> parts = read(Entries.of(file), atReading(2, file, (f, time) -> {
            throw cause;
        }));

        assertThat(parts).last().isEqualTo(new Job.Broken(cause));
    }

    @Test
    void read_thatRunsOutOfMemory_reportsTheCauseAsTheLastPart() throws IOException {
        Path file = file();
        OutOfMemoryError cause = new OutOfMemoryError("no direct memory is left");

        List<Job.Part> parts = read(Entries.of(file), atReading(2, file, (f, time) -> {
            throw cause;
        }));

        assertThat(parts).last().isEqualTo(new Job.Broken(cause));
    }
}
