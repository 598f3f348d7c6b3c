package org.projectexporter.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

/** The context of an archive writer in a test: a level, workers, and spools in memory. */
public final class MemoryWriterContext implements WriterContext {
    private final int level;
    private final Executor workers;
    private final int parallelism;
    private final long workBytes;
    private final Map<String, MemorySpool> spools = new LinkedHashMap<>();
    private final Map<String, MemorySpool> kept = new LinkedHashMap<>();

    /**
     * A context in which work runs immediately, in the same thread.
     *
     * @param level of compression, 0 (none) to 9 (smallest)
     */
    public MemoryWriterContext(int level) {
        this(level, Runnable::run, 1);
    }

    /**
     * A context with workers and unlimited memory for them.
     *
     * @param level of compression, 0 (none) to 9 (smallest)
     * @param workers run the tasks of the writer
     * @param parallelism how many tasks they run at a time
     */
    public MemoryWriterContext(int level, Executor workers, int parallelism) {
        this(level, workers, parallelism, Long.MAX_VALUE);
    }

    /**
     * A context with workers and a limit to their memory.
     *
     * @param level of compression, 0 (none) to 9 (smallest)
     * @param workers run the tasks of the writer
     * @param parallelism how many tasks they run at a time
     * @param workBytes memory of pending tasks in all, in bytes
     */
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

    /** {@return the current length of each spool in bytes, by name, for {@link #restored}} */
    public Map<String, Long> spoolLengths() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        spools.forEach((name, spool) -> lengths.put(name, spool.length()));
        return lengths;
    }

    /**
     * {@return the context for a restored writer, with the spools cut back} This context and its writer must not be
     * used any more.
     *
     * @param lengths as {@link #spoolLengths} returned them when the state was taken
     */
    public MemoryWriterContext restored(Map<String, Long> lengths) {
        MemoryWriterContext next = new MemoryWriterContext(level, workers, parallelism, workBytes);
        lengths.forEach((name, length) -> {
            MemorySpool spool = Objects.requireNonNull(spools.get(name), name);
            spool.cutBack(length);
            next.kept.put(name, spool);
        });
        return next;
    }

    /** {@return the number of bytes in all spools} */
    public long spooledBytes() {
        return spools.values().stream().mapToLong(MemorySpool::length).sum();
    }
}
