package org.projectexporter.internal.names;

import org.projectexporter.ImportLimits;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.GitSpelling;

/**
 * Determines during an export which entries an import would refuse because of their name or place, so that users learn
 * of it while they still have the project. Names that the project's own file system cannot contain are not checked.
 */
public final class RefusedNames {
    private static final int MAX_PATH_BYTES = ImportLimits.defaults().pathBytes();

    private RefusedNames() {}

    /**
     * Whether an entry would be refused because of its own name; its parent folders are checked as entries of their
     * own.
     *
     * @param start where the last name of the path begins
     */
    public static boolean has(RawPath path, int start, EntryType type) {
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        if (path.length() > MAX_PATH_BYTES || (link && GitPlace.isInGit(path)) || GitPlace.isProjectsFile(path, type)) {
            return true;
        }
        return (mayBeRefused(path, start) && isRefused(path.bytes(), start, path)) || isPartMisspelt(path);
    }

    private static boolean isPartMisspelt(RawPath path) {
        RawPath below = GitPlace.inGit(path);
        return !below.isRoot() && GitSpelling.misspeltPart(below) != null;
    }

    /** A fast check, after which most names need no closer look. */
    private static boolean mayBeRefused(RawPath path, int start) {
        boolean suspicious = start == 0 || path.byteAt(start) == '.' || (path.byteAt(start) | 0x20) == 'g';
        for (int i = start; !suspicious && i < path.length(); i++) {
            suspicious = path.byteAt(i) < 0 || path.byteAt(i) == '\\';
        }
        return suspicious;
    }

    private static boolean isRefused(byte[] bytes, int start, RawPath path) {
        boolean git = GitSpelling.isGit(bytes, start, bytes.length);
        if (git ? isWithinGit(path) : GitSpelling.isGitSomewhere(bytes, start, bytes.length)) {
            return true;
        }
        if (start == 0 && (git || bytes[0] == '\\' || NameRules.isDrive(bytes))) {
            return true;
        }
        try {
            NameRules.checkBackslashes(path, bytes, start, bytes.length);
            return false;
        } catch (RefusedArchiveException e) {
            return true;
        }
    }

    private static boolean isWithinGit(RawPath path) {
        RawPath folder = path.parent();
        return folder != null && GitPlace.isInGit(folder);
    }
}
