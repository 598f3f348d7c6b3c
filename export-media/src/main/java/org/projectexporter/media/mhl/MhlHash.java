package org.projectexporter.media.mhl;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashStream64;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The hashes that ASC MHL records, by the names of their elements: {@code HashType} in its schema {@code ASCMHL.xsd}.
 * XXH32, which the schema has for old lists, is not supported.
 */
enum MhlHash {
    XXH64(1, "xxh64", 8),
    XXH3(2, "xxh3", 8),
    XXH128(3, "xxh128", 16),
    MD5(4, "md5", 16),
    SHA1(5, "sha1", 20),
    C4(6, "c4", 64);

    private static final int COPIED_BYTES = 1 << 16;

    private final int code;
    private final String element;
    private final int bytes;

    /** A hash that is being computed. */
    interface Running {
        /** Adds the bytes between position and limit. */
        void update(ByteBuffer data);

        /** The hash; called once. */
        byte[] finish();
    }

    MhlHash(int code, String element, int bytes) {
        this.code = code;
        this.element = element;
        this.bytes = bytes;
    }

    /** The hash with this code. */
    static MhlHash of(int code) {
        for (MhlHash hash : values()) {
            if (hash.code == code) {
                return hash;
            }
        }
        throw new IllegalArgumentException("no hash has the code " + code);
    }

    /** The hash with this name of its element; null if there is none. */
    static @Nullable MhlHash named(String element) {
        for (MhlHash hash : values()) {
            if (hash.element.equals(element)) {
                return hash;
            }
        }
        return null;
    }

    /** What stands for it in work files. */
    int code() {
        return code;
    }

    /** The name of its element. */
    String element() {
        return element;
    }

    /** Its length in bytes. */
    int bytes() {
        return bytes;
    }

    /** Starts to compute it. */
    Running start() {
        return switch (this) {
            case XXH64 -> new OfStream64(Hashing.xxh64().hashStream());
            case XXH3 -> new OfStream64(Hashing.xxh3_64().hashStream());
            case XXH128 -> new OfStream128(Hashing.xxh3_128().hashStream());
            case MD5 -> new OfDigest("MD5");
            case SHA1 -> new OfDigest("SHA-1");
            case C4 -> new OfDigest("SHA-512");
        };
    }

    /** The hash of some bytes. */
    byte[] of(byte[]... parts) {
        Running running = start();
        for (byte[] part : parts) {
            running.update(ByteBuffer.wrap(part));
        }
        return running.finish();
    }

    /** A hash as the text of its element. */
    String text(byte[] hash) {
        return this == C4 ? C4Id.of(hash) : HexFormat.of().formatHex(hash);
    }

    /** The hash that an element's text has; null if it has none. */
    byte @Nullable [] parse(String text) {
        try {
            byte[] hash = this == C4 ? C4Id.parse(text) : HexFormat.of().parseHex(text);
            return hash.length == bytes ? hash : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static final class OfDigest implements Running {
        private final MessageDigest digest;

        OfDigest(String algorithm) {
            try {
                digest = MessageDigest.getInstance(algorithm);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + algorithm, e);
            }
        }

        @Override
        public void update(ByteBuffer data) {
            digest.update(data);
        }

        @Override
        public byte[] finish() {
            return digest.digest();
        }
    }

    /** Passes bytes to a stream that takes arrays only. */
    private abstract static class OfArrays implements Running {
        private byte[] copy = new byte[0];

        abstract void put(byte[] array, int offset, int length);

        @Override
        public void update(ByteBuffer data) {
            if (data.hasArray()) {
                put(data.array(), data.arrayOffset() + data.position(), data.remaining());
                data.position(data.limit());
                return;
            }
            if (copy.length < Math.min(data.remaining(), COPIED_BYTES)) {
                copy = new byte[Math.min(data.remaining(), COPIED_BYTES)];
            }
            while (data.hasRemaining()) {
                int length = Math.min(data.remaining(), copy.length);
                data.get(copy, 0, length);
                put(copy, 0, length);
            }
        }
    }

    private static final class OfStream64 extends OfArrays {
        private final HashStream64 stream;

        OfStream64(HashStream64 stream) {
            this.stream = stream;
        }

        @Override
        void put(byte[] array, int offset, int length) {
            stream.putBytes(array, offset, length);
        }

        @Override
        public byte[] finish() {
            return ByteBuffer.allocate(Long.BYTES).putLong(stream.getAsLong()).array();
        }
    }

    private static final class OfStream128 extends OfArrays {
        private final HashStream128 stream;

        OfStream128(HashStream128 stream) {
            this.stream = stream;
        }

        @Override
        void put(byte[] array, int offset, int length) {
            stream.putBytes(array, offset, length);
        }

        /** The more significant half first: the canonical form of xxHash, in {@code xxhash.h}. */
        @Override
        public byte[] finish() {
            HashValue128 value = stream.get();
            return ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(value.getMostSignificantBits())
                    .putLong(value.getLeastSignificantBits())
                    .array();
        }
    }
}
