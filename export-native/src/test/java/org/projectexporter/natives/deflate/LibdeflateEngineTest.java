package org.projectexporter.natives.deflate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.compress.Pipeline;
import org.projectexporter.testkit.fixtures.Noise;

class LibdeflateEngineTest {
    private static final int BLOCK = BlockDeflater.BLOCK_BYTES;

    private final LibdeflateEngine engine = new LibdeflateEngine();

    private static byte[] text(int bytes) {
        return Arrays.copyOf(new Noise(bytes).text(bytes).getBytes(StandardCharsets.US_ASCII), bytes);
    }

    private byte[] deflate(byte[] content, Executor workers, int limit) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        Pipeline pipeline = new Pipeline(workers, limit);
        try (BlockDeflater deflater = new BlockDeflater(engine, 6, pipeline)) {
            deflater.begin();
            ByteBuffer data = ByteBuffer.wrap(content);
            while (data.hasRemaining()) {
                deflater.fill(data);
                deflater.deflate(!data.hasRemaining(), piece -> {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    joined.writeBytes(bytes);
                });
            }
            pipeline.drain();
        }
        return joined.toByteArray();
    }

    @Test
    void engine_isFoundByItsName() {
        assertThat(ServiceLoader.load(DeflateEngine.class)).singleElement().satisfies(found -> assertThat(found.name())
                .isEqualTo("libdeflate"));
    }

    /** The library has no version, so the version that archives name is that of the artifact. */
    @Test
    void version_isThatOfTheArtifact_whoseLibrariesAreKnown() throws Exception {
        Properties artifact = new Properties();
        try (InputStream in = Objects.requireNonNull(
                getClass().getResourceAsStream("/META-INF/maven/io.airlift/aircompressor-v3/pom.properties"))) {
            artifact.load(in);
        }
        assertThat(artifact.getProperty("version")).isEqualTo(LibdeflateEngine.ARTIFACT_VERSION);
        assertThat(engine.version()).contains("aircompressor-" + artifact.getProperty("version"));
        for (Map.Entry<String, String> library : LibdeflateLibrary.SHA256.entrySet()) {
            try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/" + library.getKey()))) {
                byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                assertThat(HexFormat.of().formatHex(sha256))
                        .as(library.getKey())
                        .isEqualTo(library.getValue());
            }
        }
    }

    /** Java 17 and newer, and each processor, must make these. */
    @Test
    void results_areTheKnownOnes() throws IOException {
        LibdeflateLibrary.load();
        assertThat(KnownOutput.digest()).isEqualTo(KnownOutput.DIGEST);
    }

    @Test
    void bytes_areTheSame_howeverManyThreadsThereAre() throws Exception {
        byte[] content = text(9 * BLOCK + 100);
        System.arraycopy(new Noise(2).bytes(BLOCK), 0, content, 3 * BLOCK, BLOCK);
        byte[] alone = deflate(content, Runnable::run, 1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            assertThat(deflate(content, threads, 10)).isEqualTo(alone);
            assertThat(deflate(content, threads, 1)).isEqualTo(alone);
        } finally {
            threads.shutdown();
        }
        assertThat(inflate(alone, content.length)).isEqualTo(content);
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

    /** Words of which some are frequent and most are rare, as in any language. */
    private static byte[] prose(int bytes) {
        Random random = new Random(bytes);
        StringBuilder prose = new StringBuilder();
        while (prose.length() < bytes) {
            double rare = random.nextDouble();
            Random word = new Random((long) (4000 * rare * rare * rare));
            for (int letters = 2 + word.nextInt(9); letters > 0; letters--) {
                prose.append((char) ('a' + Math.abs(word.nextGaussian() * 7) % 26));
            }
            prose.append(' ');
        }
        return Arrays.copyOf(prose.toString().getBytes(StandardCharsets.US_ASCII), bytes);
    }

    @Test
    void prose_isSmallerThanByZlib_atEachLevel() throws IOException {
        for (int level = 1; level <= 9; level++) {
            for (int bytes : new int[] {1500, 100_000, BLOCK}) {
                byte[] text = prose(bytes);
                assertThat(size(engine, level, text))
                        .as("level " + level + ", " + bytes)
                        .isLessThan(size(DeflateEngine.jdk(), level, text));
            }
        }
    }

    private static int size(DeflateEngine engine, int level, byte[] content) throws IOException {
        try (DeflateCompressor compressor = engine.open(level, content.length, 2 * content.length)) {
            compressor.input().put(0, content);
            return compressor.compress(0, content.length, 0, 2 * content.length);
        }
    }

    @Test
    void contentThatDoesNotFit_isReported_andNothingIsWrittenBeyondTheRoom() throws IOException {
        byte[] noise = new Noise(1).bytes(3000);
        try (DeflateCompressor compressor = engine.open(6, 3000, 4000)) {
            compressor.input().put(0, noise);
            for (int room : new int[] {2999, 100, 1, 0, -1}) {
                byte[] before = new byte[4000];
                compressor.output().put(0, before);
                assertThat(compressor.compress(0, 3000, 500, room)).isEqualTo(-1);
                byte[] after = new byte[4000];
                compressor.output().get(0, after);
                Arrays.fill(after, 500, 500 + Math.max(0, room), (byte) 0);
                assertThat(after).isEqualTo(before);
            }
            assertThat(compressor.compress(0, 3000, 500, 3500)).isBetween(3000, 3500);
        }
    }

    @Test
    void rangesOutsideTheBuffers_areRefused_alsoAfterClose() throws IOException {
        DeflateCompressor compressor = engine.open(Deflater.BEST_SPEED, 100, 200);
        assertThatThrownBy(() -> compressor.compress(0, 101, 0, 200)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> compressor.compress(-1, 10, 0, 200)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> compressor.compress(0, 100, 1, 200)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> compressor.compress(90, Integer.MAX_VALUE, 0, 200))
                .isInstanceOf(IllegalStateException.class);
        compressor.close();
        compressor.close();
        assertThatThrownBy(() -> compressor.compress(0, 100, 0, 200)).isInstanceOf(IllegalStateException.class);
    }
}
