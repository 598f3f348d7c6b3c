package org.projectexporter.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.exporting.engine.Checksums;
import org.projectexporter.testkit.fixtures.Noise;

/** SHA-256 and CRC-32 of blocks on one thread: one operation is one MiB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ChecksumsBenchmark {
    private static final int BLOCK_BYTES = 1 << 20;

    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES)
            .put(new Noise(1).bytes(BLOCK_BYTES))
            .flip();
    private final Checksums checksums = new Checksums(null);

    @Benchmark
    public long update() {
        checksums.update(block);
        return checksums.crc32();
    }
}
