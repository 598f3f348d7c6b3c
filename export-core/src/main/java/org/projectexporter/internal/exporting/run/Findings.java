package org.projectexporter.internal.exporting.run;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.projectexporter.ExportOutline;
import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.exclude.LeftOut;
import org.projectexporter.internal.exporting.journal.Addendum;
import org.projectexporter.internal.exporting.media.FromTree;
import org.projectexporter.internal.exporting.plan.PlanFacts;
import org.projectexporter.internal.layout.RestoreScript;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** The findings of an export: all for its manifest, and a summary for its user. */
final class Findings {
    /** No findings yet. */
    static final Findings NONE = new Findings();

    private static final int LINES_PER_KIND = 20;

    private final List<Finding> findings = new ArrayList<>();

    private Findings() {}

    /** The findings of planning, and those made while the archive was written. */
    static Findings of(PlanFacts planned, Ledger ledger, Addendum addendum, FromTree fromTree) {
        Findings findings = new Findings();
        if (!fromTree.isEmpty()) {
            findings.findings.add(Finding.note(RestoreScript.note(fromTree.count(), fromTree.bytes())));
        }
        findings.findings.addAll(planned.findings());
        findings.findings.addAll(ledger.findings());
        findings.addVanished(ledger, addendum);
        findings.addPatterns(planned.leftOut());
        findings.addUnusedMedia(planned);
        return findings;
    }

    /**
     * Lists the entries that vanished, except for those of which a source has reported what became of them, and for
     * names of files that the addendum has as files of their own.
     */
    private void addVanished(Ledger ledger, Addendum addendum) {
        Set<RawPath> explained = new HashSet<>();
        ledger.findings().forEach(finding -> explained.add(finding.path()));
        List<PlannedEntry> vanished = ledger.vanished();
        for (int i = 0; i < vanished.size(); i++) {
            PlannedEntry entry = vanished.get(i);
            boolean first = i < addendum.vanished();
            if (explained.contains(entry.path())) {
                continue;
            }
            if (!first || entry.type() != EntryType.HARD_LINK) {
                findings.add(Finding.of(Finding.Kind.VANISHED, entry.path(), "vanished before it was read"));
            }
        }
    }

    /** Lists conflicts between patterns and what Git tracks: one note for the defaults, one for each other pattern. */
    private void addPatterns(List<LeftOut.Count> counts) {
        List<String> kept = new ArrayList<>();
        for (LeftOut.Count count : counts) {
            if (count.trackedKept() > 0) {
                kept.add(count.pattern() + " (" + count.reason() + "): " + count.trackedKept());
            }
        }
        if (!kept.isEmpty()) {
            findings.add(Finding.note(
                    "files that Git tracks are exported although patterns match them: " + String.join(", ", kept)));
        }
        for (LeftOut.Count count : counts) {
            if (count.trackedFiles() > 0) {
                findings.add(Finding.note(deleted(count)));
            }
        }
    }

    private static String deleted(LeftOut.Count count) {
        String where = count.file() == null ? "" : " of " + count.file();
        return "the pattern " + count.pattern() + where
                + " has left out files that Git tracks, which git status will report as deleted: "
                + count.trackedFiles();
    }

    /** Media are left out of the working tree only. */
    private void addUnusedMedia(PlanFacts planned) {
        boolean leftOut = planned.leftOut().stream()
                .anyMatch(count -> count.reason().equals(LeftOut.UNUSED_MEDIA) && count.files() > 0);
        if (leftOut && planned.project().commits().orElse(1) > 0) {
            String what = "the history and the objects of Git LFS contain the media that no document uses, as far as"
                    + " Git tracks them; git status will report these as deleted";
            findings.add(Finding.note(what));
        }
    }

    List<Finding> all() {
        return findings;
    }

    /** Whether something unexpected is missing or changed. */
    boolean unexpected() {
        return findings.stream().anyMatch(finding -> finding.kind().isUnexpected());
    }

    /** One line for each unexpected finding; long lists of one kind are cut. */
    List<String> warnings() {
        return lines(Finding.Kind::isUnexpected);
    }

    /** One line for each special file and remark, and one for all media of other versions; long lists are cut. */
    List<String> notes() {
        List<String> lines = new ArrayList<>();
        addOlderObjects(lines);
        lines.addAll(lines(kind -> kind == Finding.Kind.NOTE || kind == Finding.Kind.SPECIAL_FILE));
        return lines;
    }

    private List<String> lines(Predicate<Finding.Kind> wanted) {
        Map<Finding.Kind, List<String>> byKind = new EnumMap<>(Finding.Kind.class);
        for (Finding finding : findings) {
            if (wanted.test(finding.kind())) {
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

    /** Media of other versions are usual to lack: a clone fetches only those of the version that it checks out. */
    private void addOlderObjects(List<String> lines) {
        List<Finding> older = findings.stream()
                .filter(finding -> finding.kind() == Finding.Kind.OLDER_OBJECT_MISSING)
                .toList();
        if (!older.isEmpty()) {
            long bytes = older.stream().mapToLong(Finding::size).sum();
            lines.add("Git LFS objects that only other versions or branches need are not in the project ("
                    + older.size()
                    + ", " + bytes + " bytes); to have them in the archive, run git lfs fetch --all, then export again;"
                    + " the manifest lists them");
        }
    }

    private static String line(Finding finding) {
        return finding.path() == null ? what(finding) : finding.path() + ": " + what(finding);
    }

    private static String what(Finding finding) {
        return switch (finding.kind()) {
            case SPECIAL_FILE -> "left out, since it is a special file (" + finding.detail() + ")";
            case OBJECT_MISSING ->
                "its Git LFS object " + finding.oid() + " is missing: " + finding.detail()
                        + "; run git lfs fetch --all, then export again";
            case OBJECT_CORRUPT -> "the Git LFS object is corrupt: " + finding.detail();
            default -> finding.detail();
        };
    }

    /**
     * Everything unexpected, for an estimate.
     *
     * @param project the path of findings that have none
     */
    List<ExportOutline.Missing> missing(RawPath project) {
        return findings.stream()
                .filter(finding -> finding.kind().isUnexpected())
                .map(finding ->
                        new ExportOutline.Missing(finding.path() == null ? project : finding.path(), what(finding)))
                .toList();
    }
}
