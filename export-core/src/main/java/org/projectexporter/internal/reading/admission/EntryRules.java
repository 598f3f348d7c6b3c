package org.projectexporter.internal.reading.admission;

import org.jspecify.annotations.Nullable;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.internal.names.NameRules;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;
import org.projectexporter.spi.files.SeenNames;
import org.projectexporter.spi.files.SeenNames.Kind;

/** The rules for each entry, by itself and relative to those before it: valid, unique, and in its proper place. */
final class EntryRules {
    private final int maxPathBytes;
    private final SeenNames seen;
    private RawPath lastFolder = RawPath.ROOT;

    /** {@code seen} is initially empty and contains all entries at the end. */
    EntryRules(int maxPathBytes, SeenNames seen) {
        this.maxPathBytes = maxPathBytes;
        this.seen = seen;
    }

    void check(ArchiveEntry entry) throws RefusedArchiveException, MemoryException {
        NameRules.check(entry.path(), maxPathBytes);
        GitPlace.check(entry);
        LinkTargets.check(entry, seen, maxPathBytes);
        requireFolder(entry);
        Kind before = seen.put(entry.path(), kindOf(entry));
        boolean late = before == Kind.IMPLIED_FOLDER && kindOf(entry) == Kind.FOLDER;
        if (before != null && !late) {
            throw new RefusedArchiveException(
                    ArchiveDefect.DUPLICATE_NAME, entry.path(), "another entry has the same name");
        }
    }

    private static Kind kindOf(ArchiveEntry entry) {
        return switch (entry.type()) {
            case FILE, HARD_LINK -> Kind.FILE;
            case DIRECTORY -> Kind.FOLDER;
            case SYMBOLIC_LINK -> Kind.LINK;
        };
    }

    /** Requires that the parent of an entry is a folder; it cannot become anything else later. */
    private void requireFolder(ArchiveEntry entry) throws RefusedArchiveException, MemoryException {
        RawPath folder = entry.path().parent();
        if (folder == null || folder.equals(lastFolder)) {
            return;
        }
        for (@Nullable RawPath at = folder; at != null && !at.isRoot(); at = at.parent()) {
            Kind kind = seen.get(at);
            if (kind == Kind.FILE || kind == Kind.LINK) {
                throw new RefusedArchiveException(
                        ArchiveDefect.BELOW_NO_FOLDER, entry.path(), "\"" + at + "\" is not a folder");
            }
            if (kind != null) {
                break;
            }
            seen.put(at, Kind.IMPLIED_FOLDER);
        }
        lastFolder = folder;
    }
}
