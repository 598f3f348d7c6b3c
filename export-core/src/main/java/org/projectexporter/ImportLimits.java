package org.projectexporter;

/**
 * How much an untrusted archive may unpack; immutable. The limits apply to the actual content, not only to what headers
 * declare.
 *
 * <pre>{@code
 * ImportLimits limits = ImportLimits.builder().bytes(freeSpace).build();
 * }</pre>
 */
public final class ImportLimits {
    /** Below this many bytes, {@link #ratio} does not apply: even a small archive may hold an empty disk image. */
    public static final long HARMLESS_BYTES = 64L << 20;

    private static final ImportLimits DEFAULTS = builder().build();

    private final long entries;
    private final long bytes;
    private final int ratio;
    private final int pathBytes;
    private final long manifestBytes;

    private ImportLimits(Builder builder) {
        entries = builder.entries;
        bytes = builder.bytes;
        ratio = builder.ratio;
        pathBytes = builder.pathBytes;
        manifestBytes = builder.manifestBytes;
    }

    /** {@return the defaults} */
    public static ImportLimits defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder with these limits} */
    public Builder toBuilder() {
        return builder()
                .entries(entries)
                .bytes(bytes)
                .ratio(ratio)
                .pathBytes(pathBytes)
                .manifestBytes(manifestBytes);
    }

    /** {@return the largest number of entries of any kind; each needs about 32 bytes of memory} Default: 2,000,000. */
    public long entries() {
        return entries;
    }

    /** {@return the largest total size of all content in bytes} Default: 16 TiB. */
    public long bytes() {
        return bytes;
    }

    /**
     * {@return the largest number of bytes of content for each byte of the archive, once there are more than
     * {@link #HARMLESS_BYTES}} Default: 200.
     */
    public int ratio() {
        return ratio;
    }

    /** {@return the largest length of a path, or of a link's target, in bytes} Default: 4095, the limit of Linux. */
    public int pathBytes() {
        return pathBytes;
    }

    /** {@return the largest size of the manifest in bytes} Default: 256 MiB. */
    public long manifestBytes() {
        return manifestBytes;
    }

    /** Builds limits; those that are not set have their defaults. */
    public static final class Builder {
        private long entries = 2_000_000;
        private long bytes = 16L << 40;
        private int ratio = 200;
        private int pathBytes = 4095;
        private long manifestBytes = 256L << 20;

        private Builder() {}

        /**
         * {@return this builder, with {@link ImportLimits#entries} set}
         * @param value more than 0
         */
        public Builder entries(long value) {
            entries = positive(value, "entries");
            return this;
        }

        /**
         * {@return this builder, with {@link ImportLimits#bytes} set}
         * @param value more than 0
         */
        public Builder bytes(long value) {
            bytes = positive(value, "bytes");
            return this;
        }

        /**
         * {@return this builder, with {@link ImportLimits#ratio} set}
         * @param value more than 0
         */
        public Builder ratio(int value) {
            ratio = (int) positive(value, "ratio");
            return this;
        }

        /**
         * {@return this builder, with {@link ImportLimits#pathBytes} set}
         * @param value more than 0
         */
        public Builder pathBytes(int value) {
            pathBytes = (int) positive(value, "pathBytes");
            return this;
        }

        /**
         * {@return this builder, with {@link ImportLimits#manifestBytes} set}
         * @param value more than 0
         */
        public Builder manifestBytes(long value) {
            manifestBytes = positive(value, "manifestBytes");
            return this;
        }

        private static long positive(long value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException("the limit " + name + " must be 1 or more, not " + value);
            }
            return value;
        }

        /** {@return the limits} */
        public ImportLimits build() {
            return new ImportLimits(this);
        }
    }
}
