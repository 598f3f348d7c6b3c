package org.projectexporter.media.mhl;

import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/**
 * Which hashes are computed of each file: that of this generation; if earlier ones have recorded others only, the first
 * of these; of a new file, those that tell whether it is one that was recorded by another name; and of a file with
 * further names, those of all names, since an archive has its content once.
 */
final class MhlKinds {
    private final MhlTree tree;
    private final MhlHash kind;
    private final Map<RawPath, Set<MhlHash>> ofMissing = new HashMap<>();
    private final Map<RawPath, Set<MhlHash>> ofNames = new HashMap<>();

    /**
     * Decides for the planned files of a project.
     *
     * @param kind the hash of this generation
     * @param hasFurtherNames whether there are hard links among the files
     */
    MhlKinds(SealFormat.Context context, MhlTree tree, MhlHash kind, boolean hasFurtherNames) throws IOException {
        this.tree = tree;
        this.kind = kind;
        addMissing(context);
        if (hasFurtherNames) {
            context.visitPlanned(this::addName);
        }
    }

    /** The kinds of files that are recorded with another hash only, and that are not planned: they may be renamed. */
    private void addMissing(SealFormat.Context context) throws IOException {
        Map<RawPath, Set<String>> missing = new TreeMap<>();
        for (MhlHistory history : tree.innermostFirst()) {
            Set<String> others = new HashSet<>();
            history.files().forEach((path, hashes) -> {
                if (isOfOthers(hashes)) {
                    others.add(path);
                }
            });
            if (!others.isEmpty()) {
                missing.put(history.folder(), others);
            }
        }
        if (missing.isEmpty()) {
            return;
        }
        context.visitPlanned(entry -> {
            if (isFile(entry) && tree.isRecorded(entry.path())) {
                MhlHistory history = tree.historyOf(entry.path());
                Set<String> others = missing.get(history.folder());
                if (others != null) {
                    others.remove(history.pathOf(entry.path()));
                }
            }
        });
        for (MhlHistory history : tree.innermostFirst()) {
            Set<MhlHash> kinds = EnumSet.noneOf(MhlHash.class);
            missing.getOrDefault(history.folder(), Set.of())
                    .forEach(path -> kinds.add(history.recorded(path).get(0).kind()));
            ofMissing.put(history.folder(), kinds);
        }
    }

    private boolean isOfOthers(List<Recorded> hashes) {
        return !hashes.isEmpty() && hashes.stream().noneMatch(hash -> hash.kind() == kind);
    }

    private static boolean isFile(PlannedEntry entry) {
        return entry.type() == EntryType.FILE || entry.type() == EntryType.HARD_LINK;
    }

    private void addName(PlannedEntry entry) {
        if (entry.type() == EntryType.HARD_LINK && tree.isRecorded(entry.path())) {
            Set<MhlHash> kinds = ofName(entry.path());
            RawPath first = entry.linkTargetOrThrow();
            if (!of(first).containsAll(kinds)) {
                ofNames.computeIfAbsent(first, path -> EnumSet.noneOf(MhlHash.class))
                        .addAll(kinds);
            }
        }
    }

    private Set<MhlHash> ofName(RawPath path) {
        MhlHistory history = tree.historyOf(path);
        List<Recorded> recorded = history.recorded(history.pathOf(path));
        Set<MhlHash> kinds = EnumSet.of(kind);
        if (recorded.isEmpty()) {
            kinds.addAll(ofMissing.getOrDefault(history.folder(), Set.of()));
        } else if (isOfOthers(recorded)) {
            kinds.add(recorded.get(0).kind());
        }
        return kinds;
    }

    /** Those of one file; empty if it is not recorded by any name. */
    Set<MhlHash> of(RawPath path) {
        Set<MhlHash> kinds = tree.isRecorded(path) ? ofName(path) : EnumSet.noneOf(MhlHash.class);
        kinds.addAll(ofNames.getOrDefault(path, Set.of()));
        return kinds;
    }
}
