package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.EntryType;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Archives that GNU tar has written in each of its formats, and what is wrong if one of their fields is changed. */
final class GnuTarTest {
    private static final int BLOCK = 512;
    private static final String LONG = "a folder/" + "n".repeat(120);

    @TempDir
    private Path temp;

    private Path tree;

    @BeforeEach
    void makeTree() throws IOException {
        Tools.require("tar");
        tree = Files.createDirectories(temp.resolve("tree"));
        Files.createDirectories(tree.resolve("a folder"));
        Files.writeString(tree.resolve(LONG), "long");
        Files.writeString(tree.resolve("old"), "before 1970");
        Files.setLastModifiedTime(tree.resolve("old"), FileTime.from(Instant.ofEpochSecond(-86_400)));
        Files.createSymbolicLink(tree.resolve("link"), Path.of("t".repeat(110)));
        Files.createLink(tree.resolve("z hard"), tree.resolve(LONG));
    }

    /** In a stable order, so that the same name of a file is the first. */
    private byte[] tar(String format, String... names) throws IOException {
        Path archive = temp.resolve("archive.tar");
        String[] command = {"tar", "--sort=name", "--format=" + format, "-cf", archive.toString()};
        String[] all = Arrays.copyOf(command, command.length + names.length);
        System.arraycopy(names, 0, all, command.length, names.length);
        Exec.in(tree).run(all).ok();
        return Files.readAllBytes(archive);
    }

    private static Map<String, ArchiveEntry> read(byte[] archive) throws IOException {
        Map<String, ArchiveEntry> entries = new LinkedHashMap<>();
        try (ArchiveReader reader = new TarFormat().openStrictReader(new MemoryChannel(archive))) {
            for (ArchiveEntry head = reader.next(); head != null; head = reader.next()) {
                entries.put(head.path().toString(), head);
                reader.content().readAllBytes();
            }
        }
        return entries;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "posix"})
    void everything_isRead_alsoWhatNeedsMoreThanOneHeader(String format) throws IOException {
        for (String[] names : new String[][] {{"a folder", "link", "old", "z hard"}, {"."}}) {
            Map<String, ArchiveEntry> read = read(tar(format, names));
            assertThat(read.keySet()).containsExactlyInAnyOrder("a folder", LONG, "link", "old", "z hard");
            assertThat(read.get("a folder").type()).isEqualTo(EntryType.DIRECTORY);
            assertThat(read.get("old").mtime()).isEqualTo(Instant.ofEpochSecond(-86_400));
            assertThat(read.get("link").linkTarget()).hasToString("t".repeat(110));
            assertThat(read.get("z hard").type()).isEqualTo(EntryType.HARD_LINK);
            assertThat(read.get("z hard").linkTarget()).hasToString(LONG);
            assertThat(read.get(LONG).size()).isEqualTo(4);
        }
    }

    /** The older format has no headers of its own for long names, and divides them. */
    @Test
    void ustar_isRead() throws IOException {
        Files.delete(tree.resolve("link"));
        Files.delete(tree.resolve("z hard"));
        Files.delete(tree.resolve(LONG));
        Files.delete(tree.resolve("old"));
        String deep = "p".repeat(90) + "/" + "n".repeat(90);
        Files.createDirectories(tree.resolve(deep).getParent());
        Files.writeString(tree.resolve(deep), "deep");
        assertThat(read(tar("ustar", "p".repeat(90))).keySet()).contains(deep);
    }

    /** A header in its own format, with text at a place of the block, and the checksum that belongs to it. */
    private byte[] changed(int block, int at, String text) throws IOException {
        byte[] archive = tar("gnu", LONG, "old");
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, archive, block * BLOCK + at, bytes.length);
        byte[] header = Arrays.copyOfRange(archive, block * BLOCK, (block + 1) * BLOCK);
        String checksum = String.format(Locale.ROOT, "%06o\0 ", UstarHeader.checksum(header));
        System.arraycopy(checksum.getBytes(StandardCharsets.US_ASCII), 0, archive, block * BLOCK + 148, 8);
        return archive;
    }

    /**
     * Blocks of the archive: 0 the header of a long name, 1 that name, 2 the header of its file, 3 its content, 4 the
     * header of {@code old}. Places: 100 mode, 124 size, 136 time, 156 type, 257 magic, 345 what GNU tar does not use.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    4 | 156 | 3 | SPECIAL_FILE
                    4 | 156 | 6 | SPECIAL_FILE
                    4 | 156 | 7 | UNKNOWN_TYPE
                    4 | 156 | S | UNKNOWN_TYPE
                    4 | 156 | 5 | INCONSISTENT_ENTRY
                    4 | 100 | 00x0644 | BAD_NUMBER
                    4 | 257 | other | NO_HEADER
                    4 | 345 | 1 | BAD_PADDING
                    4 | 90 | x | BAD_PADDING
                    0 | 124 | 00000000000 | BAD_EXTRA
                    0 | 124 | 00002000000 | BAD_EXTRA
                    0 | 124 | 00000000201 | BAD_EXTRA
                    2 | 156 | L | SECOND_NAME
                    """)
    void changedHeader_isRefused(int block, int at, String text, ArchiveDefect defect) throws IOException {
        byte[] archive = changed(block, at, text);
        assertThatThrownBy(() -> read(archive))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(defect));
    }

    /** In binary it has up to 95 bits, of which 63 are supported. */
    @Test
    void timeAndSizeInBinary_areRead_orTooLarge() throws IOException {
        byte[] next = changed(4, 136, "\200\0\0\0\0\0\0\2\0\0\0\0");
        assertThat(read(next).get("old").mtime()).isEqualTo(Instant.ofEpochSecond(1L << 33));
        byte[] size = changed(4, 124, "\200\0\0\0\0\0\0\0\0\0\0\13");
        assertThat(read(size).get("old").size()).isEqualTo(11);
        for (String large :
                new String[] {"\201\0\0\0\0\0\0\0\0\0\0\13", "\200\0\0\1\0\0\0\0\0\0\0\13", "\200\0\0\0\377"}) {
            byte[] tooLarge = changed(4, 124, large);
            assertThatThrownBy(() -> read(tooLarge))
                    .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                            .isEqualTo(ArchiveDefect.BAD_NUMBER));
        }
    }
}
