package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * The head of one entry, as a format writes it and reads it back; immutable.
 *
 * <pre>{@code
 * ArchiveEntry.builder(RawPath.of("film/a.mov"), EntryType.FILE).size(4711).mtime(mtime).mode(0644).build()
 * }</pre>
 */
public final class ArchiveEntry {
    /** For {@link #crc32}: {@link ArchiveWriter#closeEntry} passes it. */
    public static final long CRC_UNKNOWN = -1;

    private final RawPath path;
    private final EntryType type;
    private final long size;
    private final Instant mtime;
    private final int mode;
    private final @Nullable RawPath linkTarget;
    private final boolean compress;
    private final long crc32;

    private ArchiveEntry(Builder builder) {
        path = builder.path;
        type = builder.type;
        size = builder.size;
        mtime = builder.mtime;
        mode = builder.mode;
        linkTarget = builder.linkTarget;
        compress = builder.compress;
        crc32 = builder.crc32;
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (path.isRoot() || size < 0 || (type != EntryType.FILE && size != 0) || link != (linkTarget != null)) {
            throw new IllegalArgumentException("not a consistent entry of type " + type + ": " + path);
        }
    }

    /**
     * {@return a builder} Its entry is empty, of 1970, with no permissions, and for a link without a target, which has
     * to be set.
     *
     * @param path see {@link #path}
     * @param type see {@link #type}
     */
    public static Builder builder(RawPath path, EntryType type) {
        return new Builder(path, type);
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        Builder builder = new Builder(path, type);
        builder.size = size;
        builder.mtime = mtime;
        builder.mode = mode;
        builder.linkTarget = linkTarget;
        builder.compress = compress;
        builder.crc32 = crc32;
        return builder;
    }

    /** {@return the name in the archive, without a leading or trailing slash} */
    public RawPath path() {
        return path;
    }

    /** {@return the kind of entry} */
    public EntryType type() {
        return type;
    }

    /** {@return the size of the content in bytes; 0 for all but files} */
    public long size() {
        return size;
    }

    /** {@return the modification time, to the nanosecond; a format keeps what it can} */
    public Instant mtime() {
        return mtime;
    }

    /** {@return the low 12 bits of {@code st_mode}} */
    public int mode() {
        return mode;
    }

    /**
     * {@return the target: of a symbolic link, its bytes as they are; of a hard link, the earlier entry's path; else
     * null}
     */
    public @Nullable RawPath linkTarget() {
        return linkTarget;
    }

    /** {@return whether the content is worth compressing, in a format that compresses} */
    public boolean compress() {
        return compress;
    }

    /**
     * {@return the CRC-32 of the content where it is known before the content is written, else {@link #CRC_UNKNOWN}}
     */
    public long crc32() {
        return crc32;
    }

    /**
     * {@return the target of a symbolic or hard link}
     *
     * @throws NullPointerException if it is another type
     */
    public RawPath linkTargetOrThrow() {
        return Objects.requireNonNull(linkTarget, "no link target");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArchiveEntry that
                && Objects.equals(path, that.path)
                && Objects.equals(type, that.type)
                && size == that.size
                && Objects.equals(mtime, that.mtime)
                && mode == that.mode
                && Objects.equals(linkTarget, that.linkTarget)
                && compress == that.compress
                && crc32 == that.crc32;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, type, size, mtime, mode, linkTarget, compress, crc32);
    }

    /** All of it in one line, for logs. */
    @Override
    public String toString() {
        return "ArchiveEntry[path=" + path + ", type=" + type + ", size=" + size + ", mtime=" + mtime + ", mode=" + mode
                + ", linkTarget=" + linkTarget + ", compress=" + compress + ", crc32=" + crc32 + "]";
    }

    /** Collects the head of an entry. */
    public static final class Builder {
        private RawPath path;
        private EntryType type;
        private long size;
        private Instant mtime = Instant.EPOCH;
        private int mode;
        private @Nullable RawPath linkTarget;
        private boolean compress;
        private long crc32 = CRC_UNKNOWN;

        private Builder(RawPath path, EntryType type) {
            this.path = Objects.requireNonNull(path);
            this.type = Objects.requireNonNull(type);
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#type} set}
         * @param value not null
         */
        public Builder type(EntryType value) {
            type = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#size} set}
         * @param value in bytes, 0 or more
         */
        public Builder size(long value) {
            size = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#mtime} set}
         * @param value not null
         */
        public Builder mtime(Instant value) {
            mtime = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#mode} set}
         * @param value the low 12 bits of {@code st_mode}
         */
        public Builder mode(int value) {
            mode = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#linkTarget} set}
         * @param value null for all but links
         */
        public Builder linkTarget(@Nullable RawPath value) {
            linkTarget = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#compress} set}
         * @param value false by default
         */
        public Builder compress(boolean value) {
            compress = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveEntry#crc32} set}
         * @param value {@link #CRC_UNKNOWN} by default
         */
        public Builder crc32(long value) {
            crc32 = value;
            return this;
        }

        /** {@return the entry} */
        public ArchiveEntry build() {
            return new ArchiveEntry(this);
        }
    }
}
