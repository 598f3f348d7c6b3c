package org.projectexporter.it.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ImportLimits;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.reading.admission.IncomingArchive;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.testkit.MemoryChannel;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.GitFixture;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.hostile.HostileArchive;
import org.projectexporter.testkit.hostile.HostileStreams;
import org.projectexporter.testkit.hostile.HostileTars;
import org.projectexporter.testkit.hostile.HostileZips;
import org.projectexporter.testkit.hostile.ZipBombs;

/** Real exports are accepted; with one defect, they are refused because of it. */
class IncomingArchiveTest {
    private static final Map<String, byte[]> EXPORTS = new HashMap<>();

    @TempDir
    static Path temp;

    @BeforeAll
    static void export() throws IOException {
        Path project = temp.resolve("film");
        GitFixture git = GitFixture.init(project);
        git.file("script.txt", "A film. ".repeat(400))
                .file("shots/take.mov", new Noise(3).bytes(3000))
                .file("shots/a\\b \u00fc.txt", "x")
                .commit("First");
        Files.createDirectories(project.resolve("empty"));
        Files.createSymbolicLink(project.resolve("shots/best.mov"), Path.of("take.mov"));
        Files.createLink(project.resolve("shots/zz-again.mov"), project.resolve("shots/take.mov"));
        Files.writeString(project.resolve("shots/.gitignore"), "*.bak\n");
        Files.writeString(project.resolve("git~notes.txt"), "x");
        for (ArchiveFormat format : Incoming.formats()) {
            Path archive = temp.resolve("out." + format.name());
            ExportOptions options =
                    ExportOptions.builder().format(format.name()).build();
            ProjectExporter.create()
                    .export(
                            ExportRequest.builder(project, archive)
                                    .options(options)
                                    .build(),
                            ProgressListener.NONE);
            EXPORTS.put(format.name(), Files.readAllBytes(archive));
        }
    }

    private static int read(String format, byte[] archive) throws IOException {
        return Incoming.read(format, new MemoryChannel(archive), ImportLimits.defaults(), new AtomicLong());
    }

    private static void assertRefused(String format, HostileArchive hostile) {
        assertThatThrownBy(() -> read(format, hostile.bytes()), hostile.name())
                .as("%s in a %s", hostile.name(), format)
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .as("%s in a %s: %s", hostile.name(), format, refused.getMessage())
                        .isEqualTo(hostile.defect()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void realExport_isReadToItsEnd(String format) throws IOException {
        assertThat(read(format, EXPORTS.get(format))).isGreaterThan(20);
    }

    static Stream<HostileArchive> zips() {
        return HostileZips.of(EXPORTS.get("zip")).stream();
    }

    @ParameterizedTest
    @MethodSource("zips")
    void zipWithADefect_isRefusedForIt(HostileArchive hostile) {
        assertRefused("zip", hostile);
    }

    static Stream<HostileArchive> tars() {
        return HostileTars.of(EXPORTS.get("tar")).stream();
    }

    @ParameterizedTest
    @MethodSource("tars")
    void tarWithADefect_isRefusedForIt(HostileArchive hostile) {
        assertRefused("tar", hostile);
    }

    @ParameterizedTest
    @MethodSource("tars")
    void tarWithADefect_inGzip_isRefusedForIt(HostileArchive hostile) {
        assertRefused(
                "tar.gz", new HostileArchive(hostile.name(), hostile.defect(), HostileStreams.gzip(hostile.bytes())));
    }

    static Stream<HostileArchive> gzips() {
        return HostileStreams.ofGzip(EXPORTS.get("tar.gz")).stream();
    }

    @ParameterizedTest
    @MethodSource("gzips")
    void gzipWithADefect_isRefusedForIt(HostileArchive hostile) {
        assertRefused("tar.gz", hostile);
    }

    static Stream<HostileArchive> zstds() {
        return HostileStreams.ofZstd(EXPORTS.get("tar.zst")).stream();
    }

    @ParameterizedTest
    @MethodSource("zstds")
    void zstdWithADefect_isRefusedForIt(HostileArchive hostile) {
        assertRefused("tar.zst", hostile);
    }

    /** An archive that was unpacked and packed again with another tar. */
    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax"})
    void exportPackedAgainByGnuTar_isRead(String format) throws IOException {
        Path unpacked = Files.createDirectories(temp.resolve("unpacked-" + format));
        Files.write(unpacked.resolve("in.tar"), EXPORTS.get("tar"));
        Exec.in(unpacked).run(List.of("tar", "-xf", "in.tar")).ok();
        Files.createDirectories(unpacked.resolve("film/" + "long/".repeat(40)));
        Exec.in(unpacked)
                .run(List.of(
                        "tar", "--format=" + format, "-cf", "out.tar", "film", "export-manifest.json", "SHA256SUMS"))
                .ok();
        byte[] packed = Files.readAllBytes(unpacked.resolve("out.tar"));
        assertThat(read("tar", packed)).isEqualTo(read("tar", EXPORTS.get("tar")) + 40);
        assertThat(read("tar.gz", HostileStreams.gzip(packed))).isPositive();
    }

    @Test
    void tenGigabytesOfZeros_areRefusedByWhatTheirHeaderSays() {
        // 2,000 MiB, the most that a header without ZIP64 can say here
        byte[] bomb = ZipBombs.zeros(EXPORTS.get("zip"), 10_240, 2_000 << 20);
        assertThat(bomb.length).isLessThan(16 << 20);
        AtomicLong given = new AtomicLong();
        assertRefusedOf(
                ArchiveDefect.TOO_MANY_BYTES,
                bomb,
                ImportLimits.builder().bytes(100 << 20).build(),
                given);
        assertThat(given.get()).isLessThan(1 << 20);
        assertRefusedOf(
                ArchiveDefect.RATIO, bomb, ImportLimits.builder().ratio(50).build(), given);
    }

    @Test
    void tenGigabytesOfZeros_withAFalseHeader_stopAtTheAnnouncedSize() {
        byte[] bomb = ZipBombs.zeros(EXPORTS.get("zip"), 10_240, 1 << 20);
        AtomicLong given = new AtomicLong();
        long start = System.nanoTime();
        assertRefusedOf(ArchiveDefect.WRONG_SIZE, bomb, ImportLimits.defaults(), given);
        assertThat(given.get()).isLessThan(2 << 20);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    @Test
    void entriesOverOneBody_areRefused() {
        byte[] bomb = ZipBombs.overlapping(EXPORTS.get("zip"), 60);
        AtomicLong given = new AtomicLong();
        assertRefusedOf(ArchiveDefect.OVERLAP, bomb, ImportLimits.defaults(), given);
        assertThat(given.get()).isZero();
    }

    private static void assertRefusedOf(ArchiveDefect defect, byte[] zip, ImportLimits limits, AtomicLong given) {
        assertThatThrownBy(() -> Incoming.read("zip", new MemoryChannel(zip), limits, given))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .as(refused.getMessage())
                        .isEqualTo(defect));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void limits_areKept(String format) throws IOException {
        int entries = read(format, EXPORTS.get(format));
        assertLimit(
                format,
                ArchiveDefect.TOO_MANY_ENTRIES,
                ImportLimits.builder().entries(entries - 1).build());
        assertLimit(
                format,
                ArchiveDefect.TOO_MANY_BYTES,
                ImportLimits.builder().bytes(2000).build());
        assertLimit(
                format,
                ArchiveDefect.LARGE_MANIFEST,
                ImportLimits.builder().manifestBytes(100).build());
        assertLimit(
                format,
                ArchiveDefect.LONG_PATH,
                ImportLimits.builder().pathBytes(10).build());
        ImportLimits exact = ImportLimits.builder().entries(entries).build();
        Incoming.read(format, new MemoryChannel(EXPORTS.get(format)), exact, new AtomicLong());
    }

    private static void assertLimit(String format, ArchiveDefect defect, ImportLimits limits) {
        assertThatThrownBy(
                        () -> Incoming.read(format, new MemoryChannel(EXPORTS.get(format)), limits, new AtomicLong()))
                .isInstanceOfSatisfying(RefusedArchiveException.class, refused -> assertThat(refused.defect())
                        .isEqualTo(defect));
    }

    /** Reading only the headers of a zip reads no content; for a tar, content is skipped. */
    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void heads_canBeLookedAtBeforehand(String format) {
        int entries = 0;
        try (IncomingArchive heads = IncomingArchive.openHeads(
                Incoming.format(format), new MemoryChannel(EXPORTS.get(format)), ImportLimits.defaults())) {
            while (heads.next() != null) {
                entries++;
            }
            assertThat(entries).isEqualTo(read(format, EXPORTS.get(format)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Content that the caller does not read is checked nevertheless. */
    @Test
    void damage_isFound_evenInUnreadContent() {
        List<HostileArchive> damaged = zips().filter(hostile -> hostile.name().equals("other content")
                        || hostile.name().equals("bytes hidden in a local extra field"))
                .toList();
        assertThat(damaged).hasSize(2).allSatisfy(hostile -> assertThatThrownBy(() -> {
                    try (IncomingArchive incoming = IncomingArchive.open(
                            Incoming.format("zip"), new MemoryChannel(hostile.bytes()), ImportLimits.defaults())) {
                        while (incoming.next() != null) {
                            // its content is not read
                        }
                    }
                })
                .isInstanceOf(RefusedArchiveException.class));
    }
}
