package org.projectexporter.spi.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

final class BlockDeflaterTest {
    private static final int BLOCK = BlockDeflater.BLOCK_BYTES;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    /** Text of repeated words that is not uniform. */
    private static byte[] text(int bytes) {
        Random random = new Random(bytes);
        byte[] text = new byte[bytes];
        for (int at = 0; at < bytes; ) {
            Random word = new Random(random.nextInt(500));
            for (int left = 3 + word.nextInt(8); left > 0 && at < bytes; left--) {
                text[at++] = (byte) ('a' + word.nextInt(26));
            }
        }
        return text;
    }

    /** Content like 16-bit sound: the upper byte is the level, the lower one is six bits of noise. */
    private static byte[] sound(int bytes) {
        byte[] sound = noise(bytes);
        for (int i = 0; i < bytes; i++) {
            sound[i] = (byte) (i % 2 == 0 ? sound[i] & 0x3f : i >> 18);
        }
        return sound;
    }

    private static byte[] plain(byte[] content, int strategy) {
        Deflater deflater = new Deflater(6, true);
        deflater.setStrategy(strategy);
        deflater.setInput(content);
        deflater.finish();
        byte[] stream = new byte[content.length];
        int n = 0;
        while (!deflater.finished()) {
            n += deflater.deflate(stream, n, stream.length - n);
        }
        deflater.end();
        return Arrays.copyOf(stream, n);
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new Random(bytes).nextBytes(noise);
        return noise;
    }

    private void take(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        joined.writeBytes(bytes);
    }

    private byte[] deflate(byte[] content, int level, Executor workers, int limit) throws IOException {
        joined.reset();
        Pipeline pipeline = new Pipeline(workers, limit);
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), level, pipeline)) {
            deflater.begin();
            ByteBuffer data = ByteBuffer.wrap(content);
            while (data.hasRemaining()) {
                deflater.fill(data);
                deflater.deflate(!data.hasRemaining(), this::take);
            }
            pipeline.drain();
        }
        return joined.toByteArray();
    }

    private static byte[] inflate(byte[] stream, int bytes) throws DataFormatException {
        Inflater inflater = new Inflater(true);
        inflater.setInput(stream);
        byte[] inflated = new byte[bytes];
        assertThat(inflater.inflate(inflated)).isEqualTo(bytes);
        assertThat(inflater.inflate(new byte[1])).isZero();
        assertThat(inflater.finished()).isTrue();
        inflater.end();
        return inflated;
    }

    @Test
    void blocks_joined_areOneStream() throws Exception {
        for (int bytes : new int[] {1, 1 << 14, (1 << 14) + 1, BLOCK, 2 * BLOCK + 5, 3 * BLOCK + (1 << 15)}) {
            byte[] content = text(bytes);
            assertThat(inflate(deflate(content, 6, Runnable::run, 1), bytes)).isEqualTo(content);
        }
    }

    @Test
    void bytes_areTheSame_howeverManyThreadsThereAre() throws Exception {
        byte[] content = text(20 * BLOCK + 100);
        byte[] alone = deflate(content, 1, Runnable::run, 1);
        assertThat(deflate(content, 1, threads, 10)).isEqualTo(alone);
        assertThat(deflate(content, 1, threads, 1)).isEqualTo(alone);
        assertThat(inflate(alone, content.length)).isEqualTo(content);
    }

    @Test
    void sound_isCompressedWithoutMatches_andTextWithThem() throws Exception {
        byte[] sound = sound(BLOCK);
        byte[] text = text(BLOCK);
        assertThat(deflate(sound, 6, Runnable::run, 1)).isEqualTo(plain(sound, Deflater.HUFFMAN_ONLY));
        assertThat(deflate(text, 6, Runnable::run, 1)).isEqualTo(plain(text, Deflater.DEFAULT_STRATEGY));
        assertThat(plain(sound, Deflater.HUFFMAN_ONLY).length)
                .isLessThan(plain(sound, Deflater.DEFAULT_STRATEGY).length * 21 / 20);
    }

    @Test
    void blocksWithAndWithoutMatches_joined_areOneStream() throws Exception {
        byte[] content = text(5 * BLOCK);
        System.arraycopy(sound(BLOCK), 0, content, BLOCK, BLOCK);
        System.arraycopy(noise(BLOCK), 0, content, 3 * BLOCK, BLOCK);
        byte[] stream = deflate(content, 6, threads, 4);
        assertThat(inflate(stream, content.length)).isEqualTo(content);
        assertThat(deflate(content, 6, Runnable::run, 1)).isEqualTo(stream);
    }

    @Test
    void partOfABlock_thatIsSound_isAStreamOfItsOwn() throws Exception {
        byte[] sound = sound(200_000);
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), 6, new Pipeline(Runnable::run, 1))) {
            DeflateBlock block = deflater.take();
            block.fill(ByteBuffer.wrap(text(100)));
            block.fill(ByteBuffer.wrap(sound));
            byte[] stream = new byte[block.deflate(100, 200_000, 0)];
            block.room().get(stream);
            assertThat(stream).isEqualTo(plain(sound, Deflater.HUFFMAN_ONLY));
        }
    }

    /** The property that parallel compression and restarts rely on. */
    @Test
    void block_dependsOnItselfAndTheWindowBeforeIt_alone() throws Exception {
        byte[] content = text(2 * BLOCK);
        byte[] both = deflate(content, 6, Runnable::run, 1);
        joined.reset();
        Pipeline pipeline = new Pipeline(Runnable::run, 1);
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), 6, pipeline)) {
            deflater.begin();
            deflater.fill(ByteBuffer.wrap(content));
            deflater.deflate(false, this::take);
            byte[] window = deflater.window();
            assertThat(window).isEqualTo(Arrays.copyOfRange(content, BLOCK - (1 << 15), BLOCK));
            try (BlockDeflater other = new BlockDeflater(DeflateEngine.jdk(), 6, pipeline)) {
                other.begin(window);
                other.fill(ByteBuffer.wrap(content, BLOCK, BLOCK));
                other.deflate(true, this::take);
            }
        }
        assertThat(joined.toByteArray()).isEqualTo(both);
    }

    @Test
    void window_ofAShortStream_isAllOfIt() throws Exception {
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), 6, new Pipeline(Runnable::run, 1))) {
            deflater.begin();
            assertThat(deflater.window()).isEmpty();
            for (byte[] piece : new byte[][] {{1, 2}, {3}}) {
                deflater.fill(ByteBuffer.wrap(piece));
                deflater.deflate(false, this::take);
            }
            assertThat(deflater.window()).containsExactly(1, 2, 3);
            deflater.begin();
            assertThat(deflater.window()).isEmpty();
        }
    }

    @Test
    void noise_staysBelowTheBound_atEveryLevel() throws Exception {
        for (int level = 0; level <= 9; level++) {
            assertThat((long) deflate(noise(BLOCK), level, Runnable::run, 1).length)
                    .isLessThan(BlockDeflater.boundOf(BLOCK));
        }
    }

    @Test
    void partOfABlock_isAStreamOfItsOwn_unlessItDoesNotShrink() throws Exception {
        byte[] text = text(5000);
        byte[] noise = noise(3000);
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), 6, new Pipeline(Runnable::run, 1))) {
            DeflateBlock block = deflater.take();
            block.fill(ByteBuffer.wrap(noise));
            block.fill(ByteBuffer.wrap(text));
            assertThat(block.filledBytes()).isEqualTo(8000);
            assertThat(block.deflate(0, 3000, 0)).isEqualTo(3000);
            int n = block.deflate(3000, 5000, 70);
            byte[] stream = new byte[n];
            block.room().position(70).get(stream);
            assertThat(inflate(stream, 5000)).isEqualTo(text);
            Deflater fresh = new Deflater(6, true);
            fresh.setInput(text);
            fresh.finish();
            byte[] alone = new byte[5000];
            assertThat(stream).isEqualTo(Arrays.copyOf(alone, fresh.deflate(alone)));
            fresh.end();
        }
    }

    @Test
    void take_waitsForABlock_insteadOfMakingMoreAndMore() throws Exception {
        int limit = 2;
        Pipeline pipeline = new Pipeline(threads, limit);
        Set<DeflateBlock> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
        try (BlockDeflater deflater = new BlockDeflater(DeflateEngine.jdk(), 6, pipeline)) {
            for (int i = 0; i < 50; i++) {
                DeflateBlock block = deflater.take();
                blocks.add(block);
                assertThat(block.filledBytes()).isZero();
                block.fill(ByteBuffer.allocate(i));
                // Half of them only wait in order, which does not count towards the pipeline's limit.
                if (i % 2 == 0) {
                    pipeline.add(() -> block, deflater::recycle);
                } else {
                    pipeline.add(turn -> deflater.recycle(block));
                }
            }
            pipeline.drain();
        }
        assertThat(blocks).hasSizeLessThanOrEqualTo(limit + 1);
    }
}
