package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** What the ustar header alone says, for readers that do not know pax records. */
class UstarNamesTest {
    private static final long NINE_GIB = 9L << 30;

    @TempDir
    Path temp;

    private static ArchiveEntry.Builder file(String path) {
        return ArchiveEntry.builder(RawPath.of(path), EntryType.FILE)
                .mode(0644)
                .mtime(Instant.parse("2025-01-15T10:00:00.5Z"));
    }

    /** The header block, which is the last one. */
    private static byte[] headerOf(ArchiveEntry entry) {
        byte[] all = TarWriter.headers(entry).array();
        return Arrays.copyOfRange(all, all.length - UstarHeader.BLOCK_BYTES, all.length);
    }

    private static String field(byte[] header, int at, int bytes) {
        int end = at;
        while (end < at + bytes && header[end] != 0) {
            end++;
        }
        return new String(header, at, end - at, StandardCharsets.UTF_8);
    }

    private static String nameOf(ArchiveEntry entry) {
        byte[] header = headerOf(entry);
        String prefix = field(header, 345, 155);
        return (prefix.isEmpty() ? "" : prefix + "/") + field(header, 0, 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"film/Übersicht.txt", "film/日本/映画.mov", "film/e\u0301te\u0301"})
    void nameOutsideAscii_isRaw(String name) {
        assertThat(nameOf(file(name).build())).isEqualTo(name);
        assertThat(new String(TarWriter.headers(file(name).build()).array(), StandardCharsets.UTF_8))
                .contains("path=" + name);
    }

    @Test
    void longNameOutsideAscii_isSplit_ifThatIsEnough() {
        String name = "film/" + "ö".repeat(60) + "/" + "ü".repeat(45) + ".mov";
        assertThat(nameOf(file(name).build())).isEqualTo(name);
    }

    @Test
    void nameThatDoesNotFit_isTheFirstFolder_andHashAndEndOfTheLastSegment() {
        String last = "a scene with a rather long description ".repeat(5);

        String one = nameOf(file("film/day/" + last + "1.mov").build());
        String two = nameOf(file("film/night/" + last + "1.mov").build());

        assertThat(one).matches("film/[0-9a-f]{12}-.*description 1\\.mov").hasSize(100);
        assertThat(two).matches("film/[0-9a-f]{12}-.*description 1\\.mov").isNotEqualTo(one);
    }

    @Test
    void shortNames_areWholeCharacters_andDiffer_whateverTheLengths() {
        List<String> names = new ArrayList<>();
        for (int top : new int[] {1, 40, 60, 61, 99, 100, 101, 200, 255}) {
            for (int last : new int[] {86, 100, 104, 180, 254}) {
                names.add("f".repeat(top) + "/" + "ü".repeat(last / 2) + "/" + "a" + "映".repeat(last / 3));
            }
            ArchiveEntry folder = ArchiveEntry.builder(RawPath.of("f".repeat(top)), EntryType.DIRECTORY)
                    .build();
            assertThat(nameOf(folder)).endsWith("/").hasSizeLessThanOrEqualTo(101);
        }
        List<String> shown =
                names.stream().map(name -> nameOf(file(name).build())).toList();

        assertThat(new HashSet<>(shown)).hasSameSizeAs(names);
        assertThat(shown)
                .noneMatch(name -> name.contains("\uFFFD"))
                .allMatch(name -> name.startsWith("f") || name.matches("[0-9a-f]{12}-f+/.*"));
    }

    @Test
    void hardLinkToANameThatDoesNotFit_leadsToItsShortName_andASymbolicLinkNowhere() {
        String target = "film/" + "take ".repeat(40) + "1.mov";
        ArchiveEntry hard = ArchiveEntry.builder(RawPath.of("film/same"), EntryType.HARD_LINK)
                .linkTarget(RawPath.of(target))
                .build();
        ArchiveEntry symbolic = ArchiveEntry.builder(RawPath.of("film/link"), EntryType.SYMBOLIC_LINK)
                .linkTarget(RawPath.of("../" + target))
                .build();
        ArchiveEntry accent = ArchiveEntry.builder(RawPath.of("film/link"), EntryType.SYMBOLIC_LINK)
                .linkTarget(RawPath.of("../Übersicht"))
                .build();

        assertThat(field(headerOf(hard), 157, 100))
                .isEqualTo(nameOf(file(target).build()));
        assertThat(field(headerOf(symbolic), 157, 100)).matches("[0-9a-f]{12}-.*take 1\\.mov");
        assertThat(field(headerOf(accent), 157, 100)).isEqualTo("../Übersicht");
    }

    @Test
    void earlierHeaders_areReadStrictly() throws IOException {
        for (ArchiveEntry entry : List.of(
                file("film/Übersicht.txt").build(),
                file("film/" + "take ".repeat(40) + "1.mov").build(),
                file("film/large.mov").size(NINE_GIB).build())) {
            ByteBuffer earlier = TarWriter.earlierHeaders(entry);
            assertThat(earlier).isNotEqualTo(TarWriter.headers(entry));
            for (Dialect dialect : Dialect.values()) {
                TarHeaderReader reader =
                        new TarHeaderReader(new ByteArrayInputStream(earlier.array()), dialect, entry.compress());
                assertThat(reader.next())
                        .extracting(ArchiveEntry::path, ArchiveEntry::size)
                        .containsExactly(entry.path(), entry.size());
                assertThat(reader.isForeign()).isFalse();
            }
        }
    }

    /** BusyBox, Toybox and The Unarchiver do not know the pax record, and would read 0 bytes. */
    @Test
    void fileOfNineGib_isListedWithItsSize_byReadersWithAndWithoutPax() throws IOException {
        Tools.require("tar", "bsdtar", "python3", "busybox", "7z");
        Path tar = temp.resolve("large.tar");
        try (FileChannel out = FileChannel.open(tar, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(TarWriter.headers(file("film/large.mov").size(NINE_GIB).build()));
            out.position(out.position() + NINE_GIB);
            out.write(TarWriter.headers(file("film/last.txt").build()));
            out.write(ByteBuffer.allocate(1024));
        }
        Exec exec = Exec.in(temp);
        String size = Long.toString(NINE_GIB);
        String script = "import sys,tarfile; print([(m.name, m.size) for m in tarfile.open(sys.argv[1])])";

        assertThat(exec.run("tar", "-tvf", "large.tar").ok().text()).contains(size, "film/last.txt");
        assertThat(exec.run("bsdtar", "-tvf", "large.tar").ok().text()).contains(size, "film/last.txt");
        assertThat(exec.run("busybox", "tar", "-tvf", "large.tar").ok().text()).contains(size, "film/last.txt");
        assertThat(exec.run("7z", "l", "large.tar").ok().text()).contains(size, "last.txt");
        assertThat(exec.run("python3", "-c", script, "large.tar").ok().text())
                .contains("('film/large.mov', " + size + "), ('film/last.txt', 0)");
        try (FileChannel channel = FileChannel.open(tar);
                ArchiveReader reader = new TarFormat().openReader(channel)) {
            assertThat(reader.next()).extracting(ArchiveEntry::size).isEqualTo(NINE_GIB);
            assertThat(reader.next()).extracting(ArchiveEntry::path).isEqualTo(RawPath.of("film/last.txt"));
        }
    }
}
