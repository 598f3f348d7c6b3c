package org.projectexporter.benchmarks;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.exporting.run.ExportEnvironment;
import org.projectexporter.internal.plugin.PluginLoaders;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.compress.Pipeline;
import org.projectexporter.testkit.fixtures.Noise;

/** Blocks of 1 MiB deflated side by side and joined into one stream: one operation is one MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class DeflateBenchmark {
    @Param({"text", "wave", "noise"})
    public String content = "";

    @Param({"jdk", "libdeflate"})
    public String engine = "";

    @Param({"1", "6"})
    public int level;

    @Param({"1", "2"})
    public int threads;

    private byte[] data = {};
    private @Nullable ExecutorService workers;
    private @Nullable Pipeline pipeline;
    private @Nullable BlockDeflater deflater;
    private long bytes;

    @Setup
    public void prepare() throws IOException {
        Noise noise = new Noise(1);
        data = switch (content) {
            case "text" ->
                Arrays.copyOf(noise.text(250_000).getBytes(StandardCharsets.US_ASCII), BlockDeflater.BLOCK_BYTES);
            case "wave" -> noise.wave(BlockDeflater.BLOCK_BYTES);
            default -> noise.bytes(BlockDeflater.BLOCK_BYTES);
        };
        workers = Executors.newFixedThreadPool(threads);
        pipeline = new Pipeline(workers, 2 * threads);
        deflater = new BlockDeflater(engineOf(engine), level, pipeline);
    }

    private static DeflateEngine engineOf(String name) throws IOException {
        return ExportEnvironment.findDeflateEngines(PluginLoaders.CLASS_PATH).get(name);
    }

    @TearDown
    public void release() throws IOException {
        Objects.requireNonNull(pipeline).drain();
        Objects.requireNonNull(deflater).close();
        Objects.requireNonNull(workers).shutdown();
    }

    @Benchmark
    public long deflate() throws IOException {
        BlockDeflater it = Objects.requireNonNull(deflater);
        it.fill(ByteBuffer.wrap(data));
        it.deflate(false, deflated -> bytes += deflated.remaining());
        return bytes;
    }
}
