package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * The header of one entry, as a format writes it and reads it back.
 *
 * @param path without a leading or trailing slash
 * @param type the type of the entry
 * @param size bytes of content; 0 except for files
 * @param mtime modification time, to the nanosecond; a format keeps as much of it as it can
 * @param mode the low 12 bits of {@code st_mode}
 * @param linkTarget for a symbolic link, the target's bytes; for a hard link, the earlier entry's path; else null
 * @param compress whether the content is worth compressing, in a format that compresses
 * @param crc32 CRC-32 of the content if it is known before the content is written, else {@link #CRC_UNKNOWN}
 */
public record ArchiveEntry(
        RawPath path,
        EntryType type,
        long size,
        Instant mtime,
        int mode,
        @Nullable RawPath linkTarget,
        boolean compress,
        long crc32) {

    /** The value of {@link #crc32} if the CRC will be passed to {@link ArchiveWriter#closeEntry}. */
    public static final long CRC_UNKNOWN = -1;

    /** Checks that the components are consistent. */
    public ArchiveEntry {
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (path.isRoot() || size < 0 || (type != EntryType.FILE && size != 0) || link != (linkTarget != null)) {
            throw new IllegalArgumentException("not a consistent entry of type " + type + ": " + path);
        }
    }

    /** The target of a symbolic or hard link; throws a {@link NullPointerException} if there is none. */
    public RawPath linkTargetOrThrow() {
        return Objects.requireNonNull(linkTarget, "no link target");
    }
}
