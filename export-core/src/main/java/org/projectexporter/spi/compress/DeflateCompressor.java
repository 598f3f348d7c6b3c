package org.projectexporter.spi.compress;

import java.io.Closeable;
import java.nio.ByteBuffer;

/**
 * Compresses content in one buffer to DEFLATE (RFC 1951) in another. The buffers are its own, so that they are where it
 * can use them without copying: in Java's heap or outside. Used by one thread at a time.
 */
public interface DeflateCompressor extends Closeable {
    /** {@return the buffer for content, which the caller fills by absolute positions; always the same} */
    ByteBuffer input();

    /** {@return the buffer for results; always the same} */
    ByteBuffer output();

    /**
     * Compresses a part of the input to a complete stream of its own.
     *
     * @param from offset of the part in the input
     * @param bytes size of the part
     * @param into offset of the stream in the output
     * @param room the largest size of the stream, which decides together with the content whether it fits
     * @return size of the stream in bytes, or -1 if it does not fit
     */
    int compress(int from, int bytes, int into, int room);

    /**
     * Compresses the next piece of a stream to the start of the output, which must have room for an eighth more than
     * the piece and 1 KiB. Unless it is the last one, it ends on a byte boundary, and another piece can follow.
     *
     * @param windowBytes the number of bytes before {@code from} that precede the piece in the stream; matches may
     *     reach back into them
     * @param from index of the piece in the input
     * @param bytes length of the piece
     * @param last whether the stream ends with this piece
     * @return size of the result in bytes
     */
    int compressPiece(int windowBytes, int from, int bytes, boolean last);

    /** Frees the memory outside Java's heap, buffers included, which must not be used any more. May be called twice. */
    @Override
    void close();
}
