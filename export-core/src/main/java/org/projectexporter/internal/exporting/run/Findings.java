package org.projectexporter.internal.exporting.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.spi.Finding;

/** What an export has found, for its manifest and, in short, for its user. */
final class Findings {
    private static final int LINES_PER_KIND = 20;

    private final List<Finding> findings = new ArrayList<>();

    void clear() {
        findings.clear();
    }

    void addAll(List<Finding> more) {
        findings.addAll(more);
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    /** Notes where patterns and what Git tracks come apart. */
    void addPatterns(List<LeftOut.Count> counts) {
        for (LeftOut.Count count : counts) {
            if (count.trackedKept() > 0) {
                add(Finding.note("the pattern " + count.pattern() + " (" + count.reason()
                        + ") matches files that Git tracks, which travel all the same: " + count.trackedKept()));
            }
            if (count.trackedFiles() > 0) {
                String where = count.file() == null ? "" : " of " + count.file();
                add(Finding.note("the pattern " + count.pattern() + where
                        + " has left out files that Git tracks, which git status will report as deleted: "
                        + count.trackedFiles()));
            }
        }
    }

    List<Finding> all() {
        return findings;
    }

    boolean unexpected() {
        return findings.stream().anyMatch(finding -> finding.kind().isUnexpected());
    }

    /** One line each for what is unexpected, for special files and for notes; many of a kind are cut short. */
    List<String> warnings() {
        Map<Finding.Kind, List<String>> byKind = new EnumMap<>(Finding.Kind.class);
        for (Finding finding : findings) {
            if (isWarning(finding.kind())) {
                byKind.computeIfAbsent(finding.kind(), kind -> new ArrayList<>())
                        .add(line(finding));
            }
        }
        List<String> lines = new ArrayList<>();
        byKind.values().forEach(all -> {
            lines.addAll(all.subList(0, Math.min(LINES_PER_KIND, all.size())));
            if (all.size() > LINES_PER_KIND) {
                lines.add("and " + (all.size() - LINES_PER_KIND) + " more like this; the manifest lists them");
            }
        });
        return lines;
    }

    private static boolean isWarning(Finding.Kind kind) {
        return kind.isUnexpected() || kind == Finding.Kind.NOTE || kind == Finding.Kind.SPECIAL_FILE;
    }

    private static String line(Finding finding) {
        String path = finding.path() == null ? "" : finding.path() + ": ";
        return switch (finding.kind()) {
            case SPECIAL_FILE -> path + "left out, it is a " + finding.detail();
            case LFS_MISSING -> path + "its Git LFS object " + finding.oid() + " is missing: " + finding.detail();
            case LFS_CORRUPT -> path + "the Git LFS object is corrupt: " + finding.detail();
            default -> path + finding.detail();
        };
    }
}
