package org.projectexporter.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProgressEvent;
import org.projectexporter.ProjectExporter;
import org.projectexporter.RunSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.it.program.Unpacker;

/**
 * SQLite databases that are written to at the worst moment. What is below {@code small} is captured when the export is
 * planned; a large database is compared with a state of it. The files only begin like SQLite's.
 */
class DatabasesTest {
    private static final byte[] WAL = HexFormat.of().parseHex("377f0682002de21800001000");
    private static final byte[] LATER_WAL = HexFormat.of().parseHex("377f0682002de218ffff1000");
    private static final byte[] JOURNAL = HexFormat.of().parseHex("d9d505f920a163d700000001");
    private static final long LARGE_BYTES = 100L << 20;

    @TempDir
    Path temp;

    private Path project;
    private Path database;

    /** Something another program does. */
    private interface Program {
        void run() throws IOException;
    }

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(temp.resolve("film"));
        database = project.resolve("edit.db");
    }

    private Path beside(String suffix) {
        return database.resolveSibling("edit.db" + suffix);
    }

    private void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }

    private void writeDatabase(long bytes) throws IOException {
        write(database, "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII));
        setLength(database, bytes);
        Files.setLastModifiedTime(database, FileTime.fromMillis(1_000_000_000_000L));
    }

    private static void setLength(Path file, long bytes) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
    }

    /** A write that neither the size nor the time of the file shows. */
    private void overwrite(long position) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(position);
            file.write(1);
        }
        Files.setLastModifiedTime(database, FileTime.fromMillis(1_000_000_000_000L));
    }

    /** Exports, and lets another program act once when the first bytes have been written. */
    private ExportResult export(String format, Program program, String... exclude) throws IOException {
        ExportOptions.Builder options = ExportOptions.builder().format(format).compressionLevel(1);
        AtomicBoolean done = new AtomicBoolean();
        RunSettings settings = RunSettings.builder()
                .threads(1)
                .listener(event -> {
                    boolean within = event.phase() == ProgressEvent.Phase.WRITING && event.bytesDone() > 0;
                    if (within && !done.getAndSet(true)) {
                        run(program);
                    }
                })
                .build();
        ExportRequest request = ExportRequest.builder(project, temp.resolve("film." + format))
                .options(options.exclude(List.of(exclude)).build())
                .build();
        ExportResult result = ProjectExporter.create().export(request, settings);
        assertThat(done).isTrue();
        return result;
    }

    private static void run(Program program) {
        try {
            program.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unpacked(String format) throws IOException {
        return Unpacker.BSDTAR
                .unpack(temp.resolve("film." + format), format, temp.resolve("unpacked"))
                .resolve("film");
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar", "tar.gz", "tar.zst"})
    void aSmallDatabase_isAsItWasWhenPlanned_whateverIsWrittenThen(String format) throws IOException {
        setLength(project.resolve("a-shot"), LARGE_BYTES);
        writeDatabase(100_000);
        write(beside("-wal"), WAL);
        write(beside("-shm"), new byte[32]);

        ExportResult result = export(format, () -> {
            overwrite(50_000);
            Files.delete(beside("-wal"));
            write(beside("-shm"), new byte[64]);
        });

        assertThat(result.incomplete()).isFalse();
        assertThat(result.notes()).anyMatch(warning -> warning.contains("edit.db: this database appears to be open"));
        Path copy = unpacked(format);
        assertThat(copy.resolve("edit.db")).hasSize(100_000);
        assertThat(Files.readAllBytes(copy.resolve("edit.db"))[50_000]).isZero();
        assertThat(copy.resolve("edit.db-wal")).hasBinaryContent(WAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void aLargeDatabase_whoseLogIsWrittenAfterIt_isListed(String format) throws IOException {
        writeDatabase(LARGE_BYTES);
        write(beside("-wal"), WAL);

        ExportResult result = export(format, () -> write(beside("-wal"), LATER_WAL)); // the same size and time

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings())
                .anyMatch(warning -> warning.contains("edit.db: this database was written to by another program")
                        && warning.contains("(edit.db-wal)")
                        && warning.contains("Close the program, then export again"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zip", "tar"})
    void aLargeDatabase_whoseTransactionEndsMeanwhile_isListed(String format) throws IOException {
        writeDatabase(LARGE_BYTES);
        write(beside("-journal"), JOURNAL);

        ExportResult result = export(format, () -> {
            overwrite(LARGE_BYTES - 5);
            Files.delete(beside("-journal"));
        });

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("edit.db: this database was written to"));
    }

    @Test
    void aLargeDatabaseWithoutLog_thatIsWrittenBehindItsTime_isListed() throws IOException {
        writeDatabase(LARGE_BYTES);

        ExportResult result = export("tar", () -> overwrite(LARGE_BYTES - 5));

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("(edit.db)"));
    }

    @Test
    void aLargeDatabaseAtRest_isNotListed_thoughItsIndexChanges() throws IOException {
        writeDatabase(LARGE_BYTES);
        write(beside("-wal"), WAL);
        write(beside("-shm"), new byte[32]);

        ExportResult result = export("tar", () -> write(beside("-shm"), new byte[64]));

        assertThat(result.incomplete()).isFalse();
        assertThat(result.notes()).anyMatch(warning -> warning.contains("appears to be open"));
        assertThat(unpacked("tar").resolve("edit.db-wal")).hasBinaryContent(WAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, LARGE_BYTES})
    void aDatabase_whoseLogAPatternLeavesOut_isANote(long bytes) throws IOException {
        setLength(project.resolve("a-shot"), LARGE_BYTES);
        writeDatabase(bytes);
        write(beside("-wal"), WAL);

        ExportResult result = export("tar", () -> {}, "*-wal");

        assertThat(result.incomplete()).isFalse();
        assertThat(result.notes())
                .anyMatch(warning -> warning.contains("edit.db: this database lacks what is in edit.db-wal"));
    }

    /** Stops when the large database is written and its log is not, and resumes. */
    private ExportResult stoppedAndResumed(Program meanwhile) throws IOException {
        writeDatabase(LARGE_BYTES);
        Files.write(beside("-m"), new byte[4 << 20]); // between the database and its log
        write(beside("-wal"), WAL);
        Path target = temp.resolve("film.tar");
        Breakable stopping = new Breakable(
                (kind, position) -> {
                    if (position >= LARGE_BYTES + (2 << 20)) {
                        throw new IOException("stop here");
                    }
                },
                CheckpointStore.IN_WORK_FOLDER);
        assertThatThrownBy(() -> stopping.export(project, target, Breakable.options("tar", false)))
                .isInstanceOf(ExportStoppedException.class);
        meanwhile.run();
        return new Breakable(DiskSteps.ALL_PASS, CheckpointStore.IN_WORK_FOLDER)
                .resume(target)
                .orElseThrow();
    }

    @Test
    void aResume_betweenADatabaseAndItsLog_isComplete_ifBothAreAsBefore() throws IOException {
        ExportResult result = stoppedAndResumed(() -> {});

        assertThat(result.incomplete()).isFalse();
        assertThat(unpacked("tar").resolve("edit.db-wal")).hasBinaryContent(WAL);
    }

    @Test
    void aResume_betweenADatabaseAndItsLog_listsIt_ifTheLogHasChanged() throws IOException {
        ExportResult result = stoppedAndResumed(() -> write(beside("-wal"), LATER_WAL));

        assertThat(result.incomplete()).isTrue();
        assertThat(result.warnings())
                .anyMatch(warning -> warning.contains("edit.db: this database") && warning.contains("(edit.db-wal)"));
    }
}
