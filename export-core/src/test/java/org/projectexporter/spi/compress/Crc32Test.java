package org.projectexporter.spi.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

final class Crc32Test {
    private static final byte[] BYTES = new byte[10_000];

    static {
        new Random(4711).nextBytes(BYTES);
    }

    private static long crcOf(int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(BYTES, from, to - from);
        return crc.getValue();
    }

    @Test
    void combine_isTheCrcOfBothPieces_whereverTheCutIs() {
        for (int cut = 0; cut <= BYTES.length; cut += cut < 300 ? 1 : 97) {
            long combined = Crc32.combine(crcOf(0, cut), crcOf(cut, BYTES.length), BYTES.length - cut);
            assertThat(combined).as("cut at %d", cut).isEqualTo(crcOf(0, BYTES.length));
        }
    }

    /** The lengths exceed memory, so combining in one step is compared with combining in many. */
    @Test
    void combine_ofLargePieces_isThatOfTheirParts() {
        long zeros = crcOf(0, 0);
        CRC32 block = new CRC32();
        block.update(new byte[1 << 20]);
        for (int i = 0; i < 1 << 13; i++) {
            zeros = Crc32.combine(zeros, block.getValue(), 1 << 20);
        }
        long once = Crc32.combine(crcOf(0, 5000), zeros, 1L << 33);
        long twice = Crc32.combine(crcOf(0, 5000), block.getValue(), 1 << 20);
        for (int i = 1; i < 1 << 13; i++) {
            twice = Crc32.combine(twice, block.getValue(), 1 << 20);
        }
        assertThat(once).isEqualTo(twice);
    }

    @Test
    void crc_continuesFromAValue_andLeavesBuffersUnchanged() {
        Crc32 first = new Crc32();
        first.update(ByteBuffer.wrap(BYTES, 0, 4000));
        Crc32 second = new Crc32(first.value());
        ByteBuffer rest = ByteBuffer.allocateDirect(6000).put(BYTES, 4000, 6000).flip();
        second.update(rest);
        assertThat(rest.remaining()).isEqualTo(6000);
        assertThat(second.value()).isEqualTo(crcOf(0, BYTES.length));
        assertThat(new Crc32().value()).isZero();
    }
}
