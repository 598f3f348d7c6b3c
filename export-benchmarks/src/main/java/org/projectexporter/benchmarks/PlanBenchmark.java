package org.projectexporter.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.projectexporter.CancellationToken;
import org.projectexporter.ExportOptions;
import org.projectexporter.internal.exporting.plan.OwnFiles;
import org.projectexporter.internal.exporting.plan.PlanRequest;
import org.projectexporter.internal.exporting.plan.Planner;
import org.projectexporter.internal.exporting.plan.ReadAccess;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.RawPath;

/**
 * A plan of a million entries, sorted, sealed and read once, without walking through a folder; in a small heap, to show
 * that it needs little memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx128m"})
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class PlanBenchmark {
    @Param("1000000")
    public int entries;

    private @Nullable Path work;

    @Setup(Level.Invocation)
    public void makeFolders() throws IOException {
        work = Files.createTempDirectory(BenchmarkFolder.get(), "plan");
        Files.createDirectories(work.resolve("project").resolve(SyntheticSource.FOLDER));
        Files.createDirectory(work.resolve("work"));
    }

    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(work))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public long plan() throws IOException {
        Path folder = Objects.requireNonNull(work);
        Path project = folder.resolve("project").toRealPath();
        try (Planner planner = new Planner(
                new PlanRequest(
                        project,
                        RawPath.of("project"),
                        ExportOptions.defaults(),
                        ReadAccess.NONE,
                        new OwnFiles(Set.of(), folder, FileStat.read(folder))),
                List.of(new SyntheticSource(entries)),
                folder.resolve("work"),
                entry -> {},
                new CancellationToken())) {
            return read(planner.plan());
        }
    }

    private static long read(SealedPlan plan) throws IOException {
        try (SealedPlan.Reader reader = plan.open()) {
            long bytes = 0;
            for (var entry = reader.next(); entry != null; entry = reader.next()) {
                bytes += entry.size();
            }
            return bytes;
        }
    }
}
