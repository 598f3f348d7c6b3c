package org.projectexporter.it.exports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.it.program.Unpacker;
import org.projectexporter.testkit.fixtures.Exec;

/** Files that are written to or removed while the export reads, timed by the events of the API. */
class ChangedWhileExportingTest {
    private static final long LONG_FILE_BYTES = 300L << 20;

    @TempDir
    Path temp;

    private Path project() throws IOException {
        return Files.createDirectories(temp.resolve("film"));
    }

    /** A file of holes: slow to read and compress, but small on disk. */
    private Path longFile(String name) throws IOException {
        Path file = project().resolve(name);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(LONG_FILE_BYTES);
        }
        return file;
    }

    /** Exports, and runs an action once, at a given event. */
    private ExportResult export(String format, Predicate<ProgressEvent> when, Runnable what) throws IOException {
        ExportOptions options =
                ExportOptions.builder().format(format).compressionLevel(1).build();
        ExportRequest request = ExportRequest.builder(project(), temp.resolve("film." + format))
                .options(options)
                .build();
        AtomicBoolean done = new AtomicBoolean();
        RunSettings settings = RunSettings.builder()
                .threads(1)
                .listener(event -> {
                    if (when.test(event) && !done.getAndSet(true)) {
                        what.run();
                    }
                })
                .build();
        return ProjectExporter.create().export(request, settings);
    }

    private static boolean isWriting(ProgressEvent event) {
        return event.phase() == ProgressEvent.Phase.WRITING;
    }

    private static boolean isWithinAFile(ProgressEvent event) {
        return isWriting(event) && event.bytesDone() > 0;
    }

    private void assertSound(String format) throws IOException {
        Path unpacked = Unpacker.BSDTAR.unpack(temp.resolve("film." + format), format, temp.resolve("unpacked"));
        Exec.in(unpacked).run("sha256sum", "--quiet", "-c", "SHA256SUMS").ok();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aFileThatVanishes_isListed_andTheArchiveIsSound(String format) throws IOException {
        Path last = Files.writeString(project().resolve("z-last.txt"), "last\n");

        ExportResult result = export(format, ChangedWhileExportingTest::isWriting, () -> delete(last));

        assertThat(result.incomplete()).isTrue();
        assertThat(Files.readString(result.manifest())).contains("film/z-last.txt");
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("z-last.txt"));
        assertSound(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void aLongFileThatShrinks_isPaddedOrCut_listed_andTheArchiveIsSound(String format) throws IOException {
        Path file = longFile("a-long.bin");

        ExportResult result = export(format, ChangedWhileExportingTest::isWithinAFile, () -> truncate(file, 1 << 20));

        assertThat(result.incomplete()).isTrue();
        assertThat(Files.readString(result.manifest())).contains("changed_while_exporting", "film/a-long.bin");
        assertSound(format);
    }

    @Test
    void aSmallFileThatGrows_beforeItIsRead_settles() throws IOException {
        Path last = Files.writeString(project().resolve("z-last.txt"), "last\n");

        ExportResult result =
                export("tar", ChangedWhileExportingTest::isWriting, () -> write(last, "last, and more\n"));

        assertSound("tar");
        assertThat(temp.resolve("unpacked/film/z-last.txt")).hasContent("last, and more\n");
        assertThat(result.incomplete()).isFalse();
    }

    @Test
    void aFileThatNeverSettles_isListed_andTheArchiveIsSound() throws Exception {
        Path busy = Files.write(project().resolve("busy.bin"), new byte[24 << 20]);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> writeUntil(stop, busy), "writer");
        writer.start();
        try {
            ExportResult result = export("tar", event -> false, () -> {});

            assertThat(result.incomplete()).isTrue();
            assertThat(Files.readString(result.manifest())).contains("changed_while_exporting", "film/busy.bin");
        } finally {
            stop.set(true);
            writer.join();
        }
        assertSound("tar");
    }

    private static void writeUntil(AtomicBoolean stop, Path file) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            for (int i = 0; !stop.get(); i++) {
                out.seek(i % 1000);
                out.write(i);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void truncate(Path file, long bytes) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
