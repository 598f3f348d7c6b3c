package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;

/**
 * One entry of the plan: what will stand in the archive, and where its bytes come from.
 *
 * @param path the name in the archive, without a leading or trailing slash; see {@link SourceContext#inArchive}
 * @param type what it is
 * @param role what it is to the project
 * @param size bytes of content; 0 for folders and symbolic links
 * @param mtime modification time
 * @param mode the low 12 bits of {@code st_mode}
 * @param linkTarget of a symbolic link, its bytes as they are; of a hard link, the earlier entry's path; else null
 * @param content of a file or hard link, where its bytes are; else null
 * @param check what the content must hash to, if that is known
 * @param storage whether it is worth compressing
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

    public PlannedEntry {
        boolean file = type == EntryType.FILE || type == EntryType.HARD_LINK;
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (file != (content != null) || link != (linkTarget != null) || size < 0 || (!file && size != 0)) {
            throw new IllegalArgumentException("not a consistent entry of type " + type + ": " + path);
        }
    }

    public static PlannedEntry directory(RawPath path, EntryRole role, Instant mtime, int mode) {
        return new PlannedEntry(path, EntryType.DIRECTORY, role, 0, mtime, mode, null, null, null, StorageHint.AUTO);
    }

    public static PlannedEntry symbolicLink(RawPath path, EntryRole role, Instant mtime, int mode, RawPath target) {
        return new PlannedEntry(
                path, EntryType.SYMBOLIC_LINK, role, 0, mtime, mode, target, null, null, StorageHint.AUTO);
    }

    public static PlannedEntry file(
            RawPath path, EntryRole role, long size, Instant mtime, int mode, Content content, StorageHint storage) {
        return new PlannedEntry(path, EntryType.FILE, role, size, mtime, mode, null, content, null, storage);
    }

    /** The same entry with other content, as when a pointer file is replaced by what it points to. */
    public PlannedEntry withContent(Content newContent, long newSize, StorageHint newStorage) {
        return new PlannedEntry(path, EntryType.FILE, role, newSize, mtime, mode, null, newContent, check, newStorage);
    }

    /** The same entry, its content to be checked as it streams. */
    public PlannedEntry withCheck(ContentCheck newCheck) {
        return new PlannedEntry(path, type, role, size, mtime, mode, linkTarget, content, newCheck, storage);
    }

    /** The same file as a further name of {@code first}, which stands earlier in the archive. */
    public PlannedEntry asHardLinkTo(RawPath first) {
        return new PlannedEntry(path, EntryType.HARD_LINK, role, size, mtime, mode, first, content, check, storage);
    }

    /**
     * The same file as it was found when its turn came to be read. Content that is checked (an object of a store) is what its
     * digest says; such an entry keeps its own time.
     */
    public PlannedEntry asFound(long foundSize, FileStat stat) {
        Instant foundMtime = check == null ? stat.mtime() : mtime;
        return new PlannedEntry(path, type, role, foundSize, foundMtime, mode, linkTarget, content, check, storage);
    }

    /** A hard link as a file of its own. */
    public PlannedEntry asFile() {
        return new PlannedEntry(path, EntryType.FILE, role, size, mtime, mode, null, content, check, storage);
    }

    /** The content of a file or hard link. */
    public Content contentOrThrow() {
        return Objects.requireNonNull(content, "no content");
    }

    /** The target of a symbolic or hard link. */
    public RawPath linkTargetOrThrow() {
        return Objects.requireNonNull(linkTarget, "no link target");
    }
}
