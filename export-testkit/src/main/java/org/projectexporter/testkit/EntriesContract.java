package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.RawPath;

/**
 * The part of {@link ArchiveFormatContract} about entries being read back unchanged: sizes, names, times, modes, links.
 */
abstract class EntriesContract extends SnapshotContract {
    static final int LEVEL = 6;

    static SampleEntry file(String path, byte[] content) {
        return SampleEntry.file(RawPath.of(path), content);
    }

    byte[] write(List<SampleEntry> entries) throws IOException {
        return SampleArchive.write(format(), entries, LEVEL);
    }

    void assertComesBack(List<SampleEntry> entries) throws IOException {
        byte[] archive = write(entries);
        assertKept(SampleArchive.read(format(), archive), entries);
        assertKept(SampleArchive.readStrictly(format(), archive), entries);
    }

    @Test
    void archiveOfNoEntries_isValid() throws IOException {
        assertComesBack(List.of());
    }

    @Test
    void archiveOfOneEntry_comesBack() throws IOException {
        assertComesBack(List.of(SampleEntry.folder(RawPath.of("film"))));
        assertComesBack(List.of(file("notes.txt", SampleContent.text(100))));
        assertComesBack(List.of(SampleEntry.symbolicLink(RawPath.of("link"), RawPath.of("film"))));
    }

    /** As from volumes, whose ends may be anywhere. */
    @Test
    void archive_isReadFromAChannelThatReturnsFewBytesAtATime() throws IOException {
        List<SampleEntry> entries = SampleArchive.mixture().subList(0, 5);
        byte[] archive = write(entries);
        assertKept(SampleArchive.readAll(format().openReader(new MemoryChannel(archive, 7))), entries);
        assertKept(SampleArchive.readAll(format().openStrictReader(new MemoryChannel(archive, 7))), entries);
    }

    /** Sizes around the blocks of tar (512), of stored deflate (64 KiB) and of compression (1 MiB). */
    static IntStream edgeSizes() {
        return IntStream.of(0, 512, 1 << 16, 1 << 20, 3 << 20)
                .flatMap(edge -> IntStream.rangeClosed(edge - 7, edge + 7))
                .filter(size -> size >= 0);
    }

    @Test
    void smallFiles_ofAllSizesAroundBlockEdges_comeBack() throws IOException {
        List<SampleEntry> entries = new ArrayList<>();
        edgeSizes().filter(size -> size < 1 << 17).forEach(size -> {
            entries.add(file("text-" + size, SampleContent.text(size)));
            entries.add(file("noise-" + size, SampleContent.noise(size)));
            entries.add(file("stored-" + size, SampleContent.text(size)).stored());
        });
        assertComesBack(entries);
    }

    @ParameterizedTest
    @ValueSource(ints = {(1 << 20) - 1, 1 << 20, (1 << 20) + 1, 2 << 20, (5 << 20) + 4711})
    void largeFiles_compressibleOrNot_comeBack(int size) throws IOException {
        assertComesBack(List.of(
                file("noise", SampleContent.noise(size)),
                file("stored", SampleContent.noise(size)).stored(),
                file("stored.txt", SampleContent.text(size)).stored(),
                file("text", SampleContent.text(size)),
                file("zeros", new byte[size])));
    }

    /** Where {@link ArchiveWriter#contentStart} says that content begins, it begins; file systems share it there. */
    @Test
    void largeStoredContent_beginsWhereTheWriterSays() throws IOException {
        boolean aligns = format().alignsFrom() < Long.MAX_VALUE;
        int large = aligns ? (int) format().alignsFrom() : 1 << 20;
        List<SampleEntry> entries = List.of(
                file("a small one", SampleContent.text(1000)),
                file("almost", SampleContent.noise(large - 1)).stored(),
                file("large", SampleContent.noise(large)).stored(),
                file("larger", SampleContent.noise(large + 4711)).stored().withUnknownCrc(),
                SampleEntry.folder(RawPath.of("long ".repeat(60))),
                file("long ".repeat(60) + "/large", SampleContent.noise(2 * large))
                        .stored());
        List<Long> starts = new ArrayList<>();
        MemoryOutput output = new MemoryOutput();
        try (ArchiveWriter writer = format().openWriter(output, new MemoryWriterContext(LEVEL))) {
            for (SampleEntry entry : entries) {
                starts.add(writer.contentStart(entry.head()));
                SampleArchive.put(writer, entry, Integer.MAX_VALUE);
            }
            writer.finish();
        }

        byte[] archive = output.toByteArray();
        assertThat(archive).as("asking changes nothing").isEqualTo(write(entries));
        for (int i = 0; i < entries.size(); i++) {
            byte[] content = entries.get(i).content();
            if (!aligns || content.length < large) {
                assertThat(starts.get(i)).isEqualTo(-1);
                continue;
            }
            int start = Math.toIntExact(starts.get(i));
            assertThat(start % 4096).isZero();
            assertThat(Arrays.copyOfRange(archive, start, start + content.length))
                    .isEqualTo(content);
        }
    }

    @Test
    void filesOfUnknownCrc_comeBack() throws IOException {
        List<SampleEntry> entries = List.of(
                file("large", SampleContent.text(3 << 20)),
                file("large.stored", SampleContent.noise(3 << 20)).stored(),
                file("small", SampleContent.text(1000)),
                file("small.stored", SampleContent.noise(1000)).stored());
        assertComesBack(entries.stream().map(SampleEntry::withUnknownCrc).toList());
    }

    @Test
    void crcThatWasAnnouncedWrong_isRightInTheArchive() throws IOException {
        for (int size : new int[] {1000, 3 << 20}) {
            SampleEntry entry = file("changed", SampleContent.noise(size)).stored();
            byte[] archive = SampleArchive.write(format(), List.of(entry.withCrc(4711)), LEVEL);
            SampleEntry read = SampleArchive.read(format(), archive).get(0);
            assertThat(read.content()).isEqualTo(entry.content());
            assertThat(read.head().crc32()).isIn(entry.head().crc32(), ArchiveEntry.CRC_UNKNOWN);
        }
    }

    @Test
    void foldersAndLinks_comeBack() throws IOException {
        List<SampleEntry> entries = new ArrayList<>(List.of(
                SampleEntry.folder(RawPath.of("empty")),
                SampleEntry.folder(RawPath.of("folder")),
                file("folder/file", SampleContent.text(10)),
                SampleEntry.symbolicLink(RawPath.of("link-broken"), RawPath.of("../no/such\nthing")),
                SampleEntry.symbolicLink(RawPath.of("link-long"), RawPath.of("x/".repeat(600) + "y")),
                SampleEntry.symbolicLink(RawPath.of("link-raw"), RawPath.of(new byte[] {'a', (byte) 0xff, 'b'})),
                SampleEntry.symbolicLink(RawPath.of("link-utf8"), RawPath.of("folder/ü"))));
        if (format().keepsHardLinks()) {
            entries.add(SampleEntry.hardLink(RawPath.of("name-2"), RawPath.of("folder/file")));
        }
        assertComesBack(entries);
    }

    @Test
    void modes_comeBack() throws IOException {
        List<SampleEntry> entries = new ArrayList<>();
        for (int mode : new int[] {0, 0400, 0600, 0644, 0755, 0777, 01777, 02755, 04755, 07777}) {
            entries.add(file("mode-" + mode, SampleContent.text(1)).withMode(mode));
            entries.add(SampleEntry.folder(RawPath.of("folder-" + mode)).withMode(mode));
        }
        assertComesBack(entries);
    }

    static Stream<Instant> mtimes() {
        return Stream.of(
                        "1601-01-01T00:00:00Z",
                        "1899-12-31T23:59:59.123456700Z",
                        "1969-12-31T23:59:59Z",
                        "1969-12-31T23:59:59.999999999Z",
                        "1970-01-01T00:00:00Z",
                        "1970-01-01T00:00:00.000000001Z",
                        "1980-01-01T00:00:00Z",
                        "2025-01-15T10:00:01Z",
                        "2025-01-15T10:00:01.000000099Z",
                        "2025-01-15T10:00:01.123456789Z",
                        "2025-01-15T10:00:01.5Z",
                        "2038-01-19T03:14:07Z",
                        "2038-01-19T03:14:08Z",
                        "2107-12-31T23:59:59Z",
                        "2242-03-16T12:56:32Z",
                        "9999-12-31T23:59:59.9Z")
                .map(Instant::parse);
    }

    @ParameterizedTest
    @MethodSource("mtimes")
    void mtimes_comeBack_asFinelyAsTheFormatKeepsThem(Instant mtime) throws IOException {
        assertComesBack(List.of(
                SampleEntry.folder(RawPath.of("folder")).withMtime(mtime),
                file("folder/file", SampleContent.text(1)).withMtime(mtime),
                SampleEntry.symbolicLink(RawPath.of("link"), RawPath.of("file")).withMtime(mtime)));
    }

    @Test
    void names_comeBackAsTheBytesThatTheyAre() throws IOException {
        List<SampleEntry> entries = new ArrayList<>();
        for (RawPath name : SampleNames.awkward()) {
            entries.add(SampleEntry.folder(name));
            entries.add(SampleEntry.file(name.resolve(name.fileName()), SampleContent.text(3)));
        }
        assertComesBack(entries);
    }

    /** More than the 65,535 that a field of 16 bits can count. */
    @Test
    void seventyThousandEntries_comeBack() throws IOException {
        List<SampleEntry> entries = IntStream.range(0, 70_000)
                .mapToObj(i -> file(
                        String.format(Locale.ROOT, "folder/%05d", i),
                        Integer.toString(i).getBytes(StandardCharsets.US_ASCII)))
                .toList();
        byte[] archive = write(entries);
        assertKept(SampleArchive.readStrictly(format(), archive), entries);
        assertThat(SampleArchive.count(format(), archive)).isEqualTo(entries.size());
    }

    /** A field of 32 bits can hold {@code (1L << 32) - 1}, which some formats use to refer to another field. */
    @ParameterizedTest
    @ValueSource(longs = {(1L << 32) - 2, (1L << 32) - 1, 1L << 32, (1L << 32) + 1})
    @Tag("long")
    void fileOfFourGib_comesBack_withWhatFollowsIt(long size) throws IOException {
        LargeEntry large = new LargeEntry(format(), size);
        large.write(new MemoryWriterContext(1));
        large.assertComesBack();
    }
}
