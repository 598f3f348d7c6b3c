package org.projectexporter.natives.deflate;

import java.io.IOException;
import java.util.Optional;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * The engine "libdeflate", which is faster than zlib and produces smaller results. The library is the one in the
 * artifact {@code io.airlift:aircompressor-v3}, for Linux (glibc) and macOS. It produces the same bytes on all
 * processors (libdeflate's NEWS.md, version 0.8).
 *
 * <p>Its levels 1 to 9 are libdeflate's; 10 to 12 are not used, since a compressor would take 9 MB and four times as
 * long. It compresses only complete buffers, so each piece of a stream is compressed without its window.
 */
public final class LibdeflateEngine implements DeflateEngine {
    /** Version of the artifact; the library itself does not contain its version. */
    static final String ARTIFACT_VERSION = "3.8";

    /** What {@code libdeflate_alloc_compressor} allocates for levels 2 to 9, rounded up. */
    private static final int COMPRESSOR_BYTES = 704 << 10;

    /** Creates the engine, for {@link java.util.ServiceLoader}. */
    public LibdeflateEngine() {}

    @Override
    public String name() {
        return "libdeflate";
    }

    @Override
    public Optional<String> version() {
        return Optional.of("aircompressor-" + ARTIFACT_VERSION);
    }

    @Override
    public int compressorBytes() {
        return COMPRESSOR_BYTES;
    }

    @Override
    public DeflateCompressor open(int level, int inputBytes, int outputBytes) throws IOException {
        try {
            LibdeflateLibrary.load();
        } catch (IOException e) {
            throw new ExportException(
                    Reason.LIBRARY_MISSING,
                    "the deflate engine \"libdeflate\" cannot be used here: " + e.getMessage()
                            + "; use the engine \"jdk\" (--deflate jdk), which is always available",
                    e);
        }
        return new LibdeflateCompressor(level, inputBytes, outputBytes);
    }
}
