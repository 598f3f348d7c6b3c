package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path as the bytes of the file system, its segments separated by {@code /}.
 *
 * <p>Names on Linux are bytes without an encoding; a {@code String} cannot represent them all. The path of an entry has
 * no leading slash; the target of a symbolic link may be any bytes. The empty path is the root itself. The order is
 * that of a tree walk: segment by segment, by unsigned bytes, so that a folder is directly followed by its contents
 * ({@code a}, {@code a/b}, {@code a-b}).
 */
public final class RawPath implements Comparable<RawPath> {
    /** The path of the root itself. */
    public static final RawPath ROOT = new RawPath(new byte[0]);

    private final byte[] bytes;

    private RawPath(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * {@return a path of these bytes, which are copied}
     *
     * @param bytes with {@code /} between segments; any other bytes
     */
    public static RawPath of(byte[] bytes) {
        return bytes.length == 0 ? ROOT : new RawPath(bytes.clone());
    }

    /**
     * {@return a path of the UTF-8 bytes of {@code text}}
     *
     * @param text with {@code /} between segments
     */
    public static RawPath of(String text) {
        return text.isEmpty() ? ROOT : new RawPath(text.getBytes(StandardCharsets.UTF_8));
    }

    /** {@return a copy of the bytes} */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@return the bytes themselves, read-only} */
    public ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** {@return the number of bytes} */
    public int length() {
        return bytes.length;
    }

    /**
     * {@return the signed byte at {@code index} ({@code -128} to {@code 127})}
     *
     * @param index from 0 to one less than {@link #length}
     */
    public byte byteAt(int index) {
        return bytes[index];
    }

    /** {@return whether this is the empty path} */
    public boolean isRoot() {
        return bytes.length == 0;
    }

    /** {@return whether every byte is below 128} */
    public boolean isAscii() {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether the bytes are well-formed UTF-8} */
    public boolean isUtf8() {
        return isAscii() || strictUtf8() != null;
    }

    private @Nullable String strictUtf8() {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * {@return the path {@code child} below this one}
     *
     * @param child without a leading slash
     */
    public RawPath resolve(RawPath child) {
        if (isRoot()) {
            return child;
        }
        if (child.isRoot()) {
            return this;
        }
        byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + child.bytes.length);
        joined[bytes.length] = '/';
        System.arraycopy(child.bytes, 0, joined, bytes.length + 1, child.bytes.length);
        return new RawPath(joined);
    }

    /**
     * {@return the path {@code child} below this one}
     *
     * @param child without a leading slash; its bytes are those of UTF-8
     */
    public RawPath resolve(String child) {
        return resolve(of(child));
    }

    /**
     * {@return these bytes with {@code end} directly after them: {@code film} and {@code .zip} make {@code film.zip}}
     *
     * @param end follows without a slash
     */
    public RawPath append(RawPath end) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + end.bytes.length);
        System.arraycopy(end.bytes, 0, joined, bytes.length, end.bytes.length);
        return new RawPath(joined);
    }

    /**
     * {@return these bytes with those of a text directly after them}
     *
     * @param end follows in UTF-8 without a slash
     */
    public RawPath append(String end) {
        return append(of(end));
    }

    /** {@return all but the last segment; the root for a path of one segment; null for the root} */
    public @Nullable RawPath parent() {
        if (isRoot()) {
            return null;
        }
        int slash = lastSlash();
        return slash <= 0 ? ROOT : new RawPath(Arrays.copyOf(bytes, slash));
    }

    /** {@return the last segment; the root for the root} */
    public RawPath fileName() {
        int slash = lastSlash();
        return slash < 0 ? this : new RawPath(Arrays.copyOfRange(bytes, slash + 1, bytes.length));
    }

    /**
     * {@return whether the last segment is {@code name}; equivalent to {@code fileName().equals(name)}}
     *
     * @param name one segment
     */
    public boolean isNamed(RawPath name) {
        int start = bytes.length - name.bytes.length;
        return start >= 0
                && (start == 0 || bytes[start - 1] == '/')
                && Arrays.equals(bytes, start, bytes.length, name.bytes, 0, name.bytes.length);
    }

    private int lastSlash() {
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (bytes[i] == '/') {
                return i;
            }
        }
        return -1;
    }

    /**
     * {@return whether this path is {@code folder} or below it}
     *
     * @param folder compared by whole segments
     */
    public boolean startsWith(RawPath folder) {
        int n = folder.bytes.length;
        return n == 0
                || (bytes.length >= n
                        && Arrays.equals(bytes, 0, n, folder.bytes, 0, n)
                        && (bytes.length == n || bytes[n] == '/'));
    }

    /**
     * {@return this path relative to {@code folder}}
     *
     * @param folder this path or one above it
     * @throws IllegalArgumentException if this path is not below {@code folder}
     */
    public RawPath relativeTo(RawPath folder) {
        if (!startsWith(folder)) {
            throw new IllegalArgumentException(this + " is not below " + folder);
        }
        int skip = folder.isRoot() ? 0 : Math.min(folder.bytes.length + 1, bytes.length);
        return skip == bytes.length ? ROOT : new RawPath(Arrays.copyOfRange(bytes, skip, bytes.length));
    }

    /** Tree order; see the class comment. */
    @Override
    public int compareTo(RawPath other) {
        int at = Arrays.mismatch(bytes, other.bytes);
        if (at < 0) {
            return 0;
        }
        if (at == bytes.length) {
            return -1;
        }
        if (at == other.bytes.length) {
            return 1;
        }
        return Integer.compare(rank(bytes[at]), rank(other.bytes[at]));
    }

    /** The separator sorts before every byte of a name. */
    private static int rank(byte b) {
        return b == '/' ? -1 : b & 0xff;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawPath that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The text for people, with U+FFFD where the bytes are not UTF-8. Do not create a path from it. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
