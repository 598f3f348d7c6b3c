package org.projectexporter.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.projectexporter.internal.io.Crc32c;
import org.projectexporter.spi.RawPath;

/** What is written is read, of each type, from memory and from streams. */
class WireValuesTest {
    private static final Origin ORIGIN = new Origin("a test", "mend it");

    private static <T> void assertComesBack(T value, Encoder<T> encoder, Decoder<T> decoder) throws IOException {
        WireWriter out = new WireWriter(0);
        encoder.write(out, value);
        WireReader in = new WireReader(out.toByteArray(), ORIGIN);

        assertThat(decoder.read(in)).isEqualTo(value);
        assertThat(in.remaining()).isZero();
        assertThat(in.crc32c()).isEqualTo(out.crc32c()).isEqualTo(Crc32c.of(out.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x0123456789abcdefL})
    void numbers_comeBack(long number) throws IOException {
        assertComesBack(number, WireWriter::writeLong, WireReader::readLong);
        assertComesBack((int) number, WireWriter::writeInt, WireReader::readInt);
        assertComesBack((int) number & 0xffff, WireWriter::writeShort, WireReader::readShort);
        assertComesBack((int) number & 0xff, WireWriter::writeByte, WireReader::readByte);
    }

    @Test
    void numbers_areBigEndian() throws IOException {
        WireWriter out = new WireWriter();
        out.writeShort(0x0102);
        out.writeInt(0x03040506);
        out.writeLong(0x0708090a0b0c0d0eL);

        assertThat(out.toByteArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void booleans_comeBack(boolean value) throws IOException {
        assertComesBack(value, WireWriter::writeBoolean, WireReader::readBoolean);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 300, 65_536, 200_000})
    void bytes_comeBack(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        assertComesBack(bytes, WireWriter::writeBytes, WireReader::readBytes);
        assertComesBack(bytes, WireWriter::writeFixed, in -> in.readFixed(length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "é\u20ac\ud83c\udfac", "\u0000", "line\n"})
    void texts_comeBack(String text) throws IOException {
        assertComesBack(text, WireWriter::writeText, WireReader::readText);
        assertComesBack(
                text,
                (out, value) -> out.writeOptional(value, WireWriter::writeText),
                in -> in.readOptional(WireReader::readText));
    }

    @Test
    void paths_comeBack_whateverBytesTheyHold() throws IOException {
        for (byte[] bytes : new byte[][] {{}, {'a', '/', 'b'}, {(byte) 0xff, '\n', (byte) 0x80}}) {
            assertComesBack(RawPath.of(bytes), WireWriter::writePath, WireReader::readPath);
        }
    }

    @Test
    void instants_comeBack_toTheNanosecond() throws IOException {
        for (Instant instant : List.of(
                Instant.MIN,
                Instant.MAX,
                Instant.EPOCH,
                Instant.EPOCH.minusNanos(1),
                Instant.MAX.minus(1, ChronoUnit.NANOS))) {
            assertComesBack(instant, WireWriter::writeInstant, WireReader::readInstant);
        }
    }

    @Test
    void enums_comeBack() throws IOException {
        for (ChronoUnit unit : ChronoUnit.values()) {
            assertComesBack(unit, WireWriter::writeEnum, in -> in.readEnum(ChronoUnit.values()));
        }
    }

    @Test
    void missingValues_comeBack() throws IOException {
        WireWriter out = new WireWriter();
        out.writeOptional(null, WireWriter::writeText);

        assertThat(new WireReader(out.toByteArray(), ORIGIN).readOptional(WireReader::readText))
                .isNull();
    }

    @Test
    void lists_comeBack_inTheirOrder() throws IOException {
        for (List<String> texts : List.of(List.<String>of(), List.of("b"), List.of("b", "", "a"))) {
            assertComesBack(
                    texts,
                    (out, value) -> out.writeList(value, WireWriter::writeText),
                    in -> in.readList(WireReader::readText));
        }
    }

    /** Values of all sizes at all places of the buffers, the long ones longer than a buffer. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void valuesInAStream_comeBack_withTheSameChecksum(int seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            values.add(new byte[i % 100 == 7 ? 60_000 + random.nextInt(100_000) : random.nextInt(2_000)]);
            random.nextBytes(values.get(i));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int sum;
        try (WireWriter out = new WireWriter(bytes)) {
            for (byte[] value : values) {
                out.writeByte(7);
                out.writeBytes(value);
                out.writeLong(value.length);
            }
            sum = out.crc32c();
            out.writeChecksum();
        }
        byte[] all = bytes.toByteArray();
        assertThat(sum).isEqualTo(Crc32c.of(ByteBuffer.wrap(all, 0, all.length - 4)));
        try (WireReader in = new WireReader(new ByteArrayInputStream(all), all.length, ORIGIN)) {
            for (byte[] value : values) {
                assertThat(in.readByte()).isEqualTo(7);
                assertThat(in.readBytes()).isEqualTo(value);
                assertThat(in.readLong()).isEqualTo(value.length);
            }
            in.requireChecksum();
            in.requireEnd();
        }
    }

    @Test
    void clear_startsOver() throws IOException {
        WireWriter out = new WireWriter();
        out.writeLong(1);
        out.crc32c();
        out.clear();
        out.writeByte(9);

        assertThat(out.toByteArray()).containsExactly(9);
        assertThat(out.view().remaining()).isOne();
        assertThat(out.crc32c()).isEqualTo(Crc32c.of(new byte[] {9}));
    }

    @Test
    void close_closesTheStreams() throws IOException {
        List<String> closed = Collections.synchronizedList(new ArrayList<>());
        new WireWriter(new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        closed.add("out of " + size());
                    }
                })
                .close();
        new WireReader(
                        new ByteArrayInputStream(new byte[0]) {
                            @Override
                            public void close() {
                                closed.add("in");
                            }
                        },
                        0,
                        ORIGIN)
                .close();

        assertThat(closed).containsExactly("out of 0", "in");
    }
}
