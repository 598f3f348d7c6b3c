package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.SplitArchive;

/** Each byte of a small archive is changed, one by one, and the archive is cut at each length: verify detects it. */
class FlippedBytesTest {
    /** RFC 1952, section 2.3. */
    private static final int GZIP_HEADER = 10;

    private final ProjectExporter exporter = ProjectExporter.create();

    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film/empty")).getParent();
        Files.writeString(project.resolve("script.txt"), "A film. ".repeat(40));
        Files.write(project.resolve("take.mov"), new Noise(3).bytes(300));
        Files.createSymbolicLink(project.resolve("best.mov"), Path.of("take.mov"));
    }

    private Path export(String format) throws IOException {
        Path archive = temp.resolve("out." + format);
        ExportOptions options = ExportOptions.builder().format(format).build();
        exporter.export(
                ExportRequest.builder(project, archive)
                        .options(options)
                        .exportedAt(Instant.parse("2025-01-15T10:00:00Z"))
                        .build(),
                ProgressListener.NONE);
        return archive;
    }

    private VerifyResult verify(Path archive) throws IOException {
        return exporter.verify(archive, RunSettings.defaults());
    }

    private static Path sums(Path archive) {
        return archive.resolveSibling(archive.getFileName() + ".sha256");
    }

    private static byte[] flipped(byte[] bytes, int at) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) (1 << at % 8);
        return damaged;
    }

    @ParameterizedTest
    @CsvSource({
        "zip, 0, 3",
        "tar, 0, 17",
        "tar.gz, 0, 3",
        "tar.zst, 0, 3",
        "zip, 700, 7",
        "tar, 5000, 29",
        "tar.gz, 600, 7"
    })
    void bytesFlipped_areFound(String format, int split, int step) throws IOException {
        assertFlipsAreFound(format, split, step);
    }

    @Tag("long")
    @Tag("longest")
    @ParameterizedTest
    @CsvSource({"zip, 0", "tar, 0", "tar.gz, 0", "tar.zst, 0", "zip, 700", "tar, 5000", "tar.gz, 600", "tar.zst, 600"})
    void everyByteFlipped_isFound(String format, int split) throws IOException {
        assertFlipsAreFound(format, split, 1);
    }

    private void assertFlipsAreFound(String format, int split, int step) throws IOException {
        Path archive = export(format);
        byte[] bytes = Files.readAllBytes(archive);
        List<Path> volumes = split == 0 ? List.of(archive) : SplitArchive.split(archive, split);
        assertThat(verify(archive).problems()).isEmpty();
        assertThat(verify(archive).framingProven()).isTrue();
        for (int at = 0; at < bytes.length; at += step) {
            int volume = split == 0 ? 0 : at / split;
            int from = volume * split;
            int to = split == 0 ? bytes.length : Math.min(bytes.length, from + split);
            Files.write(volumes.get(volume), Arrays.copyOfRange(flipped(bytes, at), from, to));
            VerifyResult result = verify(archive);
            assertThat(result.ok()).as("byte %d of %s", at, archive).isFalse();
            assertThat(result.problems()).as("byte %d", at).anyMatch(problem -> problem.volume()
                    .equals(java.util.Optional.of(volumes.get(volume))));
            Files.write(volumes.get(volume), Arrays.copyOfRange(bytes, from, to));
        }
    }

    @ParameterizedTest
    @CsvSource({"zip, 5", "tar, 31", "tar.gz, 5", "tar.zst, 5"})
    void cutShort_isFound_withChecksumsAndWithout(String format, int step) throws IOException {
        assertCutsAreFound(format, step);
    }

    @Tag("long")
    @Tag("longest")
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void cutAtEveryLength_isFound_withChecksumsAndWithout(String format) throws IOException {
        assertCutsAreFound(format, 1);
    }

    private void assertCutsAreFound(String format, int step) throws IOException {
        Path archive = export(format);
        byte[] bytes = Files.readAllBytes(archive);
        for (boolean checksums : new boolean[] {true, false}) {
            for (int length = 0; length < bytes.length; length += step) {
                Files.write(archive, Arrays.copyOf(bytes, length));
                assertThat(verify(archive).ok()).as("%d bytes", length).isFalse();
            }
            if (checksums) {
                Files.delete(sums(archive));
            }
        }
    }

    /**
     * Bytes that no reader uses: padding bits of deflate blocks, nanoseconds of a time, the mode of a symbolic link. A
     * flip in a compressed stream that decompresses to the same content (a match that now points to the same text
     * elsewhere) changes nothing.
     */
    @ParameterizedTest
    @CsvSource({"zip, 10, 3", "tar, 10, 17", "tar.gz, 0, 3", "tar.zst, 0, 3"})
    void withoutChecksumsFile_bytesFlipped_areFound_exceptSomeWithoutContent(String format, int few, int step)
            throws IOException {
        assertFlipsAreFoundWithoutChecksums(format, few, step);
    }

    @Tag("long")
    @Tag("longest")
    @ParameterizedTest
    @CsvSource({"zip, 20", "tar, 60", "tar.gz, 0", "tar.zst, 0"})
    void withoutChecksumsFile_everyByteFlipped_isFound_exceptSomeWithoutContent(String format, int few)
            throws IOException {
        assertFlipsAreFoundWithoutChecksums(format, few, 1);
    }

    private void assertFlipsAreFoundWithoutChecksums(String format, int few, int step) throws IOException {
        Path archive = export(format);
        byte[] bytes = Files.readAllBytes(archive);
        Files.delete(sums(archive));
        VerifyResult whole = verify(archive);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.framingProven()).isFalse();
        assertThat(whole.notes()).singleElement().asString().contains("out." + format + ".sha256");
        List<Integer> unseen = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += step) {
            byte[] damaged = flipped(bytes, at);
            Files.write(archive, damaged);
            if (verify(archive).ok() && !isTheSameStream(format, bytes, damaged)) {
                unseen.add(at);
            }
        }
        assertThat(unseen).as("bytes that hold no content").hasSizeLessThanOrEqualTo(few);
    }

    private static boolean isTheSameStream(String format, byte[] bytes, byte[] damaged) throws IOException {
        return switch (format) {
            case "tar.gz" ->
                Arrays.equals(bytes, 0, GZIP_HEADER, damaged, 0, GZIP_HEADER)
                        && Arrays.equals(gunzip(bytes), gunzip(damaged));
            case "tar.zst" -> Arrays.equals(unzstd(bytes), unzstd(damaged));
            default -> false;
        };
    }

    private static byte[] gunzip(byte[] stream) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(stream)).readAllBytes();
    }

    private static byte[] unzstd(byte[] stream) throws IOException {
        return new ZstdInputStream(new ByteArrayInputStream(stream)).readAllBytes();
    }
}
