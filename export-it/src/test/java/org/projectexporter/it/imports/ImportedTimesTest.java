package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ImportNote;
import org.projectexporter.ImportRequest;
import org.projectexporter.ImportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectImporter;
import org.projectexporter.it.program.Exported;
import org.projectexporter.spi.FileStat;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.reseal.Resealed;

/** A camera's clock may be set to anything: a time is restored exactly, or reported. */
@Tag("import")
class ImportedTimesTest {
    @TempDir
    Path temp;

    private Path film(Map<String, String> times) throws IOException {
        Path film = Files.createDirectories(temp.resolve("film"));
        for (Map.Entry<String, String> time : times.entrySet()) {
            Path file = Files.createDirectories(film.resolve(time.getKey())).resolve("take.txt");
            Files.writeString(file, "x");
            Files.createSymbolicLink(file.resolveSibling("link"), Path.of("nowhere"));
            for (Path path : new Path[] {file, file.resolveSibling("link"), file.getParent()}) {
                Exec.in(film)
                        .run("touch", "-h", "-d", time.getValue(), path.toString())
                        .ok();
            }
        }
        return film;
    }

    private ImportResult importAgain(Path film, String format) throws IOException {
        return importFrom(Exported.to(temp.resolve("out"), format, film).archive());
    }

    private ImportResult importFrom(Path archive) throws IOException {
        return ProjectImporter.create()
                .importProject(
                        ImportRequest.builder(archive, temp.resolve("back")).build(), ProgressListener.NONE);
    }

    private static Map<String, String> common() {
        Map<String, String> times = new LinkedHashMap<>();
        times.put("first", "1901-12-13T20:45:53Z");
        times.put("zero", "1904-01-01T00:00:00Z"); // Apple's epoch, written by cameras without a clock
        times.put("before", "1969-12-31T23:59:59Z");
        times.put("epoch", "1970-01-01T00:00:00Z");
        times.put("fraction", "1970-01-01T00:00:00.1234567Z");
        times.put("past32", "2038-01-19T03:14:08.5Z");
        times.put("past32unsigned", "2106-02-07T06:28:16Z");
        times.put("last", "2262-04-11T23:47:16.8547758Z");
        times.put("later", "2300-06-07T08:09:10.123Z");
        times.put("latest", "2446-05-10T22:38:55Z");
        return times;
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void timesThatJavaCanSet_comeBackAsTheyWere(String format) throws IOException {
        Path film = film(common());

        ImportResult result = importAgain(film, format);

        List<String> noted = result.notes().stream().map(ImportNote::path).toList();
        assertThat(List.of("film/later/link", "film/latest/link")) // newer Java gives links nanoseconds, until 2262
                .containsAll(noted);
        assertThat(TreeDiff.between(film, result.folder())
                        .precision(TreeDiff.Precision.HUNDRED_NS)
                        .differences())
                .filteredOn(difference ->
                        noted.stream().noneMatch(link -> difference.contains(link.substring("film/".length()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void timesThatJavaCannotSet_areTheNearest_andReported(String format) throws IOException {
        Map<String, String> times = new LinkedHashMap<>();
        times.put("early", "1931-05-06T07:08:09.5Z");
        times.put("just", "1969-12-31T23:59:59.9999999Z");
        times.put("late", "2300-06-07T08:09:10.1234Z");

        ImportResult result = importAgain(film(times), format);

        assertThat(FileStat.read(result.folder().resolve("early/take.txt")).mtime())
                .isEqualTo("1931-05-06T07:08:09Z");
        assertThat(FileStat.read(result.folder().resolve("just")).mtime()).isEqualTo("1969-12-31T23:59:59Z");
        assertThat(FileStat.read(result.folder().resolve("late/take.txt")).mtime())
                .isEqualTo("2300-06-07T08:09:10.123Z");
        assertThat(result.notes())
                .filteredOn(note -> !note.path().endsWith("link"))
                .extracting(ImportNote::path)
                .containsExactlyInAnyOrder(
                        "film/early",
                        "film/early/take.txt",
                        "film/just",
                        "film/just/take.txt",
                        "film/late",
                        "film/late/take.txt");
        assertThat(result.notes()).extracting(ImportNote::what).anySatisfy(what -> assertThat(what)
                .isEqualTo("its time, 1931-05-06T07:08:09.500Z, cannot be set here; it is now 1931-05-06T07:08:09Z"));
    }

    /** The times in an archive may be anything. */
    @ParameterizedTest
    @ValueSource(strings = {"-1000000000000", "-62135596800", "9999999999", "253402300799"})
    void timesThatNoFileSystemHas_areReported(long seconds) throws IOException {
        Exported exported = Exported.to(temp.resolve("out"), "tar", film(Map.of("a", "2020-01-01")));
        Path far = temp.resolve("far.tar");
        Resealed.of(exported.archive())
                .mtime("film/a/take.txt", Instant.ofEpochSecond(seconds))
                .write(far);

        ImportResult result = importFrom(far);

        Instant found = FileStat.read(result.folder().resolve("a/take.txt")).mtime();
        assertThat(result.notes().isEmpty()).isEqualTo(found.equals(Instant.ofEpochSecond(seconds)));
    }
}
