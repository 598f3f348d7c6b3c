package org.projectexporter.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ImportRequest;
import org.projectexporter.ProjectExporter;
import org.projectexporter.ProjectImporter;
import org.projectexporter.RunSettings;
import org.projectexporter.VerifyResult;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.RawPath;
import org.projectexporter.testkit.fixtures.Exec;
import org.projectexporter.testkit.fixtures.ToolRun;
import org.projectexporter.testkit.fixtures.Tools;
import org.projectexporter.testkit.fixtures.TreeDiff;

/**
 * The part of {@link ArchiveFormatContract} about whole exports with the format: verified, imported, split, stopped and
 * resumed, damaged, unpacked by other programs.
 */
abstract class EngineContract extends FailuresContract {
    private static final Instant EXPORTED_AT = Instant.parse("2025-01-15T10:00:00Z");
    /** Of this memory, a checkpoint is taken after each half MiB of the archive. */
    private static final RunSettings SETTINGS =
            RunSettings.builder().threads(2).memoryBytes(1 << 20).build();

    private static final int LARGE_BYTES = (5 << 19) + 4711;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path temp;

    /**
     * {@return programs that are not ours and unpack archives of the format} Each has to restore an ordinary tree
     * without a word on standard error. One that is not installed is skipped, or fails with
     * {@code -Drequire.tools=true}.
     */
    protected List<ForeignReader> foreignReaders() {
        return List.of();
    }

    /** A project of a few MiB. */
    private Path film() throws IOException {
        List<SampleEntry> entries = new ArrayList<>(SampleArchive.mixture());
        entries.add(SampleEntry.file(RawPath.of("film/wide.mov"), SampleContent.noise(LARGE_BYTES)));
        return make(entries);
    }

    private Path make(List<SampleEntry> entries) throws IOException {
        SampleTree.make(temp, entries);
        return temp.resolve("film");
    }

    /** The path of an archive in an empty folder. */
    private Path target() throws IOException {
        return Files.createTempDirectory(temp, "out")
                .resolve("film" + format().suffixes().get(0));
    }

    private ExportRequest request(Path project, Path target, int splitMib) {
        ExportOptions.Builder options = ExportOptions.builder().format(format().name());
        return ExportRequest.builder(project, target)
                .options(
                        splitMib == 0
                                ? options.build()
                                : options.splitSizeMb(splitMib).build())
                .exportedAt(EXPORTED_AT)
                .build();
    }

    private static ProjectExporter exporter(ArchiveFormat format) {
        return ProjectExporter.builder().format(format).build();
    }

    private Path export(Path project) throws IOException {
        Path target = target();
        exporter(format()).export(request(project, target, 0), SETTINGS);
        return target;
    }

    @Test
    void export_isVerified_andImportedAsTheSameTree() throws IOException {
        Path project = film();
        Path archive = export(project);
        VerifyResult verified = exporter(format()).verify(archive);
        assertThat(verified.problems()).isEmpty();
        assertThat(verified.ok()).isTrue();

        Path imported = temp.resolve("imported");
        ProjectImporter.builder()
                .format(format())
                .build()
                .importProject(ImportRequest.builder(archive, imported).build(), SETTINGS);
        assertThat(TreeDiff.between(project, imported)
                        .mtimeStep(mtimeStepNanos())
                        .differences())
                .isEmpty();
    }

    /**
     * The archive in volumes differs from that in one piece only in the options that the manifest records. A format
     * that needs to seek has none.
     */
    @Test
    void volumes_joined_areAnArchiveOfTheSameEntries() throws IOException {
        Path project = film();
        if (format().needsSeek()) {
            Path target = target();
            assertThatThrownBy(() -> exporter(format()).export(request(project, target, 1), SETTINGS))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        ExportResult split = exporter(format()).export(request(project, target(), 1), SETTINGS);
        assertThat(split.volumes()).hasSizeGreaterThan(2);
        assertThat(exporter(format()).verify(split.archive()).problems()).isEmpty();
        byte[] whole = Files.readAllBytes(export(project));
        assertThat(projectOf(SampleArchive.read(format(), joined(split.volumes()))))
                .isEqualTo(projectOf(SampleArchive.read(format(), whole)));
    }

    private static List<SampleEntry> projectOf(List<SampleEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.head().path().startsWith(RawPath.of("film")))
                .toList();
    }

    private static byte[] joined(List<Path> volumes) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path volume : volumes) {
            all.writeBytes(Files.readAllBytes(volume));
        }
        return all.toByteArray();
    }

    @Test
    void exportThatWasStopped_isResumed_toTheSameBytes() throws IOException {
        stopAndResume(3);
    }

    @Test
    @Tag("long")
    void exportThatWasStoppedAtManyOffsets_isResumed_toTheSameBytes() throws IOException {
        stopAndResume(101);
    }

    /** A format that restores its writers continues where it was; another one begins again. */
    private void stopAndResume(int times) throws IOException {
        Path project = film();
        byte[] expected = Files.readAllBytes(export(project));
        int restored = 0;
        for (int i = 1; i <= times; i++) {
            long stop = (long) expected.length * i / (times + 1);
            Path target = target();
            StoppedFormat first = new StoppedFormat(format(), stop);
            assertThatThrownBy(() -> exporter(first).export(request(project, target, 0), SETTINGS))
                    .as("stopped at byte %d", stop)
                    .isInstanceOf(ExportStoppedException.class);
            StoppedFormat second = new StoppedFormat(format(), (stop + expected.length) / 2);
            assertThatThrownBy(() -> exporter(second).resume(target, SETTINGS))
                    .as("stopped at byte %d, and again", stop)
                    .isInstanceOf(ExportStoppedException.class);
            StoppedFormat last = new StoppedFormat(format(), Long.MAX_VALUE);
            exporter(last).resume(target, SETTINGS);
            assertThat(target).as("stopped at byte %d", stop).hasBinaryContent(expected);
            restored += last.restored();
        }
        if (format().restores()) {
            assertThat(restored).as("exports that were continued").isGreaterThan(times / 2);
        } else {
            assertThat(restored).as("exports that were continued").isZero();
        }
    }

    @Test
    void flippedBits_areFound() throws IOException {
        new FlippedBits(format(), export(small())).assertFound(100);
    }

    @Test
    @Tag("long")
    void everyFlippedBit_isFound() throws IOException {
        new FlippedBits(format(), export(small())).assertFound(Integer.MAX_VALUE);
    }

    /** A project with an entry of each kind, of little content, so that the archive is mostly headers. */
    private Path small() throws IOException {
        return make(List.of(
                SampleEntry.folder(RawPath.of("film")),
                SampleEntry.symbolicLink(RawPath.of("film/best.mov"), RawPath.of("take.mov")),
                SampleEntry.folder(RawPath.of("film/empty")),
                file("film/script.txt", SampleContent.text(300)),
                file("film/take.mov", SampleContent.noise(200))));
    }

    @TestFactory
    final Stream<DynamicTest> foreignReaders_unpackTheSameTree() {
        return foreignReaders().stream()
                .map(reader -> DynamicTest.dynamicTest(reader.toString(), () -> unpack(reader)));
    }

    private void unpack(ForeignReader reader) throws IOException {
        Tools.require(reader.program());
        Path archive = target();
        Files.write(archive, write(SampleArchive.mixture()));
        Path unpacked = Files.createTempDirectory(temp, "unpacked");
        ToolRun run = Exec.in(unpacked).run(reader.command(archive.toString())).ok();
        assertThat(run.errors()).as("what %s complains about", reader.program()).isEmpty();
        Path expected = Files.createTempDirectory(temp, "expected");
        SampleTree.make(expected, SampleArchive.mixture());
        assertThat(TreeDiff.between(expected, unpacked)
                        .mtimeStep(reader.mtimeStepNanos())
                        .differences())
                .isEmpty();
    }
}
