package org.projectexporter.spi.compress;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.Deflater;

/** The engine "jdk": zlib, as it comes with Java, or as the operating system provides it. */
final class JdkDeflate implements DeflateEngine {
    /** zlib's deflate_state with its window and hash tables (zconf.h: 268 KiB by default), rounded up. */
    private static final int COMPRESSOR_BYTES = 351 << 10;

    @Override
    public String name() {
        return JDK;
    }

    @Override
    public Optional<String> version() {
        return Optional.empty();
    }

    @Override
    public int compressorBytes() {
        return COMPRESSOR_BYTES;
    }

    @Override
    public DeflateCompressor open(int level, int inputBytes, int outputBytes) {
        return new Compressor(level, new byte[inputBytes], new byte[outputBytes]);
    }

    private static final class Compressor implements DeflateCompressor {
        private final int level;
        private final Deflater deflater;
        private final byte[] input;
        private final byte[] output;

        Compressor(int level, byte[] input, byte[] output) {
            this.level = level;
            this.input = input;
            this.output = output;
            deflater = new Deflater(level, true);
        }

        @Override
        public ByteBuffer input() {
            return ByteBuffer.wrap(input);
        }

        @Override
        public ByteBuffer output() {
            return ByteBuffer.wrap(output);
        }

        @Override
        public int compress(int from, int bytes, int into, int room) {
            if (!matchesAreWorthwhile(from, bytes)) {
                return MatchProbe.without(huffman -> compress(huffman, from, bytes, into, room));
            }
            deflater.reset();
            return compress(deflater, from, bytes, into, room);
        }

        private int compress(Deflater by, int from, int bytes, int into, int room) {
            by.setInput(input, from, bytes);
            by.finish();
            int n = by.deflate(output, into, Math.max(0, room));
            return by.finished() ? n : -1;
        }

        /** The piece ends with a sync flush, which is on a byte boundary. */
        @Override
        public int compressPiece(int windowBytes, int from, int bytes, boolean last) {
            if (!matchesAreWorthwhile(from, bytes)) {
                return MatchProbe.without(huffman -> compressPiece(huffman, from, bytes, last));
            }
            deflater.reset();
            if (windowBytes > 0) {
                deflater.setDictionary(input, from - windowBytes, windowBytes);
            }
            return compressPiece(deflater, from, bytes, last);
        }

        private int compressPiece(Deflater by, int from, int bytes, boolean last) {
            by.setInput(input, from, bytes);
            if (last) {
                by.finish();
            }
            int n = by.deflate(output, 0, output.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
            if (n == output.length) {
                // The bound leaves some room; without it, the position of the flush marker would depend on the buffer.
                throw new IllegalStateException("a piece of " + bytes + " bytes grew to more than " + n);
            }
            return n;
        }

        private boolean matchesAreWorthwhile(int from, int bytes) {
            return level == Deflater.NO_COMPRESSION || MatchProbe.worthwhile(input, from, bytes);
        }

        @Override
        public void close() {
            deflater.end();
        }
    }
}
