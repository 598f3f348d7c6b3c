package org.projectexporter.internal.wire;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

import org.projectexporter.spi.RawPath;

/**
 * Reads what a {@link WireWriter} wrote, from memory or a stream, and computes the CRC-32C of everything read. Not
 * thread-safe.
 *
 * <p>The bytes are untrusted: what a writer cannot have written causes a {@link CorruptFileException}. So does a length
 * or number for which too few bytes are left: memory is bounded by the size of the file, and for one value of a stream
 * by {@link #MOST_BYTES}.
 */
public final class WireReader implements Closeable {
    /** More bytes than any value in a stream has, except for fixed ones. */
    public static final int MOST_BYTES = 1 << 24;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int STREAM_BYTES = 1 << 16;
    private static final int NANOS = 1_000_000_000;

    private final @Nullable InputStream stream;
    private final Origin origin;
    private final CRC32C crc = new CRC32C();
    private byte[] buffer;
    private int at;
    private int end;
    private int summed;
    private long leftInStream;

    /** Reads from memory. */
    public WireReader(byte[] bytes, Origin origin) {
        stream = null;
        this.origin = origin;
        buffer = bytes;
        end = bytes.length;
    }

    /**
     * Reads from a stream, which need not be buffered and is closed with this reader.
     *
     * @param length number of bytes that it must contain; no more are read
     */
    public WireReader(InputStream stream, long length, Origin origin) {
        this.stream = stream;
        this.origin = origin;
        buffer = new byte[(int) Math.min(STREAM_BYTES, length)];
        leftInStream = length;
    }

    /** Number of bytes that are left. */
    public long remaining() {
        return end - at + leftInStream;
    }

    /** The index of the next {@code count} bytes in the buffer. */
    private int next(int count) throws IOException {
        if (count > end - at) {
            fill(count);
        }
        int index = at;
        at += count;
        return index;
    }

    /** Reads until {@code count} bytes are in the buffer. */
    private void fill(int count) throws IOException {
        if (stream == null || count > remaining()) {
            throw corrupt("it ends early");
        }
        sum();
        int kept = end - at;
        byte[] target = count <= buffer.length ? buffer : new byte[count];
        System.arraycopy(buffer, at, target, 0, kept);
        buffer = target;
        at = 0;
        summed = 0;
        end = kept;
        int wanted = (int) Math.min(buffer.length - kept, leftInStream);
        int read = stream.readNBytes(buffer, kept, wanted);
        end += read;
        leftInStream -= read;
        if (read < wanted) {
            throw corrupt("it ends early");
        }
    }

    private void sum() {
        crc.update(buffer, summed, at - summed);
        summed = at;
    }

    /** The exception for what was read; {@code found} is the defect. */
    public CorruptFileException corrupt(String found) {
        return origin.corrupt(found, null);
    }

    /** The next 8 bits, from 0 to 255. */
    public int readByte() throws IOException {
        int index = next(Byte.BYTES); // which may replace the buffer
        return buffer[index] & 0xff;
    }

    public boolean readBoolean() throws IOException {
        int value = readByte();
        if (value > 1) {
            throw corrupt("a boolean of " + value);
        }
        return value == 1;
    }

    /** The next 16 bits, from 0 to 65,535. */
    public int readShort() throws IOException {
        int index = next(Short.BYTES);
        return (short) SHORTS.get(buffer, index) & 0xffff;
    }

    public int readInt() throws IOException {
        int index = next(Integer.BYTES);
        return (int) INTS.get(buffer, index);
    }

    public long readLong() throws IOException {
        int index = next(Long.BYTES);
        return (long) LONGS.get(buffer, index);
    }

    /** The next bytes, as many as {@link WireWriter#writeFixed} was given. */
    public byte[] readFixed(int count) throws IOException {
        if (count > remaining()) {
            throw corrupt("it ends early");
        }
        int index = next(count);
        return Arrays.copyOfRange(buffer, index, index + count);
    }

    /** Bytes, preceded by their number. */
    public byte[] readBytes() throws IOException {
        return readBytes(mostBytes());
    }

    /** Bytes, preceded by their number, which is at most {@code most}. */
    public byte[] readBytes(int most) throws IOException {
        return readFixed(readLength(most));
    }

    /** Bytes in memory are bounded already. */
    private int mostBytes() {
        return stream == null ? Integer.MAX_VALUE : MOST_BYTES;
    }

    private int readLength(int most) throws IOException {
        int length = readInt();
        if (length < 0 || length > most || length > remaining()) {
            throw corrupt("a length of " + Integer.toUnsignedLong(length));
        }
        return length;
    }

    public RawPath readPath() throws IOException {
        return RawPath.of(readBytes());
    }

    public String readText() throws IOException {
        int length = readLength(mostBytes());
        int index = next(length);
        return new String(buffer, index, length, StandardCharsets.UTF_8);
    }

    public Instant readInstant() throws IOException {
        long seconds = readLong();
        int nanos = readInt();
        if (nanos < 0
                || nanos >= NANOS
                || seconds < Instant.MIN.getEpochSecond()
                || seconds > Instant.MAX.getEpochSecond()) {
            throw corrupt("a moment " + seconds + " seconds and " + nanos + " nanoseconds after 1970");
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    /** One of these constants of an enum. */
    public <E extends Enum<E>> E readEnum(E[] constants) throws IOException {
        int ordinal = readByte();
        if (ordinal >= constants.length) {
            throw corrupt("constant " + ordinal + " of an enum that has " + constants.length);
        }
        return constants[ordinal];
    }

    /** An optional value. */
    public <T> @Nullable T readOptional(Decoder<T> decoder) throws IOException {
        return readBoolean() ? decoder.read(this) : null;
    }

    /** Values, preceded by their number; each is at least one byte long. */
    public <T> List<T> readList(Decoder<? extends T> decoder) throws IOException {
        int count = readInt();
        if (count < 0 || count > remaining()) {
            throw corrupt("a list of " + Integer.toUnsignedLong(count));
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(decoder.read(this));
        }
        return values;
    }

    /** A value whose type checks its own components. */
    public <T> T readChecked(Decoder<T> decoder) throws IOException {
        try {
            return decoder.read(this);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            throw origin.corrupt("it holds a value that cannot be", e);
        }
    }

    /** CRC-32C of all bytes so far. */
    public int crc32c() {
        sum();
        return (int) crc.getValue();
    }

    /** Reads the CRC-32C of all bytes before it. */
    public void requireChecksum() throws IOException {
        int expected = crc32c();
        if (readInt() != expected) {
            throw corrupt("its checksum is wrong");
        }
    }

    /** Checks that no byte is left. */
    public void requireEnd() throws IOException {
        if (remaining() > 0) {
            throw corrupt(remaining() + " bytes follow its end");
        }
    }

    /** Closes the stream. */
    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
