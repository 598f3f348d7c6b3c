package org.projectexporter.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

class RestoreNoteTest {
    @TempDir
    Path temp;

    @Test
    void note_saysHowToCheckJoinAndUnpack() {
        String note = RestoreNote.of("film.zip", 3, "zip", false);
        assertThat(note.lines().map(String::strip))
                .contains(
                        "film.zip.001 to film.zip.003.",
                        "Linux:    sha256sum -c film.zip.sha256",
                        "cat film.zip.[0-9][0-9][0-9] > film.zip",
                        "copy /b \"film.zip.001\" + \"film.zip.002\" + \"film.zip.003\" \"film.zip\"",
                        "Linux:    unzip film.zip",
                        "macOS:    shasum -a 256 -c SHA256SUMS");
        assertThat(note).contains("7-Zip").endsWith("\r\n").doesNotContainPattern("[^\r]\n");
        assertThat(RestoreNote.of("film.tar.gz", 3, "tar.gz", false)).contains("tar -xf film.tar.gz");
        assertThat(RestoreNote.of("film.tar.zst", 3, "tar.zst", false))
                .contains("tar --zstd -xf film.tar.zst", "the program zstd, which must be installed", "all frames");
    }

    @ParameterizedTest
    @CsvSource({"tar.gz, true", "tar.zst, true", "tar, false", "zip, false"})
    void compressedTar_hasToBeOpenedTwice_inSevenZip(String format, boolean twice) {
        String note = RestoreNote.of("film." + format, 3, format, false);
        assertThat(note.contains("gives you a .tar file: open that with 7-Zip, too"))
                .isEqualTo(twice);
    }

    @Test
    void theShellsCommand_joinsAllVolumes_inOrder() throws IOException, InterruptedException {
        for (int number = 1; number <= 1001; number++) {
            Files.writeString(temp.resolve(String.format(Locale.ROOT, "my film's.zip.%03d", number)), number + " ");
        }
        Files.writeString(temp.resolve("my film's.zip.sha256"), "not me");
        String join = RestoreNote.of("my film's.zip", 1001, "zip", false)
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("cat "))
                .findFirst()
                .orElseThrow();
        Process shell =
                new ProcessBuilder("sh", "-c", join).directory(temp.toFile()).start();
        assertThat(shell.waitFor()).isZero();
        assertThat(Files.readString(temp.resolve("my film's.zip")))
                .startsWith("1 2 3 ")
                .endsWith(" 999 1000 1001 ");
    }

    @Test
    void moreVolumesThanACommandLineHolds_areForSevenZip() {
        String note = RestoreNote.of("film.zip", 9999, "zip", false);
        assertThat(List.of(note.split("\r\n"))).allMatch(line -> line.length() < 8191);
        assertThat(note).contains("too many volumes for one command; use 7-Zip instead");
    }
}
