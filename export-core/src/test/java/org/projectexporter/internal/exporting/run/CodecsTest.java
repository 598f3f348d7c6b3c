package org.projectexporter.internal.exporting.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveFormat;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveReader;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.BlockDeflater;
import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;
import org.projectexporter.spi.compress.Pipeline;

class CodecsTest {
    private static final int LEVEL = 6;

    /** An engine of some version, which compresses as Java's does, one level higher. */
    private record FakeEngine(Optional<String> version, int higher) implements DeflateEngine {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public int compressorBytes() {
            return 1;
        }

        @Override
        public DeflateCompressor open(int level, int inputBytes, int outputBytes) throws IOException {
            return DeflateEngine.jdk().open(level + higher, inputBytes, outputBytes);
        }
    }

    /** Writes content as one deflate stream. */
    private static final class Deflated implements ArchiveFormat {
        @Override
        public String name() {
            return "deflated";
        }

        @Override
        public List<String> suffixes() {
            return List.of(".deflated");
        }

        @Override
        public String description() {
            return "";
        }

        @Override
        public ArchiveReader openReader(SeekableByteChannel archive) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException {
            BlockDeflater deflater = new BlockDeflater(
                    context.deflateEngine(), context.compressionLevel(), new Pipeline(Runnable::run, 1));
            return new ArchiveWriter() {
                @Override
                public void putEntry(ArchiveEntry entry) {
                    deflater.begin();
                }

                @Override
                public void write(ByteBuffer data) {
                    deflater.fill(data);
                }

                @Override
                public void closeEntry(long crc32) throws IOException {
                    deflater.deflate(true, output::write);
                }

                @Override
                public void finish() {}

                @Override
                public void close() {
                    deflater.close();
                }
            };
        }
    }

    private static Codecs codecs(DeflateEngine engine, int level) {
        return new Codecs(new Deflated(), engine, level);
    }

    private static Codecs fake(String version, int higher) {
        return codecs(new FakeEngine(Optional.of(version), higher), LEVEL);
    }

    @Test
    void resume_byTheSameCodecs_isPossible() throws IOException {
        Codecs java = codecs(DeflateEngine.jdk(), LEVEL);
        Fingerprint before = java.fingerprint();
        assertThatCode(() -> java.requireSame(before)).doesNotThrowAnyException();
        assertThat(before.deflate()).isEqualTo("jdk");

        Fingerprint fake = fake("1.2", 1).fingerprint();
        assertThatCode(() -> fake("1.2", 1).requireSame(fake)).doesNotThrowAnyException();
        assertThat(fake.deflate()).isEqualTo("fake 1.2");
    }

    @Test
    void resume_byAnotherVersionOfTheEngine_isRefusedWithBothVersions() throws IOException {
        Fingerprint before = fake("1.2", 1).fingerprint();

        assertThatThrownBy(() -> fake("1.3", 1).requireSame(before))
                .isInstanceOf(ExportException.class)
                .hasFieldOrPropertyWithValue("reason", Reason.OTHER_VERSION)
                .hasMessageContaining("begun with the deflate engine fake 1.2, and the one here is fake 1.3");
    }

    @Test
    void resume_byAnotherEngine_isRefused_evenIfItsBytesAreTheSame() throws IOException {
        Fingerprint before = codecs(DeflateEngine.jdk(), LEVEL).fingerprint();

        assertThatThrownBy(() -> fake("1", 0).requireSame(before))
                .hasMessageContaining("jdk, and the one here is fake 1");
    }

    /** As an updated zlib of the operating system does. */
    @Test
    void resume_byTheSameVersion_thatMakesOtherBytes_isRefused() throws IOException {
        Fingerprint before = fake("1", 0).fingerprint();

        assertThatThrownBy(() -> fake("1", 2).requireSame(before))
                .hasFieldOrPropertyWithValue("reason", Reason.OTHER_VERSION)
                .hasMessageContaining("the deflated compression here differs");
        assertThatThrownBy(() -> codecs(DeflateEngine.jdk(), 1)
                        .requireSame(codecs(DeflateEngine.jdk(), 2).fingerprint()))
                .hasMessageContaining("differs");
    }
}
