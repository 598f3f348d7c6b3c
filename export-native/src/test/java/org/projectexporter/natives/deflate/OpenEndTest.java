package org.projectexporter.natives.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import org.projectexporter.testkit.fixtures.Noise;

/** The judge is zlib's inflater: joined pieces must be one stream with the content of all. */
class OpenEndTest {
    private static final int LARGEST = 1 << 20;

    private final OpenEnd end = new OpenEnd();

    /** Content of every kind of block: text, noise (stored), repetition, sound, and mixtures of these. */
    private static byte[] content(Random random) {
        Noise noise = new Noise(random.nextInt());
        int bytes = 1 + (random.nextInt(8) == 0 ? random.nextInt(LARGEST) : random.nextInt(1 << random.nextInt(1, 17)));
        byte[] content =
                switch (random.nextInt(5)) {
                    case 0 -> noise.bytes(bytes);
                    case 1 -> new byte[bytes];
                    case 2 -> Arrays.copyOf(noise.wave(bytes + 44), bytes);
                    default -> Arrays.copyOf(noise.text(bytes).getBytes(StandardCharsets.US_ASCII), bytes);
                };
        if (random.nextBoolean()) {
            byte[] other = noise.bytes(random.nextInt(bytes));
            System.arraycopy(other, 0, content, random.nextInt(bytes - other.length + 1), other.length);
        }
        return content;
    }

    private static byte[] inflate(byte[] stream, int bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(stream);
            byte[] inflated = new byte[bytes];
            int n = 0;
            while (n < bytes && !inflater.finished() && !inflater.needsInput()) {
                n += inflater.inflate(inflated, n, bytes - n);
            }
            assertThat(n).isEqualTo(bytes);
            assertThat(inflater.inflate(new byte[1])).isZero();
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return inflated;
        } finally {
            inflater.end();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 6, 9})
    void pieces_ofAnyContent_joined_areOneStream(int level) throws IOException, DataFormatException {
        Random random = new Random(level);
        BitSet endings = new BitSet();
        for (int round = 0; round < 60; round++) {
            ByteArrayOutputStream contents = new ByteArrayOutputStream();
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            int pieces = 1 + random.nextInt(4);
            for (int i = 0; i < pieces; i++) {
                byte[] content = content(random);
                contents.writeBytes(content);
                byte[] piece = piece(level, content, i == pieces - 1);
                stream.writeBytes(piece);
                endings.set(piece[piece.length - 1] & 0xff);
            }
            assertThat(inflate(stream.toByteArray(), contents.size()))
                    .as("round " + round)
                    .isEqualTo(contents.toByteArray());
        }
        assertThat(endings.cardinality()).isGreaterThan(1);
    }

    private static byte[] piece(int level, byte[] content, boolean last) throws IOException {
        LibdeflateLibrary.load();
        int room = content.length + content.length / 8 + 1024;
        try (LibdeflateCompressor compressor = new LibdeflateCompressor(level, content.length, room)) {
            compressor.input().put(0, content);
            byte[] piece = new byte[compressor.compressPiece(0, 0, content.length, last)];
            compressor.output().get(0, piece);
            return piece;
        }
    }

    /** zlib makes kinds of streams that libdeflate does not: other block types, longer codes, more blocks. */
    @Test
    void streamsOfZlib_areOpenedAtEveryBitOfAByte() throws DataFormatException {
        Random random = new Random(3);
        BitSet usedBits = new BitSet();
        for (int round = 0; round < 400; round++) {
            byte[] first = content(random);
            byte[] second = content(random);
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            byte[] stream = plain(first, random);
            ByteBuffer buffer = ByteBuffer.allocate(stream.length + OpenEnd.MOST_BYTES + OpenEnd.READ_BEYOND_BYTES);
            buffer.put(0, stream);
            int bytes = end.open(buffer, stream.length, first.length);
            joined.write(buffer.array(), 0, bytes);
            joined.writeBytes(plain(second, random));
            usedBits.set(bytes - stream.length);
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            assertThat(inflate(joined.toByteArray(), both.length))
                    .as("round " + round)
                    .isEqualTo(both);
        }
        assertThat(usedBits.stream()).containsExactly(0, 4, 5);
    }

    private static byte[] plain(byte[] content, Random random) {
        Deflater deflater = new Deflater(random.nextInt(10), true);
        deflater.setStrategy(
                random.nextInt(3) == 0 ? Deflater.HUFFMAN_ONLY : random.nextBoolean() ? Deflater.FILTERED : 0);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        while (!deflater.finished()) {
            stream.write(some, 0, deflater.deflate(some));
        }
        deflater.end();
        return stream.toByteArray();
    }

    @Test
    void streamOfOtherContent_orThatEndsElsewhere_isAnInternalError() {
        byte[] stream = plain("a text, a text".repeat(9).getBytes(StandardCharsets.US_ASCII), new Random(1));
        ByteBuffer buffer = ByteBuffer.allocate(stream.length + 50);
        buffer.put(0, stream);
        int bytes = 14 * 9;

        assertThatThrownBy(() -> end.open(buffer, stream.length, bytes + 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> end.open(buffer, stream.length + 1, bytes)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> end.open(buffer, stream.length - 1, bytes)).isInstanceOf(IllegalStateException.class);
        assertThat(end.open(buffer, stream.length, bytes)).isGreaterThanOrEqualTo(stream.length);
    }
}
