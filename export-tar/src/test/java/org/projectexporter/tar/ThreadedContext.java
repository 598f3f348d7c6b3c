package org.projectexporter.tar;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.projectexporter.spi.WriterContext;
import org.projectexporter.testkit.MemorySpool;

/** A context with threads, whose spools a second writer finds as the first one left them. */
final class ThreadedContext implements WriterContext, AutoCloseable {
    private final int level;
    private final int threads;
    private final ExecutorService workers;
    private final Map<String, MemorySpool> spools = new LinkedHashMap<>();

    ThreadedContext(int level, int threads) {
        this.level = level;
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads);
    }

    @Override
    public int compressionLevel() {
        return level;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public int parallelism() {
        return threads;
    }

    @Override
    public MemorySpool newSpool(String name) {
        return spools.computeIfAbsent(name, n -> new MemorySpool());
    }

    /** A context with copies of the current content of the spools. */
    ThreadedContext copy() {
        ThreadedContext copy = new ThreadedContext(level, threads);
        spools.forEach((name, spool) -> copy.newSpool(name).append(ByteBuffer.wrap(readAll(spool))));
        return copy;
    }

    private static byte[] readAll(MemorySpool spool) {
        try (var in = spool.read()) {
            return in.readAllBytes();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}
