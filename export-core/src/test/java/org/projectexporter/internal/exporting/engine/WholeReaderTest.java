package org.projectexporter.internal.exporting.engine;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.fakes.TestFiles;
import org.projectexporter.internal.exporting.plan.HeldFiles;
import org.projectexporter.internal.exporting.plan.KeptContent;
import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.PlannedEntry;

@Timeout(60)
class WholeReaderTest {
    private static final int BLOCK = 1 << 16;
    private static final UnreadableFiles FAIL = new UnreadableFiles(OnUnreadable.FAIL);

    @TempDir
    Path temp;

    private Job.WholeFile read(PlannedEntry entry, ContentOpener opener) throws IOException {
        return ((Job.Whole) readJob(entry, opener)).file();
    }

    private static Job readJob(PlannedEntry entry, ContentOpener opener) throws IOException {
        return new WholeReader(entry, blocks(entry.size() / BLOCK + 1), opener).call();
    }

    private static List<ByteBuffer> blocks(long count) {
        return Stream.generate(() -> ByteBuffer.allocate(BLOCK)).limit(count).toList();
    }

    private ContentOpener opener() {
        return new ContentOpener(new KeptContent(null, new HeldFiles(temp)), List.of(temp), FAIL);
    }

    @Test
    void call_onAQuietFile_readsItOnceWithItsChecksums() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 3 * BLOCK + 7, 1);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        ScriptedOpener opener = new ScriptedOpener(temp, new ScriptedOpener.Script() {});
        byte[] content = Files.readAllBytes(file);
        CRC32 crc = new CRC32();
        crc.update(content);

        Job.WholeFile read = read(Entries.of(file), opener);

        assertThat(Entries.join(read.blocks())).isEqualTo(content);
        assertThat(read.sha256())
                .isEqualTo(HexFormat.of().formatHex(Sha256.newDigest().digest(content)));
        assertThat(read.crc32()).isEqualTo(crc.getValue());
        assertThat(read.changed()).isNull();
        assertThat(opener.openings()).isEqualTo(1);
    }

    @Test
    void call_onAnEmptyFile_hasNoBytes() throws IOException {
        Job.WholeFile read = read(Entries.of(TestFiles.write(temp.resolve("a"), 0, 1)), opener());

        assertThat(Entries.join(read.blocks())).isEmpty();
        assertThat(read.entry().size()).isZero();
        assertThat(read.changed()).isNull();
    }

    @Test
    void call_onAFileThatChangesOnceAndSettles_givesItsLastStateAndReportsNothing() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        ScriptedOpener opener = ScriptedOpener.onOpening(file, (f, time) -> {
            if (time == 1) {
                TestFiles.write(f, 2000, 2);
                Files.setLastModifiedTime(f, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
            }
        });

        Job.WholeFile read = read(planned, opener);

        assertThat(Entries.join(read.blocks())).isEqualTo(TestFiles.noise(2000, 2));
        assertThat(read.entry().size()).isEqualTo(2000);
        assertThat(read.entry().mtime()).isEqualTo(Instant.ofEpochSecond(1_000_000_000));
        assertThat(read.changed()).isNull();
        assertThat(opener.openings()).isEqualTo(2);
    }

    @Test
    void call_onAFileThatWasJustWrittenTo_looksASecondTime_andTakesWhatHasStayedTheSame() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusMillis(100)));
        ScriptedOpener opener = new ScriptedOpener(temp, new ScriptedOpener.Script() {});

        Job.WholeFile read = read(Entries.of(file), opener);

        assertThat(Entries.join(read.blocks())).isEqualTo(TestFiles.noise(1000, 1));
        assertThat(read.changed()).isNull();
        assertThat(opener.openings()).isEqualTo(2);
    }

    @Test
    void call_onAFileOfTheSameSizeWithAnotherTime_readsItAgain() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        ScriptedOpener opener = ScriptedOpener.onOpening(file, (f, time) -> {
            if (time < 4) {
                TestFiles.write(f, 1000, time + 1);
                Files.setLastModifiedTime(f, FileTime.from(Instant.ofEpochSecond(time)));
            }
        });

        Job.WholeFile read = read(planned, opener);

        assertThat(Entries.join(read.blocks())).isEqualTo(TestFiles.noise(1000, 4));
        assertThat(read.changed()).isNull();
        assertThat(opener.openings()).isEqualTo(4);
    }

    @Test
    void call_onTheExportsOwnFile_keepsThePlannedTime_whateverTheFileSystemMakesOfIt() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000_000_000)));
        Instant planned = Instant.ofEpochSecond(1_000_000_001);

        PlannedEntry read = read(Entries.metadata(file, planned), opener()).entry();

        assertThat(read.mtime()).isEqualTo(planned);
        assertThat(read.size()).isEqualTo(1000);
    }

    @Test
    void call_onAFileThatNeverSettles_givesUpAfterThreeMoreReadingsAndSaysSo() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        ScriptedOpener opener = ScriptedOpener.onOpening(file, (f, time) -> TestFiles.append(f, 10));

        Job.WholeFile read = read(planned, opener);

        assertThat(opener.openings()).isEqualTo(4);
        assertThat(read.changed()).isNotNull();
        assertThat(read.entry().size()).isEqualTo(1040);
        assertThat(Entries.join(read.blocks())).hasSize(1040);
    }

    @Test
    void call_onAFileThatHasOutgrownItsBlocks_cutsItAndSaysSo() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        TestFiles.write(file, BLOCK + 1, 2);

        Job.WholeFile read = read(planned, opener());

        assertThat(Entries.join(read.blocks()))
                .isEqualTo(java.util.Arrays.copyOf(TestFiles.noise(BLOCK + 1, 2), BLOCK));
        assertThat(read.entry().size()).isEqualTo(BLOCK);
        assertThat(read.changed()).isNotNull();
    }

    @Test
    void call_onAFileThatHasShrunk_givesItsTrueSize() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 2 * BLOCK, 1);
        PlannedEntry planned = Entries.of(file);
        TestFiles.write(file, 5, 2);

        Job.WholeFile read = read(planned, opener());

        assertThat(read.entry().size()).isEqualTo(5);
        assertThat(Entries.join(read.blocks())).isEqualTo(TestFiles.noise(5, 2));
        assertThat(read.changed()).isNull();
    }

    @Test
    void call_onAFileThatIsGone_saysThatItIsAbsent() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);

        assertThat(readJob(planned, opener())).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_onAFileThatGoesWhileItIsRead_saysThatItIsAbsent() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        ScriptedOpener opener = ScriptedOpener.onOpening(file, (f, time) -> Files.delete(f));

        assertThat(readJob(Entries.of(file), opener)).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_ofAFileReplacedByAFifo_doesNotOpenIt() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);
        TestFiles.makeFifo(file);

        assertThat(readJob(planned, opener())).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_ofAFileReplacedByAFolder_doesNotOpenIt() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);
        Files.createDirectory(file);

        assertThat(readJob(planned, opener())).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_ofAFileReplacedByALink_doesNotFollowIt() throws IOException {
        Path file = TestFiles.write(temp.resolve("a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);
        Files.createSymbolicLink(file, TestFiles.write(temp.resolve("secret"), "secret".getBytes(US_ASCII)));

        assertThat(readJob(planned, opener())).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_ofAFileWhoseFolderWasReplacedByAFile_saysThatItIsAbsent() throws IOException {
        Path file = TestFiles.write(temp.resolve("folder/a"), 1000, 1);
        PlannedEntry planned = Entries.of(file);
        Files.delete(file);
        Files.delete(file.getParent());
        TestFiles.write(file.getParent(), 10, 2);

        assertThat(readJob(planned, opener())).isInstanceOf(Job.Absent.class);
    }

    @Test
    void call_onADatabase_thatIsWrittenBehindTheTimeOfTheFile_readsWhatItContainsTwice() throws IOException {
        byte[] before = "SQLite format 3\0 one".getBytes(US_ASCII);
        byte[] after = "SQLite format 3\0 two".getBytes(US_ASCII);
        Path file = Files.write(temp.resolve("Cookies"), before);
        FileTime time = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
        Files.setLastModifiedTime(file, time);
        ScriptedOpener opener = new ScriptedOpener(temp, new ScriptedOpener.Script() {
            @Override
            public void closed(int opening) throws IOException {
                Files.write(file, after);
                Files.setLastModifiedTime(file, time);
            }
        });

        Job.WholeFile read = read(Entries.of(file), opener);

        assertThat(Entries.join(read.blocks())).isEqualTo(after);
        assertThat(read.changed()).isNull();
        assertThat(opener.databases().known(Entries.of(file).path())).isNotNull();
    }

    @Test
    void call_onAnOrdinaryFile_looksForNoDatabase() throws IOException {
        Path file = Files.writeString(temp.resolve("travel-journal"), "day one");
        Files.writeString(temp.resolve("travel"), "a text");
        ContentOpener opener = opener();

        read(Entries.of(file), opener);

        assertThat(opener.databases().known(Entries.of(file).path())).isNull();
    }
}
