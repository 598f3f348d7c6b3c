package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.ImportRequest.OnConflict;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

class ImportTargetTest {
    @TempDir
    Path temp;

    @BeforeEach
    void resolveLinks() throws IOException {
        temp = temp.toRealPath();
    }

    @Test
    void find_ofAnUnusedName_returnsItAndThoseNextToIt() throws IOException {
        assertThat(ImportTarget.find(temp.resolve("film"), OnConflict.FAIL))
                .isEqualTo(new ImportTarget(
                        temp.resolve("film"), temp.resolve("film.dependencies"), temp.resolve("film.import"), 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"film", "film.dependencies", "film.import"})
    void find_whereOneOfTheNamesIsTaken_failsOrTakesTheNext(String taken) throws IOException {
        Files.createSymbolicLink(temp.resolve(taken), Path.of("leads-nowhere"));

        assertThatThrownBy(() -> ImportTarget.find(temp.resolve("film"), OnConflict.FAIL))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_EXISTS)
                .hasMessageContaining(taken + " exists already")
                .hasMessageContaining("onConflict RENAME");
        assertThat(ImportTarget.find(temp.resolve("film"), OnConflict.RENAME).project())
                .hasFileName("film-2");
    }

    @Test
    void find_throughALink_namesTheFolderItself() throws IOException {
        Files.createDirectory(temp.resolve("real"));
        Files.createSymbolicLink(temp.resolve("link"), Path.of("real"));

        assertThat(ImportTarget.find(temp.resolve("link/film"), OnConflict.FAIL).project())
                .isEqualTo(temp.resolve("real/film"));
    }

    @Test
    void find_ofANameThatIsNotText_keepsItsBytes() throws IOException {
        RawPath odd = RawPath.of(new byte[] {'a', (byte) 0xff});

        ImportTarget target = ImportTarget.find(NativeNames.resolve(temp, odd), OnConflict.FAIL);

        assertThat(NativeNames.nameOf(target.metadata()).bytes())
                .isEqualTo(new byte[] {'a', (byte) 0xff, '.', 'i', 'm', 'p', 'o', 'r', 't'});
    }

    @Test
    void find_ofANameTooLongForThoseNextToIt_reportsTheLimit() throws IOException {
        int longest = 255 - ".dependencies".length();
        assertThat(ImportTarget.find(temp.resolve("n".repeat(longest)), OnConflict.FAIL)
                        .dependencies())
                .isNotNull();

        assertThatThrownBy(() -> ImportTarget.find(temp.resolve("n".repeat(longest + 1)), OnConflict.FAIL))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("at most " + longest + " bytes");
    }

    @Test
    void wanted_whereNothingCanBeMade_saysWhy() {
        assertThatThrownBy(() -> ImportTarget.wanted(temp.resolve("no/such/film")))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("there is no folder " + temp.resolve("no/such"));
        assertThatThrownBy(() -> ImportTarget.wanted(Path.of("/")))
                .hasFieldOrPropertyWithValue("reason", Reason.TARGET_UNUSABLE)
                .hasMessageContaining("not a valid name for a folder");
    }
}
