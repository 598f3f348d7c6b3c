package org.projectexporter.internal.exporting.engine;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.internal.exporting.plan.HeldFiles;
import org.projectexporter.internal.exporting.plan.KeptContent;
import org.projectexporter.internal.progress.WritingListener;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.Content;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.StorageHint;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.testkit.fixtures.CountingOutput;
import org.projectexporter.testkit.fixtures.Noise;

/**
 * What the thread that writes the archive does for one small file, once other threads have read, compressed and encoded
 * it; without the disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AppendBenchmark {
    private static final int FILES = 64;
    private static final int FILE_BYTES = 1500;

    @Param({"zip", "tar"})
    public String format = "";

    private @Nullable ArchiveWriter writer;
    private @Nullable Assembler assembler;
    private Job.@Nullable Encoded group;

    /** Discards what is appended. */
    private static final class NoSpool implements Spool {
        private long length;

        @Override
        public long length() {
            return length;
        }

        @Override
        public void append(ByteBuffer data) {
            length += data.remaining();
            data.position(data.limit());
        }

        @Override
        public InputStream read() {
            return InputStream.nullInputStream();
        }
    }

    private static final class NoSpools implements WriterContext {
        @Override
        public int compressionLevel() {
            return 6;
        }

        @Override
        public Spool newSpool(String name) {
            return new NoSpool();
        }
    }

    @Setup
    @SuppressWarnings("NullAway") // nothing is captured
    public void prepare() throws IOException {
        ArchiveFormat archives = ServiceLoader.load(ArchiveFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.name().equals(format))
                .findFirst()
                .orElseThrow();
        writer = archives.openWriter(new CountingOutput(), new NoSpools());
        Path project = Path.of("project").toAbsolutePath();
        ReadingRules rules = new ReadingRules(
                archives,
                DeflateEngine.jdk(),
                new ContentOpener(
                        new KeptContent(null, new HeldFiles(project)),
                        List.of(project),
                        new UnreadableFiles(OnUnreadable.FAIL)),
                ExportOptions.defaults(),
                Presence.ASSUMED,
                EngineSettings.of(1, 64 << 20));
        assembler = new Assembler(
                rules,
                writer,
                Checkpoints.NONE,
                new Ledger(new NoSpool(), RawPath.of("film")),
                new NoListener(),
                new CancellationToken());
        group = group(rules.storage(), writer);
    }

    private static Job.Encoded group(StorageChoice storage, ArchiveWriter writer) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
        EncodedJobs jobs = new EncodedJobs(storage, writer, Objects.requireNonNull(writer.newGroup(block)), block);
        Noise noise = new Noise(1);
        for (int i = 0; i < FILES; i++) {
            byte[] content = noise.text(FILE_BYTES / 4).getBytes(StandardCharsets.US_ASCII);
            ByteBuffer bytes = ByteBuffer.wrap(content);
            Checksums sums = new Checksums(null);
            sums.update(bytes);
            jobs.add(new Job.Whole(new Job.WholeFile(
                    entry(i, content.length), List.of(bytes), sums.sha256(), sums.crc32(), null, null, null)));
        }
        return (Job.Encoded) jobs.all().get(0);
    }

    private static PlannedEntry entry(int number, int bytes) {
        RawPath path = RawPath.of(String.format(Locale.ROOT, "film/02_Story/scene-%03d/note-%05d.md", 7, number));
        return PlannedEntry.file(
                path,
                EntryRole.WORKING_TREE,
                bytes,
                Instant.ofEpochSecond(1_700_000_000L, 123_456_789),
                0644,
                new Content.OfFile(Path.of(path.toString()).toAbsolutePath()),
                StorageHint.AUTO);
    }

    /** Nobody watches. */
    private static final class NoListener implements WritingListener {
        @Override
        public void starts(PlannedEntry entry) {}

        @Override
        public void wrote(long bytes) {}

        @Override
        public void ends(PlannedEntry entry) {}
    }

    @TearDown
    public void release() throws IOException {
        Objects.requireNonNull(writer).close();
    }

    @Benchmark
    @OperationsPerInvocation(FILES)
    public void append() throws IOException {
        Objects.requireNonNull(assembler).append(Objects.requireNonNull(group));
    }
}
