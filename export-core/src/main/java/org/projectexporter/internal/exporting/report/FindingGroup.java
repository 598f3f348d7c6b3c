package org.projectexporter.internal.exporting.report;

import java.util.List;
import java.util.Set;

import org.projectexporter.spi.Finding;
import org.projectexporter.spi.Finding.Kind;

/** Findings of the same sort. */
record FindingGroup(String title, Set<Kind> kinds) {
    /** In the order in which they matter to a reader. */
    static final List<FindingGroup> ALL = List.of(
            of("Media and other files that documents name, and that were not found", Kind.UNRESOLVED),
            of("Media that Git LFS should have, and does not", Kind.OBJECT_MISSING),
            of("Media of Git LFS that are damaged", Kind.OBJECT_CORRUPT),
            of("Files that could not be read", Kind.UNREADABLE),
            of("Files that changed or vanished while they were read", Kind.CHANGED, Kind.VANISHED),
            of("Files that differ from what an earlier seal lists, or are missing", Kind.SEAL_FAILED),
            of("Links to files that could not be included", Kind.NOT_ALLOWED),
            of("Broken parts of a Git repository, included as they are", Kind.BROKEN),
            of("Unknown files in a Git folder, left out", Kind.UNKNOWN),
            of("Pipes, sockets and devices, which no archive can hold", Kind.SPECIAL_FILE),
            of("Older versions of media that Git LFS does not have here", Kind.OLDER_OBJECT_MISSING),
            of("Files of a Git repository that were changed, for example without passwords", Kind.REWRITTEN),
            of("Files of a Git repository that are never included", Kind.LEFT_OUT),
            of("Files that Git has to read again", Kind.NOT_CLEAN),
            of("Notes", Kind.NOTE));

    FindingGroup {
        kinds = Set.copyOf(kinds);
    }

    private static FindingGroup of(String title, Kind... kinds) {
        return new FindingGroup(title, Set.of(kinds));
    }

    /** Whether the archive lacks something that was not left out on request. */
    boolean isUnexpected() {
        return kinds.stream().anyMatch(Kind::isUnexpected);
    }

    /** Those of its findings that are among these. */
    List<Finding> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> kinds.contains(finding.kind()))
                .toList();
    }
}
