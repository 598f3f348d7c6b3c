package org.projectexporter.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

/** What an archive writer is told in a test: a level, who works for it, and spools in memory. */
public final class MemoryWriterContext implements WriterContext {
    private final int level;
    private final Executor workers;
    private final int parallelism;
    private final long workBytes;
    private final Map<String, MemorySpool> spools = new LinkedHashMap<>();
    private final Map<String, MemorySpool> kept = new LinkedHashMap<>();

    /** With {@code level} as the compression level; work is done at once, in the same thread. */
    public MemoryWriterContext(int level) {
        this(level, Runnable::run, 1);
    }

    /** With {@code workers} that do {@code parallelism} pieces of work at a time. */
    public MemoryWriterContext(int level, Executor workers, int parallelism) {
        this(level, workers, parallelism, Long.MAX_VALUE);
    }

    /** The same, whose work may take {@code workBytes} of memory. */
    public MemoryWriterContext(int level, Executor workers, int parallelism, long workBytes) {
        this.level = level;
        this.workBytes = workBytes;
        this.workers = workers;
        this.parallelism = parallelism;
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
        return parallelism;
    }

    @Override
    public long workBytes() {
        return workBytes;
    }

    @Override
    public Spool newSpool(String name) {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("not lower-case letters and hyphens: " + name);
        }
        MemorySpool old = kept.remove(name);
        MemorySpool spool = old == null ? new MemorySpool() : old;
        if (spools.putIfAbsent(name, spool) != null) {
            throw new IllegalArgumentException("there is a spool already of the name " + name);
        }
        return spool;
    }

    /** How long each spool is now; for {@link #restored}. */
    public Map<String, Long> spoolLengths() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        spools.forEach((name, spool) -> lengths.put(name, spool.length()));
        return lengths;
    }

    /** For a writer that goes on: the spools cut back to these lengths. This context and its writer are not used any more. */
    public MemoryWriterContext restored(Map<String, Long> lengths) {
        MemoryWriterContext next = new MemoryWriterContext(level, workers, parallelism, workBytes);
        lengths.forEach((name, length) -> {
            MemorySpool spool = Objects.requireNonNull(spools.get(name), name);
            spool.cutBack(length);
            next.kept.put(name, spool);
        });
        return next;
    }

    /** Number of bytes that all spools hold. */
    public long spooledBytes() {
        return spools.values().stream().mapToLong(MemorySpool::length).sum();
    }
}
