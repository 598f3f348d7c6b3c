package org.projectexporter.tar;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;
import org.projectexporter.testkit.SampleNames;
import org.projectexporter.testkit.SampleTree;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/** Archives of ours, read by other programs: nothing may be lost, down to the nanosecond and each byte of a name. */
final class TarForeignReadersTest {
    @TempDir
    private Path folder;

    private Path unpacked;

    @BeforeEach
    void makeFolder() throws IOException {
        unpacked = Files.createDirectory(folder.resolve("unpacked"));
    }

    static Stream<ArchiveFormat> formats() {
        return Stream.of(new TarFormat(), new TarGzipFormat());
    }

    static Stream<ArchiveFormat> formatsOfTarTools() {
        return Stream.concat(formats(), Stream.of(new TarZstdFormat()));
    }

    static Stream<Arguments> formatsAndTools() {
        return formatsOfTarTools()
                .flatMap(format -> Stream.of("tar", "bsdtar").map(tool -> Arguments.of(format, tool)));
    }

    /** Ordinary and awkward entries, and entries that need pax records. */
    private static List<SampleEntry> entries() {
        List<SampleEntry> entries = new ArrayList<>(SampleArchive.mixture());
        entries.add(SampleEntry.hardLink(RawPath.of("film/still2.png"), RawPath.of("film/still.png")));
        entries.add(SampleEntry.symbolicLink(RawPath.of("film/link-long"), RawPath.of("x/".repeat(200) + "ü")));
        Instant time = Instant.parse("2025-03-01T00:00:00.000000001Z");
        for (RawPath name : SampleNames.awkward()) {
            for (RawPath parent = name.parent(); parent != null && !parent.isRoot(); parent = parent.parent()) {
                entries.add(entries.size(), SampleEntry.folder(parent));
            }
            entries.add(SampleEntry.folder(name).withMtime(time));
            entries.add(SampleEntry.file(name.resolve(name.fileName()), SampleContent.text(3))
                    .withMtime(time));
        }
        return entries.stream()
                .sorted((a, b) -> a.head().path().compareTo(b.head().path()))
                .toList();
    }

    private Path write(ArchiveFormat format, List<SampleEntry> entries) throws IOException {
        Path archive = folder.resolve("film" + format.suffixes().get(0));
        Files.write(archive, SampleArchive.write(format, entries, 6));
        return archive;
    }

    private List<String> differences(List<SampleEntry> entries) throws IOException {
        Path expected = folder.resolve("expected");
        SampleTree.make(expected, entries);
        return TreeDiff.between(expected, unpacked).differences();
    }

    @ParameterizedTest
    @MethodSource("formatsAndTools")
    void tar_restoresTheTreeExactly(ArchiveFormat format, String tool) throws IOException {
        Tools.require(tool);
        Path archive = write(format, entries());
        Exec.in(unpacked).run(tool, "-xpf", archive.toString()).ok();
        assertThat(differences(entries())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void sevenZip_restoresEveryFile(ArchiveFormat format) throws IOException {
        Tools.require("7z");
        Path archive = write(format, SampleArchive.mixture());
        Exec exec = Exec.in(unpacked);
        exec.run("7z", "x", "-y", archive.toString()).ok();
        Path inner = unpacked.resolve("film.tar");
        if (Files.exists(inner)) {
            exec.run("7z", "x", "-y", inner.toString()).ok();
            Files.delete(inner);
        }
        assertThat(differences(SampleArchive.mixture())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void python_restoresEveryFile_andReadsNanoseconds(ArchiveFormat format) throws IOException {
        Tools.require("python3");
        Path archive = write(format, entries());
        String script =
                """
                import sys, tarfile
                with tarfile.open(sys.argv[1]) as t:
                    t.extractall()
                    print(t.getmember('film/script.txt').pax_headers['mtime'])
                """;
        assertThat(Exec.in(unpacked)
                        .run("python3", "-c", script, archive.toString())
                        .ok()
                        .text()
                        .strip())
                .isEqualTo("1736935201.123456700");
        Path expected = folder.resolve("expected");
        SampleTree.make(expected, entries());
        assertThat(TreeDiff.between(expected, unpacked)
                        .precision(TreeDiff.Precision.SECOND)
                        .differences())
                .isEmpty();
    }

    @Test
    void commonsCompress_readsTheFirstGzipMember_whichHasEverything() throws IOException {
        List<SampleEntry> entries = SampleArchive.mixture();
        Path archive = write(new TarGzipFormat(), entries);
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file), "UTF-8")) {
            for (SampleEntry entry : entries) {
                TarArchiveEntry found = tar.getNextEntry();
                assertThat(found.getName().replaceAll("/$", ""))
                        .isEqualTo(entry.head().path().toString());
                assertThat(found.getLastModifiedTime().toInstant())
                        .isEqualTo(entry.head().mtime());
                assertThat(found.getMode() & 07777).isEqualTo(entry.head().mode());
                assertThat(tar.readAllBytes()).isEqualTo(entry.content());
            }
            assertThat(tar.getNextEntry()).isNull();
        }
    }

    @Test
    void gzipPrograms_findNoFault() throws IOException {
        Tools.require("gzip", "pigz");
        Path archive = write(new TarGzipFormat(), entries());
        assertThat(Exec.in(folder).run("gzip", "-t", archive.toString()).ok().errors())
                .isEmpty();
        assertThat(Exec.in(folder).run("pigz", "-t", archive.toString()).ok().errors())
                .isEmpty();
    }

    @Test
    void gzip_holdsTheBytesOfTheTar_inOneMember() throws IOException {
        Tools.require("python3");
        byte[] tar = UnalignedTar.of(entries());
        Path archive = write(new TarGzipFormat(), entries());
        String script =
                """
                import sys, zlib
                d = zlib.decompressobj(31)
                sys.stdout.buffer.write(d.decompress(open(sys.argv[1], 'rb').read()))
                assert d.eof and not d.unused_data
                """;
        assertThat(Exec.in(folder)
                        .run("python3", "-c", script, archive.toString())
                        .ok()
                        .bytes())
                .isEqualTo(tar);
    }

    @Test
    void text_takesNoMoreSpaceThanWithGzip() throws IOException {
        Tools.require("gzip");
        List<SampleEntry> texts = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            texts.add(SampleEntry.file(RawPath.of("note-" + i), SampleContent.text(100 + i * 29 % 2900)));
        }
        texts.add(SampleEntry.file(RawPath.of("script"), SampleContent.text(5 << 20)));
        Path tar = write(new TarFormat(), texts);
        int byGzip = Exec.in(folder).run("gzip", "-6c", tar.toString()).ok().bytes().length;
        assertThat((double) SampleArchive.write(new TarGzipFormat(), texts, 6).length)
                .isLessThan(1.02 * byGzip);
    }
}
