package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry of the plan: what will be in the archive, and where its bytes come from; immutable.
 *
 * <pre>{@code
 * PlannedEntry.builder(path, EntryType.FILE, EntryRole.WORKING_TREE)
 *         .size(4711)
 *         .mtime(mtime)
 *         .mode(0644)
 *         .content(content)
 *         .build()
 * }</pre>
 */
public final class PlannedEntry {
    private final PlannedEntryValues values;

    private PlannedEntry(PlannedEntryValues values) {
        this.values = values;
    }

    /**
     * {@return a builder} A file needs its content, a link its target.
     *
     * @param path see {@link #path}
     * @param type see {@link #type}
     * @param role see {@link #role}
     */
    public static Builder builder(RawPath path, EntryType type, EntryRole role) {
        return new Builder(path, type, role);
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        return new Builder(values.path(), values.type(), values.role())
                .size(values.size())
                .mtime(values.mtime())
                .mode(values.mode())
                .linkTarget(values.linkTarget())
                .content(values.content())
                .check(values.check())
                .storage(values.storage());
    }

    /** {@return the name in the archive, without a leading or trailing slash; see {@link SourceContext#inArchive}} */
    public RawPath path() {
        return values.path();
    }

    /** {@return the kind of entry} */
    public EntryType type() {
        return values.type();
    }

    /** {@return what it is to the project} */
    public EntryRole role() {
        return values.role();
    }

    /** {@return the size of the content in bytes; 0 for folders and symbolic links} */
    public long size() {
        return values.size();
    }

    /** {@return the modification time} */
    public Instant mtime() {
        return values.mtime();
    }

    /** {@return the low 12 bits of {@code st_mode}} */
    public int mode() {
        return values.mode();
    }

    /**
     * {@return the target: of a symbolic link, its bytes as they are; of a hard link, the earlier entry's path; else
     * null}
     */
    public @Nullable RawPath linkTarget() {
        return values.linkTarget();
    }

    /** {@return where the bytes of a file or hard link are; null for other types} */
    public @Nullable Content content() {
        return values.content();
    }

    /** {@return what the content must hash to, if that is known; else null} */
    public @Nullable ContentCheck check() {
        return values.check();
    }

    /** {@return whether it is worth compressing} */
    public StorageHint storage() {
        return values.storage();
    }

    /**
     * {@return a folder}
     *
     * @param path see {@link #path}
     * @param role see {@link #role}
     * @param mtime its modification time
     * @param mode the low 12 bits of {@code st_mode}
     */
    public static PlannedEntry directory(RawPath path, EntryRole role, Instant mtime, int mode) {
        return builder(path, EntryType.DIRECTORY, role).mtime(mtime).mode(mode).build();
    }

    /**
     * {@return a symbolic link}
     *
     * @param path see {@link #path}
     * @param role see {@link #role}
     * @param mtime its own modification time
     * @param mode the low 12 bits of {@code st_mode}
     * @param target its bytes as they are
     */
    public static PlannedEntry symbolicLink(RawPath path, EntryRole role, Instant mtime, int mode, RawPath target) {
        return builder(path, EntryType.SYMBOLIC_LINK, role)
                .mtime(mtime)
                .mode(mode)
                .linkTarget(target)
                .build();
    }

    /**
     * {@return a file}
     *
     * @param path see {@link #path}
     * @param role see {@link #role}
     * @param size bytes of content
     * @param mtime its modification time
     * @param mode the low 12 bits of {@code st_mode}
     * @param content where its bytes are
     * @param storage whether it is worth compressing
     */
    public static PlannedEntry file(
            RawPath path, EntryRole role, long size, Instant mtime, int mode, Content content, StorageHint storage) {
        return builder(path, EntryType.FILE, role)
                .size(size)
                .mtime(mtime)
                .mode(mode)
                .content(content)
                .storage(storage)
                .build();
    }

    /**
     * {@return a copy with other content, as when a pointer file is replaced by the object it points to}
     *
     * @param newContent where its bytes are
     * @param newSize their number
     * @param newStorage whether they are worth compressing
     */
    public PlannedEntry withContent(Content newContent, long newSize, StorageHint newStorage) {
        return toBuilder()
                .type(EntryType.FILE)
                .linkTarget(null)
                .size(newSize)
                .content(newContent)
                .storage(newStorage)
                .build();
    }

    /**
     * {@return a copy whose content is checked while it is read}
     *
     * @param newCheck what the content must hash to
     */
    public PlannedEntry withCheck(ContentCheck newCheck) {
        return toBuilder().check(newCheck).build();
    }

    /**
     * {@return the same file as a further name of {@code first}, which is earlier in the archive}
     *
     * @param first the earlier name's path
     */
    public PlannedEntry asHardLinkTo(RawPath first) {
        return toBuilder().type(EntryType.HARD_LINK).linkTarget(first).build();
    }

    /**
     * {@return a copy with the size and attributes found when the file was read} Checked content (an object of a store)
     * and the export's own metadata keep their time; that of their file may differ: FAT keeps even seconds.
     *
     * @param foundSize bytes of content
     * @param stat attributes of the file when it was opened
     */
    public PlannedEntry asFound(long foundSize, FileStat stat) {
        boolean ownTime = values.check() != null || values.role() == EntryRole.METADATA;
        return toBuilder()
                .size(foundSize)
                .mtime(ownTime ? values.mtime() : stat.mtime())
                .build();
    }

    /** {@return a copy of a hard link as a separate file} */
    public PlannedEntry asFile() {
        return toBuilder().type(EntryType.FILE).linkTarget(null).build();
    }

    /**
     * {@return the content of a file or hard link}
     *
     * @throws NullPointerException if it is another type
     */
    public Content contentOrThrow() {
        return Objects.requireNonNull(values.content(), "no content");
    }

    /**
     * {@return the target of a symbolic or hard link}
     *
     * @throws NullPointerException if it is another type
     */
    public RawPath linkTargetOrThrow() {
        return Objects.requireNonNull(values.linkTarget(), "no link target");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlannedEntry that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** All of it in one line, for logs. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects an entry. */
    public static final class Builder {
        private RawPath path;
        private EntryType type;
        private EntryRole role;
        private long size;
        private Instant mtime = Instant.EPOCH;
        private int mode;
        private @Nullable RawPath linkTarget;
        private @Nullable Content content;
        private @Nullable ContentCheck check;
        private StorageHint storage = StorageHint.AUTO;

        private Builder(RawPath path, EntryType type, EntryRole role) {
            this.path = Objects.requireNonNull(path);
            this.type = Objects.requireNonNull(type);
            this.role = Objects.requireNonNull(role);
        }

        /**
         * {@return this builder, with {@link PlannedEntry#type} set}
         * @param value not null
         */
        public Builder type(EntryType value) {
            type = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#role} set}
         * @param value not null
         */
        public Builder role(EntryRole value) {
            role = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#size} set}
         * @param value in bytes, 0 or more
         */
        public Builder size(long value) {
            size = value;
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#mtime} set}
         * @param value not null
         */
        public Builder mtime(Instant value) {
            mtime = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#mode} set}
         * @param value the low 12 bits of {@code st_mode}
         */
        public Builder mode(int value) {
            mode = value;
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#linkTarget} set}
         * @param value null for all but links
         */
        public Builder linkTarget(@Nullable RawPath value) {
            linkTarget = value;
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#content} set}
         * @param value null for all but files and hard links
         */
        public Builder content(@Nullable Content value) {
            content = value;
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#check} set}
         * @param value null if any content will do
         */
        public Builder check(@Nullable ContentCheck value) {
            check = value;
            return this;
        }

        /**
         * {@return this builder, with {@link PlannedEntry#storage} set}
         * @param value {@link StorageHint#AUTO} by default
         */
        public Builder storage(StorageHint value) {
            storage = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the entry} */
        public PlannedEntry build() {
            return new PlannedEntry(
                    new PlannedEntryValues(path, type, role, size, mtime, mode, linkTarget, content, check, storage));
        }
    }
}
