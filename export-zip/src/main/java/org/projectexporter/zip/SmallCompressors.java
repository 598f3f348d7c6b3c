package org.projectexporter.zip;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;

/** Compressors for small contents, shared by the threads that encode groups: as many as are used at once. */
final class SmallCompressors implements Closeable {
    /** The largest content that they compress, in bytes. */
    static final int MOST_BYTES = 1 << 16;

    private final DeflateEngine engine;
    private final int level;
    private final List<DeflateCompressor> all = new ArrayList<>();
    private final Deque<DeflateCompressor> free = new ArrayDeque<>();

    /** No compressors yet. */
    SmallCompressors(DeflateEngine engine, int level) {
        this.engine = engine;
        this.level = level;
    }

    /** Takes a compressor, which its thread gives back; null at level 0, which compresses nothing. */
    synchronized @Nullable DeflateCompressor take() throws IOException {
        if (level == 0) {
            return null;
        }
        if (!free.isEmpty()) {
            return free.pop();
        }
        DeflateCompressor compressor = engine.open(level, MOST_BYTES, MOST_BYTES);
        all.add(compressor);
        return compressor;
    }

    synchronized void giveBack(DeflateCompressor compressor) {
        free.push(compressor);
    }

    /** Frees the memory of all of them, none of which may be in use. May be called twice. */
    @Override
    public synchronized void close() {
        all.forEach(DeflateCompressor::close);
    }
}
