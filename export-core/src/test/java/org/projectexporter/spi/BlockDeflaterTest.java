package org.projectexporter.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

final class BlockDeflaterTest {
    private static final int BLOCK = BlockDeflater.BLOCK_BYTES;

    /** Compresses well, without being the same all over. */
    private static byte[] text(int bytes) {
        byte[] text = noise(bytes);
        for (int i = 0; i < bytes; i++) {
            text[i] = (byte) ('a' + (text[i] & 7));
        }
        return text;
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    @Test
    void blocks_joined_areOneStream() throws Exception {
        byte[] content = text(2 * BLOCK + 5);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        try (BlockDeflater deflater = new BlockDeflater(6)) {
            ByteBuffer data = ByteBuffer.wrap(content);
            while (data.hasRemaining()) {
                deflater.fill(data);
                joined.writeBytes(bytes(deflater.deflate(!data.hasRemaining())));
                deflater.next();
            }
        }
        Inflater inflater = new Inflater(true);
        inflater.setInput(joined.toByteArray());
        byte[] inflated = new byte[content.length];
        assertThat(inflater.inflate(inflated)).isEqualTo(content.length);
        assertThat(inflated).isEqualTo(content);
        assertThat(inflater.inflate(new byte[1])).isZero();
        assertThat(inflater.finished()).isTrue();
        inflater.end();
    }

    /** What parallel compression and a restart rely on. */
    @Test
    void block_dependsOnItselfAndTheWindowBeforeIt_alone() {
        byte[] content = text(2 * BLOCK);
        byte[] second;
        try (BlockDeflater deflater = new BlockDeflater(6)) {
            ByteBuffer data = ByteBuffer.wrap(content);
            deflater.fill(data);
            deflater.deflate(false);
            deflater.next();
            deflater.fill(data);
            second = bytes(deflater.deflate(false));
        }
        Deflater fresh = new Deflater(6, true);
        fresh.setDictionary(content, BLOCK - (1 << 15), 1 << 15);
        fresh.setInput(content, BLOCK, BLOCK);
        byte[] alone = new byte[2 * BLOCK];
        int n = fresh.deflate(alone, 0, alone.length, Deflater.SYNC_FLUSH);
        fresh.end();
        assertThat(second).isEqualTo(java.util.Arrays.copyOf(alone, n));
    }

    @Test
    void noise_staysBelowTheBound_atEveryLevel() {
        for (int level = 0; level <= 9; level++) {
            try (BlockDeflater deflater = new BlockDeflater(level)) {
                deflater.fill(ByteBuffer.wrap(noise(BLOCK)));
                assertThat((long) deflater.deflate(false).remaining()).isLessThan(BlockDeflater.boundOf(BLOCK));
            }
        }
    }

    @Test
    void content_isStillThere_afterItWasCompressed() {
        try (BlockDeflater deflater = new BlockDeflater(6)) {
            deflater.fill(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            deflater.deflate(true);
            assertThat(bytes(deflater.content())).containsExactly(1, 2, 3);
        }
    }
}
