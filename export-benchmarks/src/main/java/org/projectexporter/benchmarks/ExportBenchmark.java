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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;
import org.projectexporter.ExportResult;
import org.projectexporter.ProjectExporter;

/**
 * One complete export of a large project with Git and Git LFS, until the archive is durable. It runs once, in a new JVM
 * with the limits that the launcher sets, like an ordinary export; only the start of that JVM is not measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g", "-XX:MaxDirectMemorySize=256m"})
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Timeout(time = 60, timeUnit = TimeUnit.MINUTES)
public class ExportBenchmark {
    /** Size of the project on disk, with its history, in millions of bytes. */
    @Param("10000")
    public int diskMb;

    @Param({"zip", "tar", "tar.gz", "tar.zst"})
    public String format = "";

    private @Nullable Path out;
    private @Nullable ExportRequest request;

    @Setup
    public void makeProject() throws IOException {
        Path project = LargeProject.in(BenchmarkFolder.get(), diskMb);
        out = Files.createTempDirectory(BenchmarkFolder.get(), "out");
        request = ExportRequest.builder(project, out.resolve("film." + format))
                .options(ExportOptions.builder().format(format).build())
                .build();
    }

    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Path folder = Objects.requireNonNull(out);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Benchmark
    public ExportResult export() throws IOException {
        return ProjectExporter.create().export(Objects.requireNonNull(request), event -> {});
    }
}
