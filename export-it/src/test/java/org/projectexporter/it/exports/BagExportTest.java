package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gov.loc.repository.bagit.domain.Bag;
import gov.loc.repository.bagit.exceptions.CorruptChecksumException;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

import org.projectexporter.it.program.CommandLine;
import org.projectexporter.it.program.Exported;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.tar.TarFormat;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.MemoryOutput;
import org.projectexporter.testkit.MemoryWriterContext;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/** Archives that are BagIt bags, judged by the implementation of the Library of Congress. */
class BagExportTest {
    @TempDir
    Path temp;

    private Path film;

    @BeforeEach
    void makeProject() throws IOException {
        film = Files.createDirectories(temp.toRealPath().resolve("film"));
        Files.write(Files.createDirectories(film.resolve("A001")).resolve("ü & a.mov"), new Noise(1).bytes(2_000_000));
        Files.writeString(film.resolve("note.txt"), "A film.\n");
        Files.createLink(film.resolve("the same note.txt"), film.resolve("note.txt"));
        Files.createDirectories(film.resolve("data/film"));
        Files.writeString(film.resolve("data/film/bagit.txt"), "a file of the project\n");
        Files.writeString(film.resolve("export-manifest.json"), "{}");
        Files.writeString(film.resolve("scratch.tmp"), "left out");
    }

    private Exported export(String folder, String format, String... more) throws IOException {
        List<String> options = new ArrayList<>(List.of("--seal", "bagit", "--verify"));
        options.addAll(List.of(more));
        return Exported.exited(0, temp.resolve(folder), format, film, options.toArray(String[]::new));
    }

    private static Path unpack(Exported exported) throws IOException {
        Unpacker unpacker = exported.format().equals("zip") ? Unpacker.UNZIP : Unpacker.GNU_TAR;
        return unpacker.unpack(
                exported.archive(), exported.format(), exported.archive().resolveSibling("unpacked"));
    }

    private static void requireValid(Path folder) throws Exception {
        Bag bag = new BagReader().read(folder);
        try (BagVerifier verifier = new BagVerifier()) {
            verifier.isValid(bag, false);
        }
        assertThat(bag.getVersion()).hasToString("1.0");
        assertThatCode(() -> BagVerifier.quicklyVerify(bag)).doesNotThrowAnyException();
    }

    private ToolRun verify(Path archive) throws IOException {
        return CommandLine.in(temp).run("verify", archive.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void archive_isABag_andIsImportedWithoutItsTags(String format) throws Exception {
        Exported exported = export(format, format);

        Path unpacked = unpack(exported);
        assertThat(unpacked.toFile().list()).containsExactly("film");
        Path bag = unpacked.resolve("film");
        assertThat(bag.toFile().list())
                .containsExactlyInAnyOrder(
                        "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt");
        requireValid(bag);
        String date = exported.manifest().path("exported_at").asText().substring(0, 10);
        assertThat(bag.resolve("bag-info.txt")).content().contains("Bagging-Date: " + date + "\n");
        Exec.in(bag.resolve("data"))
                .run("sha256sum", "-c", "--quiet", "SHA256SUMS")
                .ok();
        assertThat(exported.manifest().at("/export_options/seal").asText()).isEqualTo("bagit");
        assertThat(exported.manifest().at("/statistics/total_files").asInt()).isEqualTo(5);
        assertThat(verify(exported.archive()).ok().text()).contains("files match the manifest of the bag (BagIt 1.0)");
        Path imported = temp.resolve("imported " + format);
        CommandLine.in(temp)
                .run("import", exported.archive().toString(), imported.toString())
                .ok();
        Files.delete(film.resolve("scratch.tmp"));
        assertThat(TreeSnapshot.of(imported).nodes().keySet())
                .isEqualTo(TreeSnapshot.of(film).nodes().keySet());
        assertThat(imported.resolve("A001/ü & a.mov")).hasSameBinaryContentAs(film.resolve("A001/ü & a.mov"));
        CommandLine.in(temp).run("inspect", exported.archive().toString()).ok();
        Files.delete(exported.archive().resolveSibling(exported.archive().getFileName() + ".manifest.json"));
        assertThat(CommandLine.in(temp)
                        .run("inspect", exported.archive().toString())
                        .ok()
                        .text())
                .contains("bagit");
    }

    @Test
    void damagedFile_isFoundByTheOtherImplementation() throws Exception {
        Path bag = unpack(export("out", "tar")).resolve("film");
        Files.writeString(bag.resolve("data/film/note.txt"), "A firm.\n");

        assertThatThrownBy(() -> requireValid(bag)).isInstanceOf(CorruptChecksumException.class);
    }

    @Test
    void lineBreaksAndPercentSigns_areEncoded() throws Exception {
        Files.writeString(film.resolve("100%.txt"), "percent");
        Files.writeString(film.resolve("a\nb\rc%0A.txt"), "line breaks");

        Exported exported = export("out", "tar");

        Path bag = unpack(exported).resolve("film");
        assertThat(bag.resolve("manifest-sha256.txt"))
                .content()
                .contains("  data/film/100%25.txt\n", "  data/film/a%0Ab%0Dc%250A.txt\n");
        assertThat(Files.readAllLines(bag.resolve("manifest-sha256.txt"))).hasSize(9);
        verify(exported.archive()).ok();
    }

    @Test
    void whatABagCannotHave_isRefusedBeforeAnythingIsWritten() throws IOException {
        Files.createSymbolicLink(film.resolve("link.txt"), Path.of("note.txt"));
        Files.createSymbolicLink(film.resolve("z.txt"), Path.of("note.txt"));
        Files.createDirectories(film.resolve("empty"));
        Exec.in(film).run("bash", "-c", "touch $'\\xff.mov'").ok();

        ToolRun refused = CommandLine.in(temp)
                .run("export", film.toString(), "-o", temp.resolve("film.zip").toString(), "--seal", "bagit")
                .exited(1);

        assertThat(refused.errors())
                .contains(
                        "the project cannot be a BagIt bag, whose manifest lists nothing but files: it has",
                        "2 symbolic links (the first is film/link.txt)",
                        "1 empty folder (film/empty)",
                        "1 name that is not UTF-8 (film/",
                        "--exclude");
        assertThat(temp.resolve("film.zip")).doesNotExist();
        assertThat(temp.resolve(".film.zip.export")).doesNotExist();
        CommandLine.in(temp)
                .run(
                        "export",
                        film.toString(),
                        "-o",
                        temp.resolve("film.zip").toString(),
                        "--seal",
                        "bagit",
                        "--dry-run")
                .exited(1);
    }

    @Test
    void gitRepository_isRefused_andTheOptionThatHelpsIsNamed() throws Exception {
        Exec.in(film).run("git", "init", "-q").ok();

        String errors = CommandLine.in(temp)
                .run("export", film.toString(), "-o", temp.resolve("film.zip").toString(), "--seal", "bagit")
                .exited(1)
                .errors();

        assertThat(errors).contains("Git repositories have empty folders", "--no-history");
        requireValid(unpack(export("out", "zip", "--no-history")).resolve("film"));
    }

    @Test
    void nameOfATagFile_isNoNameOfAProject_andSha256IsTheOnlyHash() throws IOException {
        String archive = temp.resolve("film.zip").toString();
        CommandLine line = CommandLine.in(temp);

        assertThat(line.run("export", film.toString(), "-o", archive, "--seal", "bagit", "--name", "bagit.txt")
                        .exited(1)
                        .errors())
                .contains("a bag has a file bagit.txt of its own");
        assertThat(line.run("export", film.toString(), "-o", archive, "--seal", "bagit", "--seal-hash", "md5")
                        .exited(2)
                        .errors())
                .contains("the seal bagit has no hash \"md5\"; it has sha256");
    }

    @Test
    void dependencies_areInThePayload_andVolumesAndReportNameTheBag() throws Exception {
        Path other = Files.createDirectories(temp.resolve("disk"));
        Files.write(other.resolve("music.wav"), new Noise(3).bytes(700_000));
        Files.writeString(
                film.resolve("cut.otio"),
                String.format(
                        Locale.ROOT,
                        "{\"OTIO_SCHEMA\":\"Timeline.1\",\"tracks\":{\"OTIO_SCHEMA\":\"Stack.1\",\"children\":["
                                + "{\"OTIO_SCHEMA\":\"Clip.1\",\"media_reference\":{\"OTIO_SCHEMA\":"
                                + "\"ExternalReference.1\",\"target_url\":\"%s\"}}]}}",
                        other.resolve("music.wav").toUri()));

        Exported exported = export(
                "out",
                "tar",
                "--dependencies",
                "--dependency-root",
                other.toString(),
                "--split-size-mb",
                "1",
                "--report");

        Path folder = exported.archive().getParent();
        Exec.in(folder).run("bash", "-c", "cat film.tar.0* > film.tar").ok();
        Path bag = unpack(exported).resolve("film");
        requireValid(bag);
        assertThat(bag.resolve("data/film.dependencies/disk/music.wav")).exists();
        assertThat(folder.resolve("film.tar.report.html")).content().contains("film/data/film");
        verify(folder.resolve("film.tar.001")).ok();
    }

    @ParameterizedTest
    @CsvSource({
        "film/bag-info.txt, does not match the payload of the bag",
        "film/bagit.txt, does not match the payload of the bag",
        "film/manifest-sha256.txt, does not match the payload of the bag",
        "film/tagmanifest-sha256.txt, does not match the payload of the bag",
        "film/data/film/note.txt, its content does not match its checksum in SHA256SUMS"
    })
    void changedFile_isFoundByVerify_andRefusedByImport(String place, String found) throws IOException {
        Path changed = changed(export("out", "tar").archive(), place);

        assertThat(verify(changed).exited(3).text()).contains(found);
        assertThat(CommandLine.in(temp)
                        .run(
                                "import",
                                changed.toString(),
                                temp.resolve("imported").toString())
                        .exited(1)
                        .errors())
                .contains(place.substring(place.lastIndexOf('/') + 1));
        assertThat(temp.resolve("imported")).doesNotExist();
    }

    @Test
    void archiveThatIsNoBag_althoughItsManifestSaysSo_isFoundByVerify() throws IOException {
        Path stripped = rewritten(export("out", "tar").archive(), true, "");

        assertThat(verify(stripped).exited(3).text())
                .contains("its manifest says that it is a BagIt bag, and it is not");
    }

    private Path changed(Path archive, String place) throws IOException {
        return rewritten(archive, false, place);
    }

    /** The same archive with a byte more in one file, or with the payload of the bag only; headers are right. */
    private Path rewritten(Path archive, boolean stripped, String place) throws IOException {
        MemoryOutput output = new MemoryOutput();
        try (SeekableByteChannel channel = Files.newByteChannel(archive);
                ArchiveReader reader = stripped
                        ? org.projectexporter.internal.layout.BagReader.open(new TarFormat(), channel)
                        : new TarFormat().openReader(channel);
                ArchiveWriter writer = new TarFormat().openWriter(output, new MemoryWriterContext(6))) {
            for (ArchiveEntry entry = reader.next(); entry != null; entry = reader.next()) {
                byte[] content = reader.content().readAllBytes();
                if (entry.path().toString().equals(place)) {
                    content = (new String(content, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8);
                }
                CRC32 crc = new CRC32();
                crc.update(content);
                writer.putEntry(entry.toBuilder().size(content.length).build());
                writer.write(ByteBuffer.wrap(content));
                writer.closeEntry(crc.getValue());
            }
            writer.finish();
        }
        return Files.write(temp.resolve("changed.tar"), output.toByteArray());
    }
}
