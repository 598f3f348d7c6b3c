package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;

/** Programs that read zstd; tar programs are in {@link TarForeignReadersTest}. */
final class ZstdForeignReadersTest {
    @TempDir
    private Path folder;

    private Path write(int level) throws IOException {
        byte[] archive = SampleArchive.write(new TarZstdFormat(), ZstdStreamTest.entries(), level);
        return Files.write(folder.resolve("film.tar.zst"), archive);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6, 9})
    void zstd_findsNoFault_andGivesTheTar(int level) throws IOException {
        Tools.require("zstd");
        String archive = write(level).toString();
        Exec exec = Exec.in(folder);
        assertThat(exec.run("zstd", "-q", "-t", archive).ok().errors()).isEmpty();
        assertThat(exec.run("zstd", "-q", "-dc", archive).ok().bytes())
                .isEqualTo(UnalignedTar.of(ZstdStreamTest.entries()));
    }

    /** No frame requires more memory than zstd allows by default, or a dictionary; each has a checksum. */
    @Test
    void zstd_listsTheFramesThatTheTableNames() throws IOException {
        Tools.require("zstd");
        Path archive = write(6);
        int frames = ZstdArchive.frames(Files.readAllBytes(archive)).size();
        assertThat(Exec.in(folder).run("zstd", "-lv", archive.toString()).ok().text())
                .containsPattern("Zstandard Frames: " + frames + "\n")
                .contains("Skippable Frames: 1\n", "Check: XXH64");
    }

    /** Older versions do not support zstd at all. */
    @Test
    void sevenZip_ifItSupportsZstd_findsNoFault() throws IOException {
        Tools.require("7z");
        Exec exec = Exec.in(folder);
        Assumptions.assumeTrue(exec.run("7z", "i").ok().text().contains("zstd"), "this 7z does not know zstd");
        Path archive = write(6);
        assertThat(exec.run("7z", "t", archive.toString()).ok().text()).contains("Everything is Ok");
        exec.run("7z", "x", "-y", archive.toString()).ok();
        assertThat(Files.readAllBytes(folder.resolve("film.tar"))).isEqualTo(UnalignedTar.of(ZstdStreamTest.entries()));
    }
}
