package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.zip.CRC32C;

import org.projectexporter.spi.RawPath;

/**
 * Writes values as bytes, into memory or to a stream, and computes the CRC-32C of everything written. Not thread-safe.
 */
public final class WireWriter implements Closeable {
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int STREAM_BYTES = 1 << 16;
    private static final int MEMORY_BYTES = 256;

    private final @Nullable OutputStream stream;
    private final CRC32C crc = new CRC32C();
    private byte[] buffer;
    private int end;
    private int summed;

    /** Writes into memory. */
    public WireWriter() {
        this(MEMORY_BYTES);
    }

    /**
     * Writes into memory.
     *
     * @param expectedBytes the approximate number of bytes to be written
     */
    public WireWriter(int expectedBytes) {
        stream = null;
        buffer = new byte[expectedBytes];
    }

    /** Writes to a stream, which need not be buffered and is closed with this writer. */
    public WireWriter(OutputStream stream) {
        this.stream = stream;
        buffer = new byte[STREAM_BYTES];
    }

    /** The index of the next {@code count} bytes in the buffer, which is enlarged if needed. */
    private int next(int count) throws IOException {
        if (count > buffer.length - end) {
            drain();
            if (count > buffer.length - end) {
                buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(end, count)));
            }
        }
        int at = end;
        end += count;
        return at;
    }

    private void drain() throws IOException {
        if (stream != null) {
            sum();
            stream.write(buffer, 0, end);
            end = 0;
            summed = 0;
        }
    }

    private void sum() {
        crc.update(buffer, summed, end - summed);
        summed = end;
    }

    /** Writes the low 8 bits. */
    public void writeByte(int value) throws IOException {
        int at = next(Byte.BYTES); // which may replace the buffer
        buffer[at] = (byte) value;
    }

    public void writeBoolean(boolean value) throws IOException {
        writeByte(value ? 1 : 0);
    }

    /** Writes the low 16 bits. */
    public void writeShort(int value) throws IOException {
        int at = next(Short.BYTES);
        SHORTS.set(buffer, at, (short) value);
    }

    public void writeInt(int value) throws IOException {
        int at = next(Integer.BYTES);
        INTS.set(buffer, at, value);
    }

    public void writeLong(long value) throws IOException {
        int at = next(Long.BYTES);
        LONGS.set(buffer, at, value);
    }

    /** Writes bytes whose number is known to the reader. */
    public void writeFixed(byte[] bytes) throws IOException {
        int at = next(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
    }

    /** Writes the number of bytes, then the bytes. */
    public void writeBytes(byte[] bytes) throws IOException {
        writeInt(bytes.length);
        writeFixed(bytes);
    }

    public void writePath(RawPath path) throws IOException {
        int length = path.length();
        writeInt(length);
        int at = next(length);
        path.buffer().get(buffer, at, length);
    }

    public void writeText(String text) throws IOException {
        writePath(RawPath.of(text));
    }

    @SuppressWarnings("JavaInstantGetSecondsGetNano") // both halves
    public void writeInstant(Instant instant) throws IOException {
        writeLong(instant.getEpochSecond());
        writeInt(instant.getNano());
    }

    /**
     * Writes a constant of an enum that has at most 256. Changing the order of the constants requires a new version of
     * the file.
     */
    @SuppressWarnings("EnumOrdinal")
    public void writeEnum(Enum<?> constant) throws IOException {
        writeByte(constant.ordinal());
    }

    /** Writes an optional value. */
    public <T> void writeOptional(@Nullable T value, Encoder<T> encoder) throws IOException {
        writeBoolean(value != null);
        if (value != null) {
            encoder.write(this, value);
        }
    }

    /** Writes the number of values, then the values in order. */
    public <T> void writeList(Collection<T> values, Encoder<? super T> encoder) throws IOException {
        writeInt(values.size());
        for (T value : values) {
            encoder.write(this, value);
        }
    }

    /** CRC-32C of all bytes so far. */
    public int crc32c() {
        sum();
        return (int) crc.getValue();
    }

    /** Writes the CRC-32C of all bytes before it. */
    public void writeChecksum() throws IOException {
        writeInt(crc32c());
    }

    /** What was written into memory; read-only, and valid until more is written. */
    public ByteBuffer view() {
        return ByteBuffer.wrap(buffer, 0, end).asReadOnlyBuffer();
    }

    /** A copy of what was written into memory. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, end);
    }

    /** Discards what was written into memory. */
    public void clear() {
        end = 0;
        summed = 0;
        crc.reset();
    }

    /** Passes all bytes to the stream. */
    public void flush() throws IOException {
        drain();
        if (stream != null) {
            stream.flush();
        }
    }

    /** Closes the stream after passing all bytes to it. */
    @Override
    public void close() throws IOException {
        if (stream != null) {
            try (stream) {
                flush();
            }
        }
    }
}
