package org.projectexporter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportCancelledException;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.testkit.fixtures.Noise;
import org.projectexporter.testkit.fixtures.SplitArchive;

/** What {@code verify} makes of archives and volumes that are damaged, incomplete or mixed up. */
class VerifyTest {
    private static final int VOLUME_BYTES = 40_000;

    private final ProjectExporter exporter = ProjectExporter.create();
    private final FakeConsole console = new FakeConsole();

    @TempDir
    Path temp;

    private Path project;
    private Path archive;

    @BeforeEach
    void makeArchive() throws IOException {
        project = Files.createDirectories(temp.resolve("film/takes")).getParent();
        Files.write(project.resolve("takes/1.mov"), new Noise(1).bytes(70_000));
        Files.write(project.resolve("takes/2.mov"), new Noise(2).bytes(70_000));
        Files.writeString(project.resolve("script.txt"), "A film.\n".repeat(100));
        Files.createLink(project.resolve("script-2.txt"), project.resolve("script.txt"));
        archive = export("film.zip", "zip");
    }

    private Path export(String name, String format) throws IOException {
        Path target = Files.createDirectories(temp.resolve("out")).resolve(name);
        ExportOptions options = ExportOptions.builder().format(format).build();
        exporter.export(ExportRequest.builder(project, target).options(options).build(), ProgressListener.NONE);
        return target;
    }

    private VerifyResult verify(Path file) throws IOException {
        return exporter.verify(file, RunSettings.defaults());
    }

    private List<String> problems(Path file) throws IOException {
        return verify(file).problems().stream().map(Object::toString).toList();
    }

    private int run(String... arguments) {
        return new Main(console.plain()).run(arguments);
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 4;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void whatAnExportHasMade_isWhole_inOnePieceAndInVolumes(String format) throws IOException {
        Path made = export("other." + format, format);
        VerifyResult whole = verify(made);
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.framingProven()).isTrue();
        assertThat(whole.bytes()).isGreaterThan(140_000);

        List<Path> volumes = SplitArchive.split(made, VOLUME_BYTES);
        for (Path given : List.of(made, volumes.get(0))) {
            VerifyResult split = verify(given);
            assertThat(split.problems()).isEmpty();
            assertThat(split.framingProven()).isTrue();
            assertThat(split.volumes()).hasSameSizeAs(volumes);
            assertThat(split.archive().getFileName()).isEqualTo(made.getFileName());
        }
    }

    @Test
    void aFlippedBit_isLocated_byVolumeOffsetAndEntry() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        flip(volumes.get(1), 20_000);

        assertThat(verify(archive).problems())
                .anySatisfy(problem -> {
                    assertThat(problem.volume()).contains(volumes.get(1));
                    assertThat(problem.entry()).contains("film/takes/1.mov");
                    assertThat(problem.offset().getAsLong()).isLessThanOrEqualTo(20_000);
                    assertThat(problem.offset().getAsLong() + problem.length().getAsLong())
                            .isGreaterThan(20_000);
                })
                .anySatisfy(problem -> assertThat(problem.toString()).startsWith("film.zip.002: differs"));
    }

    @Test
    void aMissingVolume_isNamed_withChecksumsAndWithout() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Files.delete(volumes.get(3));
        assertThat(problems(archive)).containsExactly("film.zip.004: this volume is missing");
        Files.delete(volumes.get(1));
        assertThat(problems(archive))
                .containsExactly("film.zip.002: this volume is missing", "film.zip.004: this volume is missing");
        Files.delete(SplitArchive.sibling(archive, ".sha256"));
        assertThat(problems(archive)).containsExactly("film.zip.002: this volume is missing");
    }

    @Test
    void aMissingLastOrFirstVolume_isFoundWithoutChecksums() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Files.delete(SplitArchive.sibling(archive, ".sha256"));
        Files.move(volumes.get(3), temp.resolve("away"));
        assertThat(problems(archive)).isNotEmpty();
        Files.delete(volumes.get(0));
        assertThat(problems(archive)).containsExactly("film.zip.001: this volume is missing");
    }

    @Test
    void swappedVolumes_areNamed_andNothingElseIsSaid() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Path away = temp.resolve("away");
        Files.move(volumes.get(1), away);
        Files.move(volumes.get(2), volumes.get(1));
        Files.move(away, volumes.get(2));
        assertThat(problems(archive))
                .containsExactly(
                        "film.zip.002: holds volume 3, and should hold volume 2: volumes were swapped",
                        "film.zip.003: holds volume 2, and should hold volume 3: volumes were swapped");
    }

    @Test
    void aTruncatedVolume_isNamed() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Files.write(volumes.get(1), java.util.Arrays.copyOf(Files.readAllBytes(volumes.get(1)), 39_999));
        assertThat(problems(archive))
                .contains("film.zip.002: is cut short: it has 39999 bytes, a volume next to it has 40000");
        Files.delete(SplitArchive.sibling(archive, ".sha256"));
        assertThat(problems(archive))
                .contains("film.zip.002: is cut short: it has 39999 bytes, a volume next to it has 40000");
    }

    @Test
    void aForeignVolume_isNamed() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Files.write(volumes.get(2), new Noise(9).bytes(VOLUME_BYTES));
        assertThat(problems(archive))
                .contains("film.zip.003: differs from its checksum in film.zip.sha256: damaged, or part of another"
                        + " archive");
    }

    @Test
    void aVolumeTooMany_isNamed() throws IOException {
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        Files.write(SplitArchive.sibling(archive, ".00" + (volumes.size() + 1)), new Noise(9).bytes(10));
        assertThat(problems(archive))
                .containsExactly("film.zip.005: is not one of the 4 volumes that film.zip.sha256 lists");
    }

    @Test
    void anArchiveRenamedWithTheFilesNextToIt_isProven() throws IOException {
        SplitArchive.split(archive, VOLUME_BYTES);
        Path folder = Files.createDirectory(temp.resolve("renamed"));
        try (Stream<Path> files = Files.list(archive.getParent())) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace("film.zip", "My Film (final).ZIP");
                Files.move(file, folder.resolve(name));
            }
        }
        VerifyResult result = verify(folder.resolve("My Film (final).ZIP"));
        assertThat(result.problems()).isEmpty();
        assertThat(result.framingProven()).isTrue();
    }

    @Test
    void volumesThatWereJoined_areWhole_andANoteSaysWhatIsNotProven() throws IOException {
        byte[] all = Files.readAllBytes(archive);
        SplitArchive.split(archive, VOLUME_BYTES)
                .forEach(volume -> volume.toFile().delete());
        Files.write(archive, all);
        VerifyResult result = verify(archive);
        assertThat(result.problems()).isEmpty();
        assertThat(result.framingProven()).isFalse();
        assertThat(result.notes()).singleElement().asString().contains("joined");
    }

    @Test
    void aManifestNextToTheArchiveThatWasChanged_isFound_withChecksumsAndWithout() throws IOException {
        flip(SplitArchive.sibling(archive, ".manifest.json"), 40);
        assertThat(problems(archive))
                .containsExactly("film.zip.manifest.json: differs from its checksum in film.zip.sha256");
        Files.delete(SplitArchive.sibling(archive, ".sha256"));
        assertThat(problems(archive)).containsExactly("film.zip.manifest.json: is not the manifest in the archive");
    }

    @Test
    void checksumsThatWereDamaged_areFound() throws IOException {
        Path sums = SplitArchive.sibling(archive, ".sha256");
        flip(sums, 3);
        assertThat(problems(archive)).isNotEmpty();
        Files.writeString(sums, "no checksums\n", java.nio.charset.StandardCharsets.UTF_8);
        assertThat(problems(archive)).containsExactly("film.zip.sha256: is not a list of checksums, or is incomplete");
    }

    @Test
    void anotherArchivesContent_underThisName_isFound() throws IOException {
        Files.writeString(project.resolve("script.txt"), "Another film.\n");
        Path other = export("other.zip", "zip");
        Files.move(other, archive, StandardCopyOption.REPLACE_EXISTING);
        assertThat(problems(archive)).isNotEmpty();
    }

    @Test
    void inspect_readsVolumes_andNamesTheMissingOne() throws IOException {
        String manifest = exporter.inspect(archive);
        List<Path> volumes = SplitArchive.split(archive, VOLUME_BYTES);
        assertThat(exporter.inspect(archive)).isEqualTo(manifest);
        Files.delete(SplitArchive.sibling(archive, ".manifest.json"));
        assertThat(exporter.inspect(archive)).isEqualTo(manifest);
        assertThat(exporter.inspect(volumes.get(0))).isEqualTo(manifest);
        Files.delete(volumes.get(1));
        assertThatThrownBy(() -> exporter.inspect(archive)).hasMessageContaining("film.zip.002 is missing");
        List<ProgressEvent> events = new ArrayList<>();
        assertThat(exporter.verify(archive, RunSettings.listening(events::add)).ok())
                .isFalse();
        assertThat(events).extracting(ProgressEvent::type).endsWith(ProgressEvent.Type.VERIFY_ERROR);
    }

    @Test
    void progress_isTrueFromTheFirstByte_neverGoesBack_andEndsWithOne() throws IOException {
        List<ProgressEvent> events = new ArrayList<>();
        exporter.verify(archive, RunSettings.listening(events::add));
        assertThat(events.get(0).phase()).isEqualTo(ProgressEvent.Phase.VERIFYING);
        assertThat(events.get(0).bytesTotal()).isEqualTo(Files.size(archive));
        assertThat(events).extracting(ProgressEvent::progress).isSorted().last().isEqualTo(1.0);
        assertThat(events)
                .extracting(ProgressEvent::type)
                .containsOnly(ProgressEvent.Type.VERIFY_PROGRESS, ProgressEvent.Type.VERIFY_COMPLETE)
                .endsWith(ProgressEvent.Type.VERIFY_COMPLETE);
    }

    @Test
    void cancelled_itEnds() {
        CancellationToken cancellation = new CancellationToken();
        cancellation.cancel();
        assertThatThrownBy(() -> exporter.verify(
                        archive,
                        RunSettings.builder().cancellation(cancellation).build()))
                .isInstanceOf(ExportCancelledException.class);
    }

    @Test
    void commandLine_onAWholeArchive_saysSo_andExitsWith0() throws IOException {
        assertThat(run("verify", archive.toString())).isZero();
        assertThat(console.out())
                .contains("\nholds     4 files, ")
                .endsWith("result    intact: every byte is unchanged\n");
        assertThat(console.err()).isEmpty();
    }

    @Test
    void commandLine_withoutChecksumsBeside_saysWhatIsProven_andExitsWith0() throws IOException {
        Files.delete(SplitArchive.sibling(archive, ".sha256"));
        assertThat(run("verify", archive.toString())).isZero();
        assertThat(console.out())
                .contains(
                        "\nnote      the content of every file was verified; the bytes between the files could not be")
                .endsWith("result    intact: all content is unchanged\n");
    }

    @Test
    void commandLine_onADamagedArchive_namesTheProblem_andExitsWith3() throws IOException {
        flip(archive, 5000);
        assertThat(run("verify", archive.toString())).isEqualTo(3);
        assertThat(console.out())
                .contains("\nproblem   film.zip", "film/takes/1.mov: ", "\nresult    DAMAGED or changed: 2 ");
    }

    @Test
    void commandLine_withJson_printsOneObject() throws IOException {
        flip(archive, 5000);
        assertThat(run("verify", "--json", archive.toString())).isEqualTo(3);
        assertThat(console.out().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(console.out());
        assertThat(json.path("ok").booleanValue()).isFalse();
        assertThat(json.path("framing_proven").booleanValue()).isFalse();
        assertThat(json.path("archive_bytes").longValue()).isEqualTo(Files.size(archive));
        assertThat(json.path("volumes").get(0).textValue()).isEqualTo(archive.toString());
        assertThat(json.findValuesAsText("entry")).contains("film/takes/1.mov");
    }

    @Test
    void commandLine_deep_onAProjectWithoutRepositories_saysSo() {
        assertThat(run("verify", "--deep", "--scratch", temp.toString(), archive.toString()))
                .isZero();
        assertThat(console.out()).contains("intact: every byte is unchanged; there is no repository in it");
        assertThat(temp).isDirectoryNotContaining("glob:**project-export-verify-*");
    }

    @Test
    void commandLine_withOptionsOfDeepAlone_exitsWith2() {
        assertThat(run("verify", "--scratch", temp.toString(), archive.toString()))
                .isEqualTo(2);
        assertThat(run("verify", "--max-entries", "9", archive.toString())).isEqualTo(2);
        assertThat(console.err()).contains("belong to --deep");
    }

    @Test
    void commandLine_onWhatCannotBeRead_exitsWith1() throws IOException {
        assertThat(run("verify", temp.resolve("no.zip").toString())).isEqualTo(1);
        assertThat(console.err()).contains("there is no archive").hasLineCount(1);
        Path unknown = Files.writeString(archive.resolveSibling("film.rar"), "no archive\n");
        assertThat(run("verify", unknown.toString())).isEqualTo(1);
        assertThat(console.err()).contains("cannot determine the format");
    }

    @Test
    void commandLine_onAnArchiveOfAnotherName_recognizesItByItsContent() throws IOException {
        assertThat(run(
                        "verify",
                        Files.move(archive, archive.resolveSibling("film.bin")).toString()))
                .isZero();
    }
}
