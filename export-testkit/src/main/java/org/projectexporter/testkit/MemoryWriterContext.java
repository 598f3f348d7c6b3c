package org.projectexporter.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;

/** What an archive writer is told in a test: a level, and spools in memory. */
public final class MemoryWriterContext implements WriterContext {
    private final int level;
    private final Map<String, MemorySpool> spools = new LinkedHashMap<>();

    /** With {@code level} as the compression level. */
    public MemoryWriterContext(int level) {
        this.level = level;
    }

    @Override
    public int compressionLevel() {
        return level;
    }

    @Override
    public Spool newSpool(String name) {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("not lower-case letters and hyphens: " + name);
        }
        MemorySpool spool = new MemorySpool();
        if (spools.putIfAbsent(name, spool) != null) {
            throw new IllegalArgumentException("there is a spool already of the name " + name);
        }
        return spool;
    }

    /** Number of bytes that all spools hold. */
    public long spooledBytes() {
        return spools.values().stream().mapToLong(MemorySpool::length).sum();
    }
}
