package org.projectexporter.internal.reading.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import org.projectexporter.ImportNote;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

@Tag("import")
class FileTimesTest {
    private static final RawPath PATH = RawPath.of("film/a");

    @TempDir
    Path temp;

    private final KeptTimes kept = new KeptTimes();

    /** Times that ext4, XFS, Btrfs and tmpfs all keep. */
    @ParameterizedTest
    @CsvSource({
        "2025-01-15T10:00:00.123456789Z, 2025-01-15T10:00:00.123456789Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59Z",
        "1931-05-06T07:08:09.000000001Z, 1931-05-06T07:08:09Z",
        "2262-04-11T23:47:16.854775807Z, 2262-04-11T23:47:16.854775807Z",
        "2262-04-11T23:47:16.854775808Z, 2262-04-11T23:47:16.854Z",
        "2300-01-01T00:00:00.123Z, 2300-01-01T00:00:00.123Z",
        "2300-01-01T00:00:00.123456Z, 2300-01-01T00:00:00.123Z"
    })
    void set_ofAnyTime_setsTheNearestThatJavaCan_andReportsAnother(Instant wanted, Instant expected)
            throws IOException {
        Path file = Files.createFile(temp.resolve("a"));
        Path folder = Files.createDirectory(temp.resolve("f"));

        FileTimes.set(file, wanted);
        kept.check(PATH, file, wanted);
        FileTimes.set(folder, wanted);

        assertThat(FileStat.read(file).mtime()).isEqualTo(expected);
        assertThat(FileStat.read(folder).mtime()).isEqualTo(expected);
        if (wanted.equals(expected)) {
            assertThat(kept.notes(PATH)).isEmpty();
        } else {
            assertThat(kept.notes(PATH)).singleElement().satisfies(note -> {
                assertThat(note.path()).isEqualTo("film/a");
                assertThat(note.what()).contains(wanted.toString(), "it is now " + expected);
            });
        }
    }

    @Test
    void set_ofATimeBeforeAll_isReportedAsWell() throws IOException {
        Path file = Files.createFile(temp.resolve("a"));
        Instant wanted = Instant.parse("0001-01-01T00:00:00Z");

        FileTimes.set(file, wanted);
        kept.check(PATH, file, wanted);

        assertThat(FileStat.read(file).mtime()).isBefore(Instant.parse("1902-01-01T00:00:00Z"));
        assertThat(kept.notes(PATH)).hasSize(1);
    }

    @Test
    void setOfLink_neverTouchesWhatItLeadsTo() throws IOException {
        Path file = Files.createFile(temp.resolve("a"));
        Path link = Files.createSymbolicLink(temp.resolve("l"), file);
        Instant before = FileStat.read(file).mtime();

        for (String time :
                new String[] {"1931-05-06T07:08:09.5Z", "2025-01-15T10:00:00.123456Z", "2300-01-01T00:00:00Z"}) {
            FileTimes.setOfLink(link, Instant.parse(time));

            assertThat(FileStat.read(file).mtime()).isEqualTo(before);
        }
        FileTimes.setOfLink(link, Instant.parse("1931-05-06T07:08:09.5Z"));
        assertThat(FileStat.read(link).mtime()).isEqualTo("1931-05-06T07:08:09Z");
    }

    @Test
    void notes_ofVeryMany_areTheFirst_andACount() throws IOException {
        Path file = Files.createFile(temp.resolve("a"));
        for (int i = 0; i < 105; i++) {
            kept.check(PATH, file, Instant.parse("1931-05-06T07:08:09.5Z"));
        }

        assertThat(kept.notes(RawPath.of("film")))
                .hasSize(101)
                .last()
                .isEqualTo(
                        new ImportNote(ImportNote.Kind.NOTE, "film", "the times of 5 more entries cannot be set here"));
    }
}
