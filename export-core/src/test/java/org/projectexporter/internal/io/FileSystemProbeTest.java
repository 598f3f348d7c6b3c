package org.projectexporter.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

import org.projectexporter.internal.io.FileSystemTraits.Ability;
import org.projectexporter.spi.RawPath;

/** On the file system of the tests, and on that of a zip, which has neither links nor direct I/O. */
class FileSystemProbeTest {
    private static final long FOUR_GIB = 1L << 32;

    @TempDir
    Path temp;

    private static FileSystemTraits probe(Path folder) throws IOException {
        try (OpenFolder open = OpenFolder.openAnywhere(folder)) {
            return FileSystemProbe.run(open);
        }
    }

    @Test
    void anUsualFolder_canDoEverything_andNothingIsLeftInIt() throws IOException {
        FileSystemTraits traits = probe(temp);

        assertThat(traits.abilities())
                .containsAll(EnumSet.complementOf(EnumSet.of(Ability.DIRECT_WRITES))); // a tmpfs of old has none
        assertThat(traits.names()).isEqualTo(HeldNames.ALL);
        assertThat(traits.timeStepNanos()).isEqualTo(1000);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void leftoversOfAProbeThatWasKilled_areRemoved() throws IOException {
        Path left = Files.createDirectories(temp.resolve(FileSystemProbe.FOLDER).resolve("names"));
        Files.createFile(left.resolve("aux.txt"));
        Files.createFile(left.resolveSibling("linked"));

        assertThat(probe(temp).hardLinks()).isTrue();
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void theFileSystemOfAZip_hasNeitherLinksNorDirectWrites() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(temp.resolve("film.zip"), Map.of("create", "true"))) {
            Path folder = Files.createDirectory(zip.getPath("/work"));

            FileSystemTraits traits = probe(folder);

            assertThat(traits.type()).isEqualTo("zipfs");
            assertThat(traits.directWrites()).isFalse();
            assertThat(traits.hardLinks()).isFalse();
            assertThat(traits.symbolicLinks()).isFalse();
            assertThat(traits.executableBits()).isFalse();
            assertThat(traits.caseSensitive()).isTrue();
            assertThat(folder).isEmptyDirectory();
            assertThat(traits.toString()).contains("type zipfs", "can: ", "hard links, symbolic links");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vfat", "msdos", "fuse.fusefat", "FAT32"})
    void fat_holdsFilesOfLessThan4GiB(String type) {
        assertThat(FileSystemProbe.largestFile(type)).isEqualTo(FOUR_GIB - 1);
    }

    @ParameterizedTest
    @CsvSource({"exfat", "fuseblk", "ext4", "fuse.sshfs"})
    void anotherFileSystem_hasNoKnownLimit(String type) {
        assertThat(FileSystemProbe.largestFile(type)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theLineForALog_namesWhatIsMissing() {
        FileSystemTraits fat = new FileSystemTraits(
                "vfat",
                EnumSet.of(Ability.REWRITING),
                new HeldNames(":?", EnumSet.of(HeldNames.Kind.DOT_AT_END), 200),
                2_000_000_000L,
                FOUR_GIB - 1);

        assertThat(fat)
                .hasToString("type vfat; can: rewriting; cannot: direct writes, hard links, symbolic links,"
                        + " executable bits, case sensitive, normalization sensitive; times in steps of 2000 ms;"
                        + " files of at most 4294967295 bytes; names it cannot hold: the characters : ?,"
                        + " a dot at the end, more than 200 bytes");
        assertThat(fat.canHold(RawPath.of("a?"))).isFalse();
    }
}
