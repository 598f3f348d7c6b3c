package org.projectexporter.internal.reading.unpack;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.ImportNote;
import org.projectexporter.internal.names.GitPlace;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * The modes that unpacked files and folders get: those of the archive, without write access for others, and in
 * repositories that are not shared without write access for the group. If all files of an archive have the same mode
 * and it includes write access for others, its project was on a file system without modes, such as NTFS or exFAT: then
 * the umask decides, as for new files. Used by one thread, except for {@link #provisional}.
 */
final class ImportedModes {
    private static final int PERMISSIONS = 0777;
    private static final int GROUP_WRITES = 0020;
    private static final int OTHERS_WRITE = 0002;
    private static final int NO_FILES = -1;
    private static final int SEVERAL = -2;

    private final boolean preserve;
    private final int umask;
    /** Whether the repositories in these folders are shared with a group. */
    private final Map<RawPath, Boolean> shared = new HashMap<>();

    /** The permissions of all files so far, if they are equal. */
    private int common = NO_FILES;

    private volatile boolean umaskDecides;
    private long withoutOthers;
    private long withoutGroup;

    /**
     * The modes of one import.
     *
     * @param preserve whether all permissions are kept
     * @param umask the permissions that new files of this process do not get
     */
    ImportedModes(boolean preserve, int umask) {
        this.preserve = preserve;
        this.umask = umask;
    }

    /** Takes note of a file of the project. */
    void addFile(ArchiveEntry file) {
        int permissions = file.mode() & PERMISSIONS;
        common = common == NO_FILES || common == permissions ? permissions : SEVERAL;
    }

    /** Whether the mode of an entry is not known before the whole archive has been read. */
    boolean isUndecided(ArchiveEntry entry) {
        boolean othersWrite = (entry.mode() & OTHERS_WRITE) != 0;
        return !preserve && ((entry.mode() & GROUP_WRITES) != 0 || (othersWrite && common != SEVERAL));
    }

    /** Decides about the umask; to be called when all files have been added. Returns whether it applies. */
    boolean decide() {
        umaskDecides = !preserve && common >= 0 && (common & OTHERS_WRITE) != 0;
        return umaskDecides;
    }

    /** Sets whether the repository in a folder is shared with a group. */
    void setShared(RawPath repository, boolean isShared) {
        shared.put(repository, isShared);
    }

    /** The mode of an entry until its repository is known to be shared or not. Thread-safe. */
    int provisional(ArchiveEntry entry) {
        int mode = withoutSetId(entry);
        if (preserve) {
            return mode;
        }
        int kept = umaskDecides ? mode & ~umask : mode;
        return kept & ~(GitPlace.isInGit(entry.path()) ? GROUP_WRITES | OTHERS_WRITE : OTHERS_WRITE);
    }

    /** The mode that an entry keeps. */
    int finalMode(ArchiveEntry entry) {
        Boolean group = preserve ? null : isShared(entry.path());
        int mode = provisional(entry);
        if (group == null) {
            return mode;
        }
        return group ? mode | (entry.mode() & GROUP_WRITES & ~(umaskDecides ? umask : 0)) : mode & ~GROUP_WRITES;
    }

    /** The decision about the innermost repository that contains a path; null if there is none. */
    private @Nullable Boolean isShared(RawPath path) {
        for (RawPath at = path; at != null && !shared.isEmpty(); at = at.parent()) {
            Boolean decision = shared.get(at);
            if (decision != null) {
                return decision;
            }
        }
        return null;
    }

    /** Counts a file or folder whose mode is set for good, for the notes. */
    void count(ArchiveEntry entry) {
        int removed = entry.mode() & ~finalMode(entry);
        withoutOthers += (removed & OTHERS_WRITE) != 0 ? 1 : 0;
        withoutGroup += (removed & GROUP_WRITES) != 0 ? 1 : 0;
    }

    private static int withoutSetId(ArchiveEntry entry) {
        return entry.type() == EntryType.FILE ? entry.mode() & ~Attributes.SET_ID : entry.mode();
    }

    /** What was changed. */
    List<ImportNote> notes(RawPath project) {
        List<ImportNote> notes = new ArrayList<>();
        if (umaskDecides) {
            notes.add(note(
                    project,
                    "all its files have the mode 0" + Integer.toOctalString(common)
                            + ", as on a file system without modes: they were created with those that new files have"
                            + " here"));
            return notes;
        }
        if (withoutOthers > 0) {
            notes.add(note(
                    project,
                    "write access for other users was removed from files and folders (" + withoutOthers + ")"));
        }
        if (withoutGroup > 0) {
            notes.add(note(
                    project,
                    "write access for the group was removed from files and folders of repositories that are not shared"
                            + " by core.sharedRepository (" + withoutGroup + ")"));
        }
        return notes;
    }

    private static ImportNote note(RawPath project, String what) {
        return new ImportNote(ImportNote.Kind.NOTE, project.toString(), what);
    }
}
