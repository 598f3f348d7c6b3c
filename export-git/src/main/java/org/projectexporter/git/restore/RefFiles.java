package org.projectexporter.git.restore;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/** The files and folders of an archive that may be refs or their logs; collected only where names have limits. */
final class RefFiles {
    /** More than a repository that packs its refs has. */
    private static final int MAX = 500_000;

    private final NavigableSet<RawPath> files = new TreeSet<>();
    private final NavigableSet<RawPath> folders = new TreeSet<>();

    /** Records an entry if its path is one of a ref or log in any folder. */
    void add(ArchiveEntry entry) throws RefusedArchiveException {
        if (!("/" + entry.path().parent() + "/").contains("/refs/")) {
            return;
        }
        (entry.type() == EntryType.DIRECTORY ? folders : files).add(entry.path());
        if (files.size() + folders.size() > MAX) {
            throw new RefusedArchiveException(
                    ArchiveDefect.TOO_MANY_ENTRIES,
                    entry.path(),
                    "more than " + MAX + " refs, not all of whose names this file system can hold; import it to"
                            + " another one");
        }
    }

    /** The files below a folder, in order. */
    List<RawPath> filesBelow(RawPath folder) {
        return below(folder, files);
    }

    /** The folders below a folder, in order. */
    List<RawPath> foldersBelow(RawPath folder) {
        return below(folder, folders);
    }

    private static List<RawPath> below(RawPath folder, NavigableSet<RawPath> paths) {
        List<RawPath> below = new ArrayList<>();
        for (RawPath path : paths.tailSet(folder, false)) {
            if (!path.startsWith(folder)) {
                break;
            }
            below.add(path);
        }
        return below;
    }
}
