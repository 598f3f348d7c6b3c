package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.projectexporter.PortabilityIssue;
import org.projectexporter.PortabilityIssue.Kind;
import org.projectexporter.internal.names.RefusedNames;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;

/**
 * Examines the entries of a plan, in tree order, for what Windows, macOS or FAT32 cannot keep. Memory depends only on
 * the largest folder: about 16 bytes for each name in it.
 */
public final class PortabilityCheck {
    /** FAT32 keeps the size of a file in 32 bits (Microsoft FAT specification, DIR_FileSize). */
    private static final long LARGEST_OF_FAT32 = 0xffff_ffffL;

    /** What 32 bits of seconds can express, without a sign and with one. */
    private static final Instant COMMON_FROM = Instant.EPOCH;

    private static final Instant COMMON_UNTIL = Instant.ofEpochSecond(Integer.MAX_VALUE);

    private static final int OWNER_WRITES = 0200;

    private final Set<RawPath> notImported;
    private final AbsoluteLinks absoluteLinks;
    private final Map<Kind, Tally> tallies = new EnumMap<>(Kind.class);
    private final NameScan name = new NameScan();
    private final FolderNumbers folders = new FolderNumbers();
    private final NameCollisions collisions = new NameCollisions();
    /** The entry before, if it is a folder without write permission. */
    private @Nullable RawPath closed;

    /**
     * A check of one plan.
     *
     * @param notImported entries that an import refuses because of their content
     * @param absoluteLinks recognises links into the project by its absolute path
     */
    public PortabilityCheck(Set<RawPath> notImported, AbsoluteLinks absoluteLinks) {
        this.notImported = notImported;
        this.absoluteLinks = absoluteLinks;
    }

    /** The number of issues of one kind, and the first examples. */
    private static final class Tally {
        private final List<PortabilityIssue.Example> examples = new ArrayList<>();
        private long count;
    }

    /** Examines the next entry. */
    public void look(RawPath path, EntryType type, long size, int mode) {
        name.scan(path, folders);
        lookAtFolder(path, type, mode);
        lookAtName(path);
        if (size > LARGEST_OF_FAT32) {
            note(Kind.LARGE_FILE, path);
        }
        if (type == EntryType.SYMBOLIC_LINK) {
            note(Kind.SYMBOLIC_LINK, path);
        }
        if (type == EntryType.HARD_LINK) {
            note(Kind.HARD_LINK, path);
        }
        if (RefusedNames.has(path, name.start(), type) || (!notImported.isEmpty() && notImported.contains(path))) {
            note(Kind.NOT_IMPORTED, path);
        }
        collisions.add(name.depth(), name.hash());
        if (type == EntryType.DIRECTORY) {
            folders.enter(name.depth() + 1);
            collisions.enter(name.depth() + 1);
        }
    }

    /** Examines more of the entry that was passed to {@link #look} last. */
    public void lookAtDetails(RawPath path, Instant mtime, @Nullable RawPath linkTarget) {
        if (mtime.isBefore(COMMON_FROM) || mtime.isAfter(COMMON_UNTIL)) {
            note(Kind.UNUSUAL_TIME, path);
        }
        RawPath inside = linkTarget == null ? null : absoluteLinks.placeOf(linkTarget);
        if (inside != null) {
            note(Kind.ABSOLUTE_LINK, new PortabilityIssue.Example(path, Optional.empty(), Optional.of(inside)));
        }
    }

    /** A folder that is followed by its contents, which its owner may not write to. */
    private void lookAtFolder(RawPath path, EntryType type, int mode) {
        RawPath before = closed;
        if (before != null && path.startsWith(before)) {
            note(Kind.CLOSED_FOLDER, before);
        }
        closed = type == EntryType.DIRECTORY && (mode & OWNER_WRITES) == 0 ? path : null;
    }

    private void lookAtName(RawPath path) {
        byte last = path.byteAt(path.length() - 1);
        if (WindowsNames.mayBeReserved(path.byteAt(name.start()))
                && WindowsNames.isReserved(path.fileName().toString())) {
            note(Kind.RESERVED_NAME, path);
        }
        if (last == '.' || last == ' ') {
            note(Kind.TRAILING_DOT_OR_SPACE, path);
        }
        if (name.isForbidden()) {
            note(Kind.FORBIDDEN_CHARACTER, path);
        }
        if (!name.isAscii() && !path.fileName().isUtf8()) {
            note(Kind.NOT_UTF8, path);
        }
        if (path.length() > WindowsNames.LONGEST_NAME) {
            lookAtLength(path);
        }
    }

    /** Called only for paths with more bytes than the limit: a path has at most as many characters as bytes. */
    private void lookAtLength(RawPath path) {
        if (path.fileName().toString().length() > WindowsNames.LONGEST_NAME) {
            note(Kind.LONG_NAME, path);
        }
        if (path.toString().length() > WindowsNames.LONGEST_PATH) {
            note(Kind.LONG_PATH, path);
        }
    }

    /** Whether all entries have to be {@linkplain #lookAgain examined again}. */
    public boolean needsAnotherLook() {
        folders.restart();
        return collisions.areSuspected();
    }

    /** Examines the next entry again, on the second walk. */
    public void lookAgain(RawPath path, EntryType type) {
        name.scan(path, folders);
        RawPath earlier = collisions.earlierThan(path, name.hash());
        if (earlier != null) {
            String other = FoldedName.caseOf(earlier.fileName());
            boolean byCase = FoldedName.caseOf(path.fileName()).equals(other);
            note(byCase ? Kind.CASE_COLLISION : Kind.UNICODE_COLLISION, path, Optional.of(earlier));
        }
        if (type == EntryType.DIRECTORY) {
            folders.enter(name.depth() + 1);
        }
    }

    private void note(Kind kind, RawPath path) {
        note(kind, path, Optional.empty());
    }

    private void note(Kind kind, RawPath path, Optional<RawPath> collidesWith) {
        note(kind, new PortabilityIssue.Example(path, collidesWith));
    }

    private void note(Kind kind, PortabilityIssue.Example example) {
        Tally tally = tallies.computeIfAbsent(kind, any -> new Tally());
        tally.count++;
        if (tally.examples.size() < PortabilityIssue.MOST_EXAMPLES) {
            tally.examples.add(example);
        }
    }

    /**
     * All issues found, in the order of the kinds.
     *
     * @param hardLinksKept whether the archive's format keeps hard links
     */
    public List<PortabilityIssue> issues(boolean hardLinksKept) {
        Kind counted = tallies.containsKey(Kind.CASE_COLLISION) ? Kind.CASE_COLLISION : Kind.UNICODE_COLLISION;
        List<PortabilityIssue> issues = new ArrayList<>();
        tallies.forEach((kind, tally) -> {
            if (kind != Kind.HARD_LINK || !hardLinksKept) {
                long more = kind == counted ? collisions.notCompared() : 0;
                issues.add(new PortabilityIssue(kind, tally.count + more, tally.examples));
            }
        });
        return issues;
    }
}
