package org.projectexporter.internal.exporting.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

import org.projectexporter.internal.io.Sha256;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.ArchiveOutput;
import org.projectexporter.spi.ArchiveWriter;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.Spool;
import org.projectexporter.spi.WriterContext;
import org.projectexporter.spi.compress.DeflateCompressor;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * The deflate engine of an export, and a digest of what its codecs make of a small sample. Another build of a codec
 * (the zlib of another Java, or of an updated operating system) produces other bytes for the same input; then a resumed
 * export could not have the bytes of an uninterrupted one.
 *
 * @param deflate name and version of the engine, as far as it is known
 * @param digest of the format's output, and of Java's deflate, which decides for every format what is compressed
 */
record Fingerprint(String deflate, String digest) {
    private static final int SAMPLE_BYTES = 48 << 10;
    private static final int WORDS = 600;

    static Fingerprint of(Codecs codecs) throws IOException {
        DeflateEngine engine = codecs.deflate();
        MessageDigest digest = Sha256.newDigest();
        digest.update(archiveOfSample(codecs));
        digest.update(deflatedSample());
        return new Fingerprint(
                engine.version().map(version -> engine.name() + " " + version).orElseGet(engine::name),
                HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    private static byte[] archiveOfSample(Codecs codecs) throws IOException {
        Memory archive = new Memory();
        byte[] sample = sample();
        CRC32 crc = new CRC32();
        crc.update(sample);
        try (ArchiveWriter writer = codecs.format().openWriter(archive, new Context(codecs))) {
            writer.putEntry(ArchiveEntry.builder(RawPath.of("sample.txt"), EntryType.FILE)
                    .size(sample.length)
                    .mode(0644)
                    .compress(true)
                    .crc32(crc.getValue())
                    .build());
            writer.write(ByteBuffer.wrap(sample));
            writer.closeEntry(crc.getValue());
            writer.finish();
        }
        return archive.bytes.toByteArray();
    }

    private static byte[] deflatedSample() throws IOException {
        byte[] sample = sample();
        try (DeflateCompressor zlib = DeflateEngine.jdk().open(Deflater.BEST_SPEED, sample.length, sample.length)) {
            zlib.input().put(sample);
            byte[] deflated = new byte[zlib.compress(0, sample.length, 0, sample.length)];
            zlib.output().get(deflated);
            return deflated;
        }
    }

    /** Text of a small vocabulary, so that matches of all lengths and distances occur. */
    private static byte[] sample() {
        Random random = new Random(7);
        byte[] sample = new byte[SAMPLE_BYTES];
        int at = 0;
        while (at < sample.length) {
            Random word = new Random(random.nextInt(WORDS) * (long) random.nextInt(3));
            for (int left = 2 + word.nextInt(9); left > 0 && at < sample.length; left--) {
                sample[at++] = (byte) (left == 1 ? ' ' : 'a' + word.nextInt(26));
            }
        }
        return sample;
    }

    private static final class Memory implements ArchiveOutput {
        private final Bytes bytes = new Bytes();

        @Override
        public long position() {
            return bytes.size();
        }

        @Override
        public void write(ByteBuffer data) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public void patch(long position, ByteBuffer data) {
            data.get(bytes.buffer(), (int) position, data.remaining());
        }
    }

    private static final class Bytes extends ByteArrayOutputStream {
        private byte[] buffer() {
            return buf;
        }
    }

    private record Context(Codecs codecs) implements WriterContext {
        @Override
        public int compressionLevel() {
            return codecs.level();
        }

        @Override
        public DeflateEngine deflateEngine() {
            return codecs.deflate();
        }

        @Override
        public Spool newSpool(String name) {
            return new MemorySpool();
        }
    }

    private static final class MemorySpool implements Spool {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public long length() {
            return bytes.size();
        }

        @Override
        public void append(ByteBuffer data) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public InputStream read() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }
}
