package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry of the plan: its attributes in the archive, and the source of its bytes.
 *
 * @param path the name in the archive, without a leading or trailing slash; see {@link SourceContext#inArchive}
 * @param type the type of the entry
 * @param role its role in the project
 * @param size bytes of content; 0 for folders and symbolic links
 * @param mtime modification time
 * @param mode the low 12 bits of {@code st_mode}
 * @param linkTarget for a symbolic link, the target's bytes; for a hard link, the earlier entry's path; else null
 * @param content for a file or hard link, the source of its bytes; else null
 * @param check the expected digest of the content; null if unknown
 * @param storage whether the content is worth compressing
 */
public record PlannedEntry(
        RawPath path,
        EntryType type,
        EntryRole role,
        long size,
        Instant mtime,
        int mode,
        @Nullable RawPath linkTarget,
        @Nullable Content content,
        @Nullable ContentCheck check,
        StorageHint storage) {

    /** Checks that the components are consistent. */
    public PlannedEntry {
        boolean file = type == EntryType.FILE || type == EntryType.HARD_LINK;
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (file != (content != null) || link != (linkTarget != null) || size < 0 || (!file && size != 0)) {
            throw new IllegalArgumentException("not a consistent entry of type " + type + ": " + path);
        }
    }

    /** A folder. */
    public static PlannedEntry directory(RawPath path, EntryRole role, Instant mtime, int mode) {
        return new PlannedEntry(path, EntryType.DIRECTORY, role, 0, mtime, mode, null, null, null, StorageHint.AUTO);
    }

    /** A symbolic link. */
    public static PlannedEntry symbolicLink(RawPath path, EntryRole role, Instant mtime, int mode, RawPath target) {
        return new PlannedEntry(
                path, EntryType.SYMBOLIC_LINK, role, 0, mtime, mode, target, null, null, StorageHint.AUTO);
    }

    /** A file whose content is not checked; {@code size} in bytes. */
    public static PlannedEntry file(
            RawPath path, EntryRole role, long size, Instant mtime, int mode, Content content, StorageHint storage) {
        return new PlannedEntry(path, EntryType.FILE, role, size, mtime, mode, null, content, null, storage);
    }

    /** A copy with other content, as when a pointer file is replaced by the object it points to. */
    public PlannedEntry withContent(Content newContent, long newSize, StorageHint newStorage) {
        return new PlannedEntry(path, EntryType.FILE, role, newSize, mtime, mode, null, newContent, check, newStorage);
    }

    /** A copy whose content is checked while it is read. */
    public PlannedEntry withCheck(ContentCheck newCheck) {
        return new PlannedEntry(path, type, role, size, mtime, mode, linkTarget, content, newCheck, storage);
    }

    /** A copy as a hard link to {@code first}, which is earlier in the archive. */
    public PlannedEntry asHardLinkTo(RawPath first) {
        return new PlannedEntry(path, EntryType.HARD_LINK, role, size, mtime, mode, first, content, check, storage);
    }

    /**
     * A copy with the size and attributes found when the file was read. Checked content (an object of a store) is
     * defined by its digest; such an entry keeps its own time.
     */
    public PlannedEntry asFound(long foundSize, FileStat stat) {
        Instant foundMtime = check == null ? stat.mtime() : mtime;
        return new PlannedEntry(path, type, role, foundSize, foundMtime, mode, linkTarget, content, check, storage);
    }

    /** A copy of a hard link as a separate file. */
    public PlannedEntry asFile() {
        return new PlannedEntry(path, EntryType.FILE, role, size, mtime, mode, null, content, check, storage);
    }

    /** The content of a file or hard link; throws a {@link NullPointerException} if there is none. */
    public Content contentOrThrow() {
        return Objects.requireNonNull(content, "no content");
    }

    /** The target of a symbolic or hard link; throws a {@link NullPointerException} if there is none. */
    public RawPath linkTargetOrThrow() {
        return Objects.requireNonNull(linkTarget, "no link target");
    }
}
