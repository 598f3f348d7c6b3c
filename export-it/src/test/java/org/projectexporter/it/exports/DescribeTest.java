package org.projectexporter.it.exports;

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
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.projectexporter.ArchiveDescription;
import org.projectexporter.ArchiveDescription.Volume;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressListener;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;

class DescribeTest {
    private static final ProjectExporter EXPORTER = ProjectExporter.create();
    private static final Instant MOMENT = Instant.parse("2025-01-15T10:00:00Z");

    @TempDir
    Path temp;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        byte[] noise = new byte[3 << 20];
        new Random(1).nextBytes(noise);
        Files.write(project.resolve("noise.mov"), noise);
        Files.writeString(project.resolve("notes.txt"), "a");
        Files.writeString(project.resolve("left.bak"), "b");
    }

    private ExportResult export(String format, boolean split) throws IOException {
        ExportOptions.Builder options = ExportOptions.builder().format(format).exclude(List.of("*.bak"));
        ExportOptions complete = (split ? options.splitSizeMb(1) : options).build();
        ExportRequest request = ExportRequest.builder(project, temp.resolve("film." + format))
                .options(complete)
                .projectId("the film")
                .exportedAt(MOMENT)
                .build();
        return EXPORTER.export(request, ProgressListener.NONE);
    }

    private static void assertDescribes(ArchiveDescription found, ExportResult made) throws Exception {
        assertThat(found.archive()).isEqualTo(made.archive());
        assertThat(found.format()).isEqualTo(made.format());
        assertThat(found.volumes()).extracting(Volume::file).containsExactlyElementsOf(made.volumes());
        for (Volume volume : found.volumes()) {
            byte[] bytes = Files.readAllBytes(volume.file());
            assertThat(volume.bytes()).isEqualTo(bytes.length);
            assertThat(volume.sha256())
                    .contains(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        }
        assertThat(found.archiveBytes()).isEqualTo(made.archiveBytes());
        assertThat(found.manifest()).isEqualTo(made.manifest()).exists();
        assertThat(found.checksums()).isEqualTo(made.checksums()).exists();
        assertThat(found.restoreNote()).isEqualTo(made.restoreNote());
        assertThat(found.checksumsDamaged()).isFalse();
        assertThat(found.exportVersion()).isEqualTo("1.0");
        assertThat(found.projectId()).isEqualTo("the film");
        assertThat(found.name()).isEqualTo("film");
        assertThat(found.exportedAt()).contains(MOMENT);
        assertThat(found.files()).isEqualTo(made.files()).isEqualTo(2);
        assertThat(found.bytes()).isEqualTo(made.bytes());
        assertThat(found.commits()).isEqualTo(made.commits());
        assertThat(found.leftOutFiles()).isEqualTo(made.leftOutFiles()).isEqualTo(1);
        assertThat(found.incomplete()).isFalse();
        assertThat(found.manifestJson()).isEqualTo(Files.readString(made.manifest()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void describe_ofAnArchive_hasWhatTheExportHasReported(String format) throws Exception {
        ExportResult made = export(format, false);

        assertDescribes(EXPORTER.describe(made.archive()), made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar.zst"})
    void describe_ofVolumes_hasEachOfThem(String format) throws Exception {
        ExportResult made = export(format, true);
        assertThat(made.volumes()).hasSizeGreaterThan(2);

        assertDescribes(EXPORTER.describe(made.archive()), made);
        assertDescribes(EXPORTER.describe(made.volumes().get(0)), made);

        Files.delete(made.volumes().get(made.volumes().size() - 1));
        assertThatThrownBy(() -> EXPORTER.describe(made.archive()))
                .hasFieldOrPropertyWithValue("reason", Reason.VOLUME_MISSING);
    }

    @Test
    void describe_withADamagedListOfChecksums_hasNoDigests_andReadsTheManifestInTheArchive() throws IOException {
        ExportResult made = export("zip", false);
        Files.writeString(made.checksums(), "damaged", StandardOpenOption.TRUNCATE_EXISTING);
        Files.writeString(made.manifest(), "{}");

        ArchiveDescription found = EXPORTER.describe(made.archive());
        assertThat(found.checksumsDamaged()).isTrue();
        assertThat(found.volumes()).extracting(Volume::sha256).containsExactly(Optional.empty());
        assertThat(found.projectId()).isEqualTo("the film");

        Files.delete(made.checksums());
        assertThat(EXPORTER.describe(made.archive()).checksumsDamaged()).isFalse();
        assertThat(EXPORTER.describe(made.archive()).volumes())
                .extracting(Volume::sha256)
                .containsExactly(Optional.empty());
    }

    @Test
    void describe_ofWhatIsNoArchive_saysWhy() throws IOException {
        assertThatThrownBy(() -> EXPORTER.describe(temp.resolve("none.zip")))
                .hasFieldOrPropertyWithValue("reason", Reason.ARCHIVE_MISSING);
        ExportResult made = export("zip", false);
        assertThat(EXPORTER.describe(Files.copy(made.archive(), temp.resolve("renamed.odd")))
                        .format())
                .isEqualTo("zip");
        Path foreign = Files.writeString(temp.resolve("film.odd"), "no archive\n");
        assertThatThrownBy(() -> EXPORTER.describe(foreign))
                .hasFieldOrPropertyWithValue("reason", Reason.UNKNOWN_FORMAT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void resume_ofAFinishedExport_returnsWhatIsKnownOfIt(boolean split) throws IOException {
        ExportResult made = export("zip", split);
        assertThat(made.finishedBefore()).isFalse();

        ExportResult found = EXPORTER.resume(made.archive(), RunSettings.defaults());
        assertThat(found.finishedBefore()).isTrue();
        assertThat(found.volumes()).isEqualTo(made.volumes());
        assertThat(found.files()).isEqualTo(made.files());
        assertThat(found.leftOutFiles()).isEqualTo(made.leftOutFiles());
        assertThat(found.restoreNote()).isEqualTo(made.restoreNote());
        assertThat(found.warnings()).isEqualTo(made.warnings());
        assertThat(found.notes()).isEqualTo(made.notes());
    }
}
