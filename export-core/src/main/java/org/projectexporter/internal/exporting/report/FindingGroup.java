package org.projectexporter.internal.exporting.report;

import java.util.List;
import java.util.Set;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.Finding.Kind;

/** Findings of the same sort, in the order in which they matter to a reader. */
enum FindingGroup {
    UNRESOLVED("Media and other files that documents name, and that were not found", Kind.UNRESOLVED),
    LFS_MISSING("Media that Git LFS should have, and does not", Kind.OBJECT_MISSING),
    LFS_CORRUPT("Media of Git LFS that are damaged", Kind.OBJECT_CORRUPT),
    UNREADABLE("Files that could not be read", Kind.UNREADABLE),
    CHANGED("Files that changed or vanished while they were read", Kind.CHANGED, Kind.VANISHED),
    SEAL_FAILED("Files that differ from what an earlier seal lists, or are missing", Kind.SEAL_FAILED),
    NOT_ALLOWED("Links to files that could not be included", Kind.NOT_ALLOWED),
    BROKEN("Broken parts of a Git repository, included as they are", Kind.BROKEN),
    UNKNOWN("Unknown files in a Git folder, left out", Kind.UNKNOWN),
    SPECIAL("Pipes, sockets and devices, which no archive can hold", Kind.SPECIAL_FILE),
    OLDER_MISSING("Older versions of media that Git LFS does not have here", Kind.OLDER_OBJECT_MISSING),
    REWRITTEN(
            "Files of a Git repository that were changed for the archive, for example without passwords",
            Kind.REWRITTEN),
    GIT_LEFT_OUT("Files of a Git repository that are never included", Kind.LEFT_OUT),
    NOT_CLEAN("Files that Git has to read again", Kind.NOT_CLEAN),
    NOTES("Notes", Kind.NOTE);

    private final String title;
    private final Set<Kind> kinds;

    FindingGroup(String title, Kind... kinds) {
        this.title = title;
        this.kinds = Set.of(kinds);
    }

    String title() {
        return title;
    }

    /** Whether the archive lacks something that was not left out on request. */
    boolean isUnexpected() {
        return kinds.stream().anyMatch(Kind::isUnexpected);
    }

    List<Finding> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> kinds.contains(finding.kind()))
                .toList();
    }
}
