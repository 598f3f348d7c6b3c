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

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

import org.projectexporter.internal.exporting.engine.AbortedException;
import org.projectexporter.internal.exporting.engine.BlockPool;

/** Takes and recycles blocks: with one thread, and with four that share the pool. One operation is one block. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class BlockPoolBenchmark {
    private final BlockPool pool = new BlockPool(1 << 16, 4);

    @Benchmark
    @Threads(1)
    public void alone() throws AbortedException {
        takeAndGiveBack();
    }

    @Benchmark
    @Threads(4)
    public void shared() throws AbortedException {
        takeAndGiveBack();
    }

    private void takeAndGiveBack() throws AbortedException {
        ByteBuffer block = pool.take();
        pool.recycle(block);
    }
}
