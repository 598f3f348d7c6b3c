package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.SparseFileOutput;
import org.projectexporter.testkit.fixtures.Tools;

/** Archives that exceed the limits of the fields of 32 and 16 bits. */
final class Zip64Test {
    private static final long MAX_32 = 0xFFFF_FFFFL;
    private static final int ZIP64_END_SIGNATURE = 0x06064b50;
    private static final SampleEntry LAST = SampleEntry.file(RawPath.of("last.txt"), SampleContent.text(1000));

    @TempDir
    private Path folder;

    /** The end of an archive with one entry that begins at {@code start}, without the bytes before it. */
    private static byte[] archiveAt(long start) throws IOException {
        MemoryOutput output = new MemoryOutput(start);
        SampleArchive.write(new ZipFormat(), List.of(LAST.stored()), 6, output, Integer.MAX_VALUE);
        return output.toByteArray();
    }

    private static ByteBuffer littleEndian(byte[] bytes, int from) {
        return ByteBuffer.wrap(bytes, from, bytes.length - from).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int indexOf(byte[] bytes, int signature) {
        for (int i = 0; i < bytes.length - 4; i++) {
            if (littleEndian(bytes, i).getInt(0) == signature) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void offsetThatStillFits_needsNoExtraField() throws IOException {
        byte[] bytes = archiveAt(MAX_32 - 1);
        ByteBuffer central = littleEndian(bytes, indexOf(bytes, 0x02014b50));
        assertThat(Integer.toUnsignedLong(central.getInt(42))).isEqualTo(MAX_32 - 1);
        assertThat(central.getShort(30)).as("only 0x5455").isEqualTo((short) 9);
        assertThat(central.getShort(6)).as("version needed").isEqualTo((short) 10);
        assertThat(indexOf(bytes, ZIP64_END_SIGNATURE))
                .as("the directory starts beyond")
                .isPositive();
    }

    @Test
    void offsetThatDoesNotFit_isTheOnlyValueInTheExtraField() throws IOException {
        for (long start : new long[] {MAX_32, MAX_32 + 1, 5L << 32}) {
            byte[] bytes = archiveAt(start);
            ByteBuffer central = littleEndian(bytes, indexOf(bytes, 0x02014b50));
            int extra = 46 + "last.txt".length();
            assertThat(central.getInt(42)).isEqualTo(-1);
            assertThat(central.getInt(24)).as("size").isEqualTo(1000);
            assertThat(central.getShort(extra)).isEqualTo((short) 1);
            assertThat(central.getShort(extra + 2)).isEqualTo((short) 8);
            assertThat(central.getLong(extra + 4)).isEqualTo(start);
            assertThat(central.getShort(6)).as("version needed").isEqualTo((short) 45);
        }
    }

    @Test
    void smallArchive_hasNoZip64Records() throws IOException {
        byte[] bytes = archiveAt(0);
        assertThat(indexOf(bytes, ZIP64_END_SIGNATURE)).isNegative();
        assertThat(littleEndian(bytes, 0).getShort(4)).as("version needed").isEqualTo((short) 10);
    }

    /** An archive with a stored file of zeros, and a small one after it. */
    private Path largeArchive(long size, boolean compress) throws IOException {
        Path zip = folder.resolve("large.zip");
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        CRC32 crc = new CRC32();
        try (SparseFileOutput output = new SparseFileOutput(zip);
                ArchiveWriter writer = new ZipFormat().openWriter(output, new MemoryWriterContext(1))) {
            RawPath name = RawPath.of("zeros");
            writer.putEntry(ArchiveEntry.builder(name, EntryType.FILE)
                    .size(size)
                    .mode(0644)
                    .compress(compress)
                    .build());
            for (long left = size; left > 0; left -= zeros.limit()) {
                zeros.position(0).limit((int) Math.min(zeros.capacity(), left));
                crc.update(zeros.duplicate());
                writer.write(zeros.duplicate());
            }
            writer.closeEntry(crc.getValue());
            writer.putEntry(LAST.head());
            writer.write(ByteBuffer.wrap(LAST.content()));
            writer.closeEntry(LAST.crc32());
            writer.finish();
        }
        return zip;
    }

    @ParameterizedTest
    @ValueSource(longs = {MAX_32 - 1, MAX_32, MAX_32 + 1, 5L << 30})
    void fileOfFourGib_isReadCompletely_withWhatFollowsIt(long size) throws IOException {
        Path zip = largeArchive(size, false);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.getEntry("zeros").getSize()).isEqualTo(size);
            assertThat(file.getEntry("zeros").getCompressedSize()).isEqualTo(size);
            assertThat(file.getInputStream(file.getEntry("last.txt")).readAllBytes())
                    .isEqualTo(LAST.content());
        }
        try (FileChannel channel = FileChannel.open(zip);
                ArchiveReader reader = new ZipFormat().openReader(channel);
                ArchiveReader strict = new ZipFormat().openStrictReader(channel)) {
            assertFoundWhole(reader, size);
            assertFoundWhole(strict, size);
        }
        assertLocalSizes(zip, size);
    }

    private static void assertFoundWhole(ArchiveReader reader, long size) throws IOException {
        assertThat(reader.next()).extracting(ArchiveEntry::size).isEqualTo(size);
        assertThat(reader.contentPosition()).hasValue(4096);
        assertThat(reader.next()).isNotNull();
        assertThat(reader.content().readAllBytes()).isEqualTo(LAST.content());
        assertThat(reader.next()).isNull();
    }

    /** In the local header both sizes are in the extra field, or neither (APPNOTE 4.5.3). */
    private static void assertLocalSizes(Path zip, long size) throws IOException {
        byte[] head = new byte[100];
        try (var in = Files.newInputStream(zip)) {
            assertThat(in.readNBytes(head, 0, head.length)).isEqualTo(head.length);
        }
        ByteBuffer local = littleEndian(head, 0);
        boolean large = size >= MAX_32;
        assertThat(Integer.toUnsignedLong(local.getInt(18))).isEqualTo(large ? MAX_32 : size);
        assertThat(Integer.toUnsignedLong(local.getInt(22))).isEqualTo(large ? MAX_32 : size);
        if (large) {
            assertThat(local.getShort(35)).isEqualTo((short) 1);
            assertThat(local.getLong(39)).isEqualTo(size);
            assertThat(local.getLong(47)).isEqualTo(size);
        }
    }

    /** Content that does not shrink grows: if it could exceed the limit, its header has room for 64-bit sizes. */
    @Test
    void headerOfContentToBeCompressed_hasRoom_forTheSizeItMayGrowTo() throws IOException {
        assertThat(EntryHeaders.of(head(2L << 30)).toBeDeflated().zip64()).isFalse();
        assertThat(EntryHeaders.of(head(MAX_32 - 1)).zip64()).isFalse();
        assertThat(EntryHeaders.of(head(MAX_32 - 1)).toBeDeflated().zip64()).isTrue();
    }

    private static ArchiveEntry head(long size) {
        return ArchiveEntry.builder(RawPath.of("a"), EntryType.FILE)
                .size(size)
                .mode(0644)
                .compress(true)
                .build();
    }

    @Test
    @Tag("long")
    void fileOfFiveGib_isReadCompletely_byOthers() throws IOException {
        assertReadByOthers(largeArchive(5L << 30, false));
    }

    @Test
    @Tag("long")
    void compressedFileOfFiveGib_isReadCompletely_byOthers() throws IOException {
        assertReadByOthers(largeArchive(5L << 30, true));
    }

    private void assertReadByOthers(Path zip) throws IOException {
        Tools.require("unzip", "7z", "bsdtar", "python3");
        Exec exec = Exec.in(folder).within(Duration.ofMinutes(5));
        exec.run("unzip", "-tq", zip.toString()).ok();
        exec.run("7z", "t", zip.toString()).ok();
        assertThat(exec.run("bsdtar", "-xOf", zip.toString(), "last.txt").ok().bytes())
                .isEqualTo(LAST.content());
        exec.run(
                        "python3",
                        "-c",
                        "import sys,zipfile; assert not zipfile.ZipFile(sys.argv[1]).testzip()",
                        zip.toString())
                .ok();
    }

    private static final RawPath EXACT = RawPath.of("exact.mov");

    /** Stored files of zeros with these sizes, then a small one. */
    private Path archiveOf(long... sizes) throws IOException {
        Path zip = folder.resolve("sizes.zip");
        try (SparseFileOutput output = new SparseFileOutput(zip);
                ArchiveWriter writer = new ZipFormat().openWriter(output, new MemoryWriterContext(1))) {
            int number = 0;
            for (long size : sizes) {
                RawPath name = size == MAX_32 ? EXACT : RawPath.of("file-" + number);
                writeZeros(writer, number == 0 ? name : name.append("." + number), size);
                number++;
            }
            writer.putEntry(LAST.head());
            writer.write(ByteBuffer.wrap(LAST.content()));
            writer.closeEntry(LAST.crc32());
            writer.finish();
        }
        return zip;
    }

    private static void writeZeros(ArchiveWriter writer, RawPath name, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        CRC32 crc = new CRC32();
        writer.putEntry(
                ArchiveEntry.builder(name, EntryType.FILE).size(size).mode(0644).build());
        for (long left = size; left > 0; left -= zeros.limit()) {
            zeros.position(0).limit((int) Math.min(zeros.capacity(), left));
            crc.update(zeros.duplicate());
            writer.write(zeros.duplicate());
        }
        writer.closeEntry(crc.getValue());
    }

    /** The directory and all that follows it. */
    private static ByteBuffer directoryOf(Path zip) throws IOException {
        try (FileChannel channel = FileChannel.open(zip)) {
            EndRecord end = EndRecord.read(channel);
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - end.start()));
            channel.read(bytes, end.start());
            return bytes.flip().order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /**
     * unzip 6.0 would read the later offset as a size: "overlapped components (possible zip bomb)". Sizes of 0 and of
     * more than 1 MiB take different ways through the writer.
     */
    @Test
    @Tag("long")
    void recordsAfterAFileOfExactly4294967295Bytes_areReadByUnzip() throws IOException {
        Tools.require("unzip", "7z", "bsdtar", "python3");
        Path zip = archiveOf(10, MAX_32, 5, 2 << 20, 0);
        Exec exec = Exec.in(folder).within(Duration.ofMinutes(5));

        assertThat(exec.run("unzip", "-l", zip.toString()).ok().text()).contains("     1000  ", "4294967295  ");
        for (List<String> reader : List.of(
                List.of("unzip", "-p", zip.toString(), "last.txt"),
                List.of("7z", "e", "-so", zip.toString(), "last.txt"),
                List.of("bsdtar", "-xOf", zip.toString(), "last.txt"),
                List.of(
                        "python3",
                        "-c",
                        "import sys,zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read('last.txt'))",
                        zip.toString()))) {
            assertThat(exec.run(reader).ok().bytes()).as(reader.get(0)).isEqualTo(LAST.content());
        }
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.getInputStream(file.getEntry("last.txt")).readAllBytes())
                    .isEqualTo(LAST.content());
        }
    }

    @Test
    void recordsAfterAFileOfExactly4294967295Bytes_haveAllValues_andEarlierOnesToo() throws IOException {
        Path zip = archiveOf(MAX_32, 5);
        ByteBuffer directory = directoryOf(zip);
        int last = indexOf(directory.array(), 0x02014b50, 1 + indexOf(directory.array(), 0x02014b50, 1));
        int extra = last + 46 + "last.txt".length();

        assertThat(directory.getInt(last + 20)).isEqualTo(-1);
        assertThat(directory.getInt(last + 24)).isEqualTo(-1);
        assertThat(directory.getInt(last + 42)).isEqualTo(-1);
        assertThat(directory.getShort(extra + 2)).isEqualTo((short) 24);
        assertThat(directory.getLong(extra + 4)).isEqualTo(1000);
        assertThat(directory.getLong(extra + 20)).isGreaterThan(MAX_32);
        assertReadStrictly(zip, 3);

        inTheFormOfEarlierVersions(zip, directory);
        assertReadStrictly(zip, 3);
    }

    private static void assertReadStrictly(Path zip, int entries) throws IOException {
        try (FileChannel channel = FileChannel.open(zip);
                ArchiveReader reader = new ZipFormat().openReader(channel);
                ArchiveReader strict = new ZipFormat().openStrictReader(channel)) {
            for (ArchiveReader each : List.of(reader, strict)) {
                int count = 0;
                for (ArchiveEntry entry = each.next(); entry != null; entry = each.next()) {
                    if (entry.size() < MAX_32) {
                        each.content().transferTo(OutputStream.nullOutputStream()); // compares both headers
                    }
                    count++;
                }
                assertThat(count).isEqualTo(entries);
            }
        }
    }

    /** As written before November 2026: an offset alone in each later ZIP64 field. */
    private static void inTheFormOfEarlierVersions(Path zip, ByteBuffer directory) throws IOException {
        byte[] bytes = directory.array();
        ByteBuffer earlier = ByteBuffer.allocate(bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        int records = 0;
        while (directory.getInt(at) == 0x02014b50) {
            int name = directory.getShort(at + 28);
            int extra = at + 46 + name;
            int end = extra + directory.getShort(at + 30);
            boolean all = directory.getShort(at + 30) > 24 && directory.getShort(extra + 2) == 24;
            int start = earlier.position();
            if (all) {
                earlier.put(bytes, at, extra - at).putShort((short) 1).putShort((short) 8);
                earlier.putLong(directory.getLong(extra + 20)).put(bytes, extra + 28, end - extra - 28);
                earlier.putInt(start + 20, (int) directory.getLong(extra + 12));
                earlier.putInt(start + 24, (int) directory.getLong(extra + 4));
                earlier.putShort(start + 30, (short) (directory.getShort(at + 30) - 16));
                records++;
            } else {
                earlier.put(bytes, at, end - at);
            }
            at = end;
        }
        assertThat(records).isEqualTo(2);
        int ends = earlier.position();
        earlier.put(bytes, at, bytes.length - at);
        earlier.putLong(ends + 40, ends).putLong(ends + 64, directory.getLong(at + 64) - 32);
        earlier.putInt(ends + 76 + 12, ends);
        writeDirectory(zip, earlier.flip(), bytes.length);
    }

    private static void writeDirectory(Path zip, ByteBuffer directory, int before) throws IOException {
        try (FileChannel channel = FileChannel.open(zip, StandardOpenOption.WRITE)) {
            long start = channel.size() - before;
            channel.write(directory, start);
            channel.truncate(start + directory.limit());
        }
    }

    /** Without it, fflate and Archive::Zip misread the sizes of the entry. */
    @Test
    @Tag("long")
    void smallArchive_ofAnEntryThatNeedsZip64_hasAnEndRecordOfZip64() throws IOException {
        Path zip = largeArchive(MAX_32 - 1, true); // might have grown beyond the limit, and is 19 MB
        assertThat(Files.size(zip)).isLessThan(1 << 25);
        ByteBuffer directory = directoryOf(zip);
        int end = indexOf(directory.array(), ZIP64_END_SIGNATURE);

        assertThat(end).isPositive();
        assertThat(directory.getLong(end + 40)).as("bytes of the directory").isEqualTo(end);
        assertReadStrictly(zip, 2);

        byte[] without = new byte[directory.limit() - 76];
        System.arraycopy(directory.array(), 0, without, 0, end);
        System.arraycopy(directory.array(), end + 76, without, end, without.length - end);
        writeDirectory(zip, ByteBuffer.wrap(without), directory.limit());
        assertReadStrictly(zip, 2); // an earlier version wrote it like this
    }

    private static int indexOf(byte[] bytes, int signature, int from) {
        return from + indexOf(Arrays.copyOfRange(bytes, from, bytes.length), signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {65_534, 65_535, 70_000})
    void manyEntries_areAllFound_byOthers(int count) throws IOException {
        Tools.require("unzip", "7z", "bsdtar", "python3");
        Path zip = folder.resolve("many.zip");
        Files.write(zip, manyEntries(count));
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().mapToLong(ZipEntry::getSize).count()).isEqualTo(count);
        }
        assertThat(SampleArchive.readStrictly(new ZipFormat(), Files.readAllBytes(zip)))
                .hasSize(count);
        Exec exec = Exec.in(folder);
        exec.run("unzip", "-tqq", zip.toString()).ok();
        assertThat(exec.run("7z", "t", zip.toString()).ok().text()).contains("Files: " + count);
        assertThat(exec.run("bsdtar", "-tf", zip.toString()).ok().lines()).hasSize(count);
        String script = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.testzip())";
        assertThat(exec.run("python3", "-c", script, zip.toString()).ok().text().strip())
                .isEqualTo(count + " None");
    }

    private static byte[] manyEntries(int count) throws IOException {
        byte[] content = SampleContent.text(20);
        MemoryOutput output = new MemoryOutput();
        try (ArchiveWriter writer = new ZipFormat().openWriter(output, new MemoryWriterContext(6))) {
            for (int i = 0; i < count; i++) {
                SampleEntry entry =
                        SampleEntry.file(RawPath.of("f/" + i), content).stored();
                writer.putEntry(entry.head());
                writer.write(ByteBuffer.wrap(content));
                writer.closeEntry(entry.crc32());
            }
            writer.finish();
        }
        byte[] bytes = output.toByteArray();
        boolean zip64 = indexOf(Arrays.copyOfRange(bytes, bytes.length - 98, bytes.length), ZIP64_END_SIGNATURE) == 0;
        assertThat(zip64).isEqualTo(count >= 65_535);
        return bytes;
    }
}
