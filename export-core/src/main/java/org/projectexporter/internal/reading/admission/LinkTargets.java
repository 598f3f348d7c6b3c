package org.projectexporter.internal.reading.admission;

import java.nio.charset.StandardCharsets;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.internal.layout.MetadataNames;
import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.internal.names.NameRules;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;

/** Checks where links lead. */
public final class LinkTargets {
    private LinkTargets() {}

    /**
     * Whether the symbolic link at {@code path} may lead out of the folder in which its path begins, that is, out of
     * the project. It cannot if its target goes up only at its beginning, and not too far, and this holds for all
     * links: the parents of a link are not links themselves, so each step of each target stays inside. A step up after
     * a name may start from elsewhere if the name is a link, so it counts as leading out.
     */
    public static boolean mayLeadOut(RawPath path, RawPath target) {
        byte[] bytes = target.bytes();
        if (bytes.length == 0 || bytes[0] == '/' || bytes[0] == '\\' || NameRules.isDrive(bytes)) {
            return true;
        }
        int up = 0;
        boolean named = false;
        for (String segment : new String(bytes, StandardCharsets.ISO_8859_1).split("[/\\\\]", -1)) {
            if (segment.equals("..")) {
                up++;
                if (named) {
                    return true;
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                named = true;
            }
        }
        return up > depth(path);
    }

    /** The number of folders above a link, below the first. */
    private static int depth(RawPath path) {
        int slashes = 0;
        for (int i = 0; i < path.length(); i++) {
            slashes += path.byteAt(i) == '/' ? 1 : 0;
        }
        return slashes - 1;
    }

    /** Refuses links in Git folders, and hard links to anything but an earlier file of the working tree. */
    static void check(ArchiveEntry entry, SeenNames seen, int maxBytes) throws RefusedArchiveException {
        RawPath target = entry.linkTarget();
        if (target == null) {
            return;
        }
        if (GitPlace.isInGit(entry.path())) {
            throw refused(
                    ArchiveDefect.LINK_IN_GIT,
                    entry,
                    "a link in a Git folder; if the archive is yours, replace the link with its target, then"
                            + " export again");
        }
        if (target.isRoot() || target.length() > maxBytes || hasNul(target)) {
            throw refused(ArchiveDefect.BAD_LINK_TARGET, entry, "a link whose target is not a path");
        }
        if (entry.type() == EntryType.HARD_LINK && !isWorkingFile(target, seen)) {
            throw refused(
                    ArchiveDefect.BAD_HARD_LINK,
                    entry,
                    "a hard link to \"" + target + "\", which is not an earlier file of the working tree");
        }
    }

    /** Whether {@code seen} contains exactly this path as a regular file of the working tree. */
    public static boolean isWorkingFile(RawPath path, SeenNames seen) {
        return seen.get(path) == SeenNames.Kind.FILE && !GitPlace.isInGit(path) && !MetadataNames.isMetadata(path);
    }

    private static boolean hasNul(RawPath target) {
        for (byte b : target.bytes()) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    private static RefusedArchiveException refused(ArchiveDefect defect, ArchiveEntry entry, String found) {
        return new RefusedArchiveException(defect, entry.path(), found);
    }
}
