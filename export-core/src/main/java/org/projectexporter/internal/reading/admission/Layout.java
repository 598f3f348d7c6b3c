package org.projectexporter.internal.reading.admission;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.layout.DependencyPlaces;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Checks the order of an archive ({@code docs/archive-layout.md}): the folder NAME and its contents, optionally the
 * folder NAME.dependencies, optionally a script that restores media, then the manifest, then SHA256SUMS, and nothing
 * else.
 */
final class Layout {
    private @Nullable RawPath name;
    private RawPath dependencies = RawPath.ROOT;
    private boolean scriptSeen;
    private boolean manifestSeen;
    private boolean sumsSeen;

    /** Checks an entry; in an archive that another program packed again, the last two may be anywhere. */
    void check(ArchiveEntry entry, boolean repacked) throws RefusedArchiveException {
        boolean metadata = name != null || repacked;
        if (metadata && entry.path().equals(MetadataNames.MANIFEST)) {
            require(
                    !manifestSeen && isFile(entry),
                    ArchiveDefect.NO_METADATA,
                    entry,
                    "not the only manifest, or not a file");
            manifestSeen = true;
        } else if (metadata && entry.path().equals(MetadataNames.SHA256SUMS)) {
            require(
                    (manifestSeen || repacked) && !sumsSeen && isFile(entry),
                    ArchiveDefect.NO_METADATA,
                    entry,
                    "it does not follow the manifest");
            sumsSeen = true;
        } else if (metadata && entry.path().equals(MetadataNames.RESTORE_LFS)) {
            require(
                    !scriptSeen && (!manifestSeen || repacked) && isFile(entry),
                    ArchiveDefect.NO_METADATA,
                    entry,
                    "not the only one, or not a file before the manifest");
            scriptSeen = true;
        } else if (name == null) {
            begin(entry);
        } else {
            require(!manifestSeen || repacked, ArchiveDefect.NO_METADATA, entry, "follows the manifest");
            checkPlace(entry, name);
        }
    }

    private void begin(ArchiveEntry first) throws RefusedArchiveException {
        RawPath path = first.path();
        boolean top = path.equals(path.fileName());
        require(
                top && first.type() == EntryType.DIRECTORY,
                ArchiveDefect.WRONG_LAYOUT,
                first,
                "an export begins with the project's folder; this archive was not made by this program");
        name = path;
        dependencies = DependencyPlaces.folder(path);
    }

    private void checkPlace(ArchiveEntry entry, RawPath project) throws RefusedArchiveException {
        boolean folder = entry.path().equals(dependencies) && entry.type() == EntryType.DIRECTORY;
        boolean below = entry.path().startsWith(project)
                || (entry.path().startsWith(dependencies) && !entry.path().equals(dependencies));
        require(
                folder || below,
                ArchiveDefect.WRONG_LAYOUT,
                entry,
                "neither in \"" + project + "\" nor in \"" + dependencies + "\"");
    }

    private static boolean isFile(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE;
    }

    /** To be called after the last entry. */
    void requireComplete() throws RefusedArchiveException {
        if (!sumsSeen || !manifestSeen || name == null) {
            throw new RefusedArchiveException(
                    ArchiveDefect.NO_METADATA,
                    null,
                    "it has no " + (manifestSeen ? MetadataNames.SHA256SUMS : MetadataNames.MANIFEST)
                            + " at its end; it was not made by this program, or is incomplete");
        }
    }

    private static void require(boolean condition, ArchiveDefect defect, ArchiveEntry entry, String otherwise)
            throws RefusedArchiveException {
        if (!condition) {
            throw new RefusedArchiveException(defect, entry.path(), otherwise);
        }
    }
}
