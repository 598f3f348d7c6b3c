package org.projectexporter.natives.deflate;

/**
 * The functions of libdeflate (libdeflate.h), by direct mapping of JNA. Pointers and {@code size_t} are {@code long}s,
 * since the library exists for processors with 64 bits only.
 */
final class Libdeflate {
    private Libdeflate() {}

    /** Allocates a compressor for one level, 0 to 12; 0 if there is no memory. */
    static native long allocCompressor(int level);

    /** Compresses a buffer to a complete stream, and returns its size, or 0 if it does not fit into the other buffer. */
    static native long deflateCompress(long compressor, long in, long inBytes, long out, long outBytes);

    static native void freeCompressor(long compressor);
}
