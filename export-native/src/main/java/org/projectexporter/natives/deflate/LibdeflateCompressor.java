package org.projectexporter.natives.deflate;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

import java.nio.ByteBuffer;

import org.projectexporter.spi.compress.DeflateCompressor;

/** Compresses with libdeflate. Its buffers are outside Java's heap, where the library can use them. */
final class LibdeflateCompressor implements DeflateCompressor {
    private final Memory inputMemory;
    private final Memory outputMemory;
    private final ByteBuffer input;
    private final ByteBuffer output;
    /** The output and some bytes beyond. */
    private final ByteBuffer readable;

    private final long inputAddress;
    private final long outputAddress;
    private final OpenEnd end = new OpenEnd();
    private long compressor;

    LibdeflateCompressor(int level, int inputBytes, int outputBytes) {
        inputMemory = new Memory(inputBytes);
        outputMemory = new Memory(outputBytes + OpenEnd.READ_BEYOND_BYTES);
        input = inputMemory.getByteBuffer(0, inputBytes);
        output = outputMemory.getByteBuffer(0, outputBytes);
        readable = outputMemory.getByteBuffer(0, outputBytes + OpenEnd.READ_BEYOND_BYTES);
        inputAddress = Pointer.nativeValue(inputMemory);
        outputAddress = Pointer.nativeValue(outputMemory);
        compressor = Libdeflate.allocCompressor(level);
        if (compressor == 0) {
            close();
            throw new OutOfMemoryError("libdeflate could not allocate a compressor");
        }
    }

    @Override
    public ByteBuffer input() {
        return input;
    }

    @Override
    public ByteBuffer output() {
        return output;
    }

    @Override
    public int compress(int from, int bytes, int into, int room) {
        require(from, bytes, input.limit());
        require(into, Math.max(0, room), output.limit());
        long size = room <= 0
                ? 0
                : Libdeflate.deflateCompress(compressor, inputAddress + from, bytes, outputAddress + into, room);
        return size == 0 ? -1 : (int) size;
    }

    /** The window is not used: libdeflate cannot be given one. */
    @Override
    public int compressPiece(int windowBytes, int from, int bytes, boolean last) {
        int size = compress(from, bytes, 0, output.limit() - OpenEnd.MOST_BYTES);
        if (size < 0) {
            throw new IllegalStateException("a piece of " + bytes + " bytes does not fit into " + output.limit());
        }
        return last ? size : end.open(readable, size, bytes);
    }

    /** Outside Java's heap nothing else checks it. */
    private void require(int from, int bytes, int end) {
        if (compressor == 0 || from < 0 || bytes < 0 || from > end - bytes) {
            throw new IllegalStateException(bytes + " bytes from " + from + " on are not within " + end + " bytes");
        }
    }

    @Override
    public void close() {
        if (compressor != 0) {
            Libdeflate.freeCompressor(compressor);
            compressor = 0;
        }
        inputMemory.close();
        outputMemory.close();
    }
}
