package org.projectexporter.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.io.BlockPool;

/** Takes and recycles blocks: with one thread, and with four that share the pool. One operation is one block. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlockPoolBenchmark {
    private final BlockPool<ByteBuffer> pool = new BlockPool<>(4, () -> ByteBuffer.allocateDirect(1 << 16));

    @Benchmark
    @Threads(1)
    public void alone() throws IOException {
        takeAndRecycle();
    }

    @Benchmark
    @Threads(4)
    public void shared() throws IOException {
        takeAndRecycle();
    }

    private void takeAndRecycle() throws IOException {
        ByteBuffer block = pool.take();
        pool.recycle(block);
    }
}
