package org.projectexporter.zip;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ExportStoppedException;
import org.projectexporter.ProgressListener;
import org.projectexporter.internal.exporting.engine.EngineSettings;
import org.projectexporter.internal.exporting.journal.CheckpointStore;
import org.projectexporter.internal.exporting.output.DiskSteps;
import org.projectexporter.internal.exporting.output.OutputSettings;
import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.exporting.run.ExportRun;
import org.projectexporter.internal.plugin.PluginKind;
import org.projectexporter.internal.plugin.PluginLoaders;
import org.projectexporter.internal.plugin.Plugins;
import org.projectexporter.internal.progress.ProgressReporter;
import org.projectexporter.testkit.fixtures.TreeSnapshot;

/**
 * Whatever a work folder contains, resuming it gives the same archive as without the change, or is refused by an
 * {@link IOException}. If the checksums of the request and of the journal's records are updated after the change, it
 * may give another archive; but no files other than the target's own are ever created, and nothing elsewhere is
 * changed.
 */
class WorkFolderFuzzTest {
    private static final int LARGE_BYTES = 1_300_000;
    private static final long MEMORY_BYTES = 1 << 20;
    private static final int MOST_EDITS = 6;
    private static final Set<String> HEADED = Set.of("request", "journal", "plan", "facts", "captures");
    private static final int HEADER_BYTES = 16;
    private static final int JOURNAL_HEAD_BYTES = HEADER_BYTES + 16 + 4;
    private static final int RECORD_HEAD_BYTES = 16;
    private static final Path MEMORY_FILE_SYSTEM = Path.of("/dev/shm");
    private static final Instant EXPORTED_AT = Instant.parse("2025-01-15T10:00:00Z");

    private static ExportRun run(DiskSteps steps) {
        EngineSettings engine = EngineSettings.of(1, MEMORY_BYTES);
        OutputSettings plain = OutputSettings.of(engine.blockBytes(), MEMORY_BYTES);
        return new ExportRun(new ExportEnvironment(
                new ExportEnvironment.FormatPlugins(
                        new Plugins<>(PluginKind.FORMAT, List.of(new ZipFormat()), PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findDeflateEngines(PluginLoaders.CLASS_PATH),
                        ExportEnvironment.findSeals(PluginLoaders.CLASS_PATH)),
                List.of(),
                CheckpointStore.IN_WORK_FOLDER,
                new ExportEnvironment.Resources(
                        engine,
                        new OutputSettings(plain.blockBytes(), plain.blocks(), plain.direct(), plain.shares(), steps),
                        MEMORY_BYTES / 2,
                        MEMORY_BYTES),
                ProgressReporter.ofExport(ProgressListener.NONE, System::nanoTime),
                new CancellationToken()));
    }

    /** A stopped export, and the archive that it would have written; created once. */
    private static final class Stopped {
        private final Path project;
        private final Path out;
        private final Path target;
        private final String projectBefore;
        private final Map<String, byte[]> files = new TreeMap<>();
        private final Map<String, String> whole;

        /** Stopped within its large file, or while the files get their names. */
        Stopped(Path folder, boolean committed) throws IOException {
            project = Files.createDirectories(folder.resolve("film"));
            out = Files.createDirectories(folder.resolve("out"));
            target = out.resolve("film.zip");
            makeProject();
            projectBefore = snapshot(project).toString();
            run(DiskSteps.ALL_PASS).start(request(), EXPORTED_AT);
            whole = snapshot(out);
            clear(out);
            stop((kind, position) -> {
                if (committed ? kind == DiskSteps.Kind.NAME : position > LARGE_BYTES * 11L / 12) {
                    throw new IOException("stop here");
                }
            });
            try (var all = Files.list(workFolder())) {
                for (Path file : all.toList()) {
                    files.put(file.getFileName().toString(), Files.readAllBytes(file));
                }
            }
        }

        private void makeProject() throws IOException {
            byte[] noise = new byte[LARGE_BYTES];
            new Random(1).nextBytes(noise);
            Files.writeString(project.resolve("a"), "the first one");
            Files.write(project.resolve("large.bin"), noise);
            Files.writeString(project.resolve("z"), "the last one");
            Files.setLastModifiedTime(project, FileTime.from(Instant.parse("2024-05-01T12:00:00Z")));
        }

        private ExportRequest request() {
            return ExportRequest.builder(project, target)
                    .options(ExportOptions.builder().format("zip").build())
                    .build();
        }

        /** Runs the export until the disk fails. */
        private void stop(DiskSteps steps) throws IOException {
            try {
                run(steps).start(request(), EXPORTED_AT);
                throw new IllegalStateException("it came to its end");
            } catch (ExportStoppedException stopped) {
                // as it should be
            }
        }

        Path workFolder() {
            return target.resolveSibling(".film.zip.export");
        }
    }

    private static Stopped within;
    private static Stopped committed;

    private static Stopped stopped(boolean wantCommitted) throws IOException {
        if (within == null) {
            Path base = Files.isWritable(MEMORY_FILE_SYSTEM)
                    ? MEMORY_FILE_SYSTEM
                    : Path.of(System.getProperty("java.io.tmpdir"));
            Path folder = Files.createTempDirectory(base, "work-folder-fuzz").toRealPath();
            within = new Stopped(Files.createDirectory(folder.resolve("within")), false);
            committed = new Stopped(Files.createDirectory(folder.resolve("committed")), true);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeQuietly(folder)));
        }
        return wantCommitted ? committed : within;
    }

    /** Bytes that determine what is done to the files; zeros follow the last one. */
    private static final class Script {
        private final byte[] bytes;
        private int at;

        Script(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return at < bytes.length;
        }

        /** A number below {@code limit}, which is above 0. */
        int next(int limit) {
            int number = 0;
            for (int i = 1; i < limit && i > 0; i <<= Byte.SIZE) {
                number = number << Byte.SIZE | nextByte() & 0xff;
            }
            return Integer.remainderUnsigned(number, limit);
        }

        byte nextByte() {
            return hasMore() ? bytes[at++] : 0;
        }

        byte[] nextBytes(int most) {
            byte[] next = new byte[Math.min(next(most + 1), bytes.length - at)];
            System.arraycopy(bytes, at, next, 0, next.length);
            at += next.length;
            return next;
        }
    }

    static Stream<byte[]> seeds() {
        return IntStream.range(0, 60).mapToObj(i -> {
            byte[] script = new byte[8 + i];
            new Random(i).nextBytes(script);
            script[2] = (byte) i; // the file
            return script;
        });
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyWorkFolder_givesTheSameArchive_orIsRefused(byte[] bytes) throws IOException {
        Script script = new Script(bytes);
        Stopped stopped = stopped(script.next(4) == 0);
        boolean resealed = script.next(2) == 1;
        clear(stopped.out);
        write(stopped, edited(stopped.files, script), resealed);
        Set<String> allowed = new TreeSet<>(stopped.whole.keySet());
        allowed.add(stopped.workFolder().getFileName().toString());
        try {
            Optional<ExportResult> result = run(DiskSteps.ALL_PASS).resume(stopped.target, false);
            require(resealed || result.isEmpty() || snapshot(stopped.out).equals(stopped.whole), "another archive");
        } catch (IOException refused) {
            // as it should be
        }
        require(allowed.containsAll(snapshot(stopped.out).keySet()), "names that no export to this target gives");
        require(snapshot(stopped.project).toString().equals(stopped.projectBefore), "the project has changed");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }

    private static Map<String, byte[]> edited(Map<String, byte[]> files, Script script) {
        Map<String, byte[]> edited = new TreeMap<>(files);
        List<String> names = List.copyOf(files.keySet());
        for (int left = MOST_EDITS; left > 0 && script.hasMore(); left--) {
            String name = names.get(script.next(names.size()));
            byte[] before = edited.getOrDefault(name, new byte[0]);
            if (script.next(32) == 1) {
                edited.remove(name);
            } else {
                edited.put(name, edited(before, script));
            }
        }
        return edited;
    }

    private static byte[] edited(byte[] before, Script script) {
        int at = script.next(before.length + 1);
        byte[] after = before.clone();
        byte[] bytes = script.nextBytes(40);
        switch (script.next(4)) {
            case 0 -> {
                for (int i = 0; i < bytes.length && at + i < after.length; i++) {
                    after[at + i] ^= bytes[i];
                }
            }
            case 1 -> System.arraycopy(bytes, 0, after, at, Math.min(bytes.length, after.length - at));
            case 2 -> after = Arrays.copyOf(before, at);
            default -> {
                after = Arrays.copyOf(before, before.length + bytes.length);
                System.arraycopy(before, at, after, at + bytes.length, before.length - at);
                System.arraycopy(bytes, 0, after, at, bytes.length);
            }
        }
        return after;
    }

    private static void write(Stopped stopped, Map<String, byte[]> files, boolean resealed) throws IOException {
        Files.createDirectory(stopped.workFolder());
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = file.getValue().clone();
            if (resealed && (HEADED.contains(file.getKey()) || file.getKey().endsWith(".spool"))) {
                sealEnd(content, Math.min(content.length, HEADER_BYTES));
            }
            if (resealed && file.getKey().equals("request")) {
                sealEnd(content, content.length);
            } else if (resealed && file.getKey().equals("journal")) {
                sealRecords(content);
            }
            Files.write(stopped.workFolder().resolve(file.getKey()), content);
        }
    }

    /** Puts the checksum of the bytes before into the last four of the first {@code length} bytes. */
    private static void sealEnd(byte[] content, int length) {
        if (length >= Integer.BYTES) {
            ByteBuffer.wrap(content).putInt(length - Integer.BYTES, sum(content, 0, length - Integer.BYTES));
        }
    }

    private static int sum(byte[] content, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(content, from, length);
        return (int) crc.getValue();
    }

    /** Updates the checksums of records: length, number, checksum of both and of the content, content. */
    private static void sealRecords(byte[] journal) {
        sealEnd(journal, Math.min(journal.length, JOURNAL_HEAD_BYTES));
        int at = JOURNAL_HEAD_BYTES;
        while (at + RECORD_HEAD_BYTES <= journal.length) {
            int length = ByteBuffer.wrap(journal).getInt(at);
            if (length < 0 || length > journal.length - at - RECORD_HEAD_BYTES) {
                return;
            }
            CRC32C crc = new CRC32C();
            crc.update(journal, at, RECORD_HEAD_BYTES - Integer.BYTES);
            crc.update(journal, at + RECORD_HEAD_BYTES, length);
            ByteBuffer.wrap(journal).putInt(at + RECORD_HEAD_BYTES - Integer.BYTES, (int) crc.getValue());
            at += RECORD_HEAD_BYTES + length;
        }
    }

    /** The digest of each file directly in a folder; subfolders are ignored. */
    private static Map<String, String> snapshot(Path folder) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                found.put(file.getFileName().toString(), Files.isRegularFile(file) ? TreeSnapshot.sha256(file) : "");
            }
        }
        return found;
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void removeQuietly(Path folder) {
        try {
            clear(folder);
            Files.delete(folder);
        } catch (IOException e) {
            // the folder is one for temporary files
        }
    }
}
