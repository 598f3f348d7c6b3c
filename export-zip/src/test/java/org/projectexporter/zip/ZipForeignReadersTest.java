package org.projectexporter.zip;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.SampleArchive;
import org.projectexporter.testkit.SampleContent;
import org.projectexporter.testkit.SampleEntry;
import org.projectexporter.testkit.SampleNames;
import org.projectexporter.testkit.SampleTree;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Archives of ours, read by other programs; that some of them restore the tree is in {@link ZipFormatTest}. */
final class ZipForeignReadersTest {
    private final List<SampleEntry> entries = SampleArchive.mixture();

    @TempDir
    private Path folder;

    private Path zip;
    private Path unpacked;

    @BeforeEach
    void writeArchive() throws IOException {
        zip = folder.resolve("film.zip");
        unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Files.write(zip, SampleArchive.write(new ZipFormat(), entries, 6));
    }

    private Exec exec() {
        return Exec.in(unpacked);
    }

    @Test
    void unzip_findsNoFault() throws IOException {
        Tools.require("unzip");
        assertThat(exec().run("unzip", "-tq", zip.toString()).ok().errors()).isEmpty();
    }

    @Test
    void zipinfo_showsUnixModes_andNoDescriptors() throws IOException {
        Tools.require("zipinfo");
        String listing = exec().run("zipinfo", zip.toString()).ok().text();
        assertThat(listing).contains("drwx------  3.0 unx", "lrwxrwxrwx  3.0 unx", "-r--r--r--  3.0 unx", "Ünïcödé");
        String details = exec().run("zipinfo", "-v", zip.toString()).ok().text();
        assertThat(details).contains("extended local header:                          no");
        assertThat(details).doesNotContain("extended local header:                          yes");
    }

    @Test
    void sevenZip_findsNoFault() throws IOException {
        Tools.require("7z");
        assertThat(exec().run("7z", "t", zip.toString()).ok().text())
                .contains("Everything is Ok")
                .doesNotContain("Warning");
    }

    @Test
    void sevenZip_restoresEveryName() throws IOException {
        Tools.require("7z");
        List<SampleEntry> awkward = SampleNames.awkward().stream()
                .map(name -> SampleEntry.file(RawPath.of("d").resolve(name.fileName()), SampleContent.text(3)))
                .distinct()
                .toList();
        Files.write(zip, SampleArchive.write(new ZipFormat(), withFolder("d", awkward), 6));
        exec().run("7z", "x", "-y", zip.toString()).ok();
        Path expected = folder.resolve("expected");
        SampleTree.make(expected, withFolder("d", awkward));
        assertThat(TreeDiff.between(expected, unpacked).differences()).isEmpty();
    }

    private static List<SampleEntry> withFolder(String name, List<SampleEntry> files) {
        List<SampleEntry> all = new ArrayList<>(files);
        all.add(0, SampleEntry.folder(RawPath.of(name)));
        return all;
    }

    @Test
    void python_readsEveryEntry() throws IOException {
        Tools.require("python3");
        String script =
                """
                import sys, zipfile, hashlib
                with zipfile.ZipFile(sys.argv[1]) as z:
                    assert z.testzip() is None
                    for i in z.infolist():
                        print(i.filename, oct(i.external_attr >> 16), hashlib.sha256(z.read(i)).hexdigest())
                """;
        List<String> lines =
                exec().run("python3", "-c", script, zip.toString()).ok().lines();
        assertThat(lines).hasSameSizeAs(entries).anyMatch(line -> line.startsWith("film/empty/ 0o40700 "));
        SampleTree.make(folder.resolve("expected"), entries);
        for (SampleEntry entry : files()) {
            Path file = folder.resolve("expected").resolve(entry.head().path().toString());
            assertThat(lines)
                    .contains(entry.head().path() + " 0o10"
                            + String.format(Locale.ROOT, "%04o", entry.head().mode()) + " "
                            + TreeSnapshot.sha256(file));
        }
    }

    private List<SampleEntry> files() {
        return entries.stream().filter(e -> e.head().type() == EntryType.FILE).toList();
    }

    @Test
    void jar_extractsEveryFile() throws IOException {
        Tools.require("jar");
        exec().run("jar", "xf", zip.toString()).ok();
        for (SampleEntry entry : files()) {
            assertThat(unpacked.resolve(entry.head().path().toString())).hasBinaryContent(entry.content());
        }
    }

    @Test
    void jdkZipFile_readsContentAndTimes() throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.size()).isEqualTo(entries.size());
            for (SampleEntry entry : files()) {
                ZipEntry found = file.getEntry(entry.head().path().toString());
                // The JDK has a resolution of microseconds.
                assertThat(found.getLastModifiedTime().toInstant())
                        .isEqualTo(entry.head().mtime().truncatedTo(ChronoUnit.MICROS));
                assertThat(file.getInputStream(found).readAllBytes()).isEqualTo(entry.content());
            }
        }
    }

    @Test
    void jdkZipInputStream_readsContent_withoutTheCentralDirectory() throws IOException {
        TreeMap<String, byte[]> found = new TreeMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(zip));
                ZipInputStream stream = new ZipInputStream(in)) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                assertThat(entry.getSize())
                        .as("%s: size in the local header", entry)
                        .isNotNegative();
                found.put(entry.getName(), stream.readAllBytes());
            }
        }
        assertThat(found).hasSameSizeAs(entries);
        for (SampleEntry entry : files()) {
            assertThat(found.get(entry.head().path().toString())).isEqualTo(entry.content());
        }
    }

    @Test
    void commonsCompress_readsModesLinksAndRawNames() throws IOException {
        RawPath raw = RawPath.of(new byte[] {'x', (byte) 0xff});
        List<SampleEntry> all = new ArrayList<>(entries);
        all.add(SampleEntry.file(raw, SampleContent.text(5)));
        Files.write(zip, SampleArchive.write(new ZipFormat(), all, 6));
        try (var file = org.apache.commons.compress.archivers.zip.ZipFile.builder()
                .setPath(zip)
                .get()) {
            ZipArchiveEntry link = file.getEntry("film/link");
            assertThat(file.getUnixSymlink(link)).isEqualTo("script.txt");
            assertThat(file.getEntry("film/tool.sh").getUnixMode()).isEqualTo(0100755);
            assertThat(file.getEntry("film/Ünïcödé.txt").getGeneralPurposeBit().usesUTF8ForNames())
                    .isTrue();
            ZipArchiveEntry last = lastOf(file.getEntriesInPhysicalOrder());
            assertThat(last.getRawName()).isEqualTo(raw.bytes());
            assertThat(last.getGeneralPurposeBit().usesUTF8ForNames()).isFalse();
        }
    }

    private static ZipArchiveEntry lastOf(Enumeration<ZipArchiveEntry> entries) {
        ZipArchiveEntry last = entries.nextElement();
        while (entries.hasMoreElements()) {
            last = entries.nextElement();
        }
        return last;
    }

    @Test
    void smallTextFiles_takeNoMoreSpaceThanWithInfoZip() throws IOException {
        Tools.require("zip");
        List<SampleEntry> texts = new ArrayList<>(List.of(SampleEntry.folder(RawPath.of("notes"))));
        for (int i = 0; i < 2000; i++) {
            texts.add(SampleEntry.file(RawPath.of("notes/note-" + i), SampleContent.text(100 + i * 29 % 2900))
                    .withMtime(Instant.ofEpochSecond(1_700_000_000 + i, 123_456_789)));
        }
        Path tree = folder.resolve("tree");
        SampleTree.make(tree, texts);
        Path other = folder.resolve("other.zip");
        Exec.in(tree).run("zip", "-6", "-q", "-r", other.toString(), "notes").ok();
        assertThat((double) SampleArchive.write(new ZipFormat(), texts, 6).length)
                .isLessThan(1.02 * Files.size(other));
    }
}
