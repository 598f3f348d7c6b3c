package org.projectexporter.media.mhl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.projectexporter.media.mhl.MhlGeneration.Action;
import org.projectexporter.media.mhl.MhlGeneration.Compared;
import org.projectexporter.media.mhl.MhlGeneration.FileRecord;
import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SealFormat;

/** Compares what is in the archive with what earlier generations of one history recorded. */
final class MhlComparison {
    private final MhlHistory history;
    private final MhlHash kind;
    private final MhlContents contents;
    private final MhlSummary summary;

    MhlComparison(MhlHistory history, MhlHash kind, MhlContents contents, MhlSummary summary) {
        this.history = history;
        this.kind = kind;
        this.contents = contents;
        this.summary = summary;
    }

    /** What a generation records; {@code folders} that were renamed have their earlier paths. */
    record Result(List<FileRecord> files, Map<String, String> folders) {}

    /**
     * Compares all files and folders, and reports what is missing.
     *
     * @param folders of the history, and those of histories in it
     * @param hashes of the content of all folders
     */
    Result compare(Collection<RawPath> folders, Map<RawPath, MhlFolders.Hashes> hashes) throws IOException {
        MhlRenames files = new MhlRenames(missing(history.files(), false));
        if (!files.missing().isEmpty()) {
            files.add(newFiles());
        }
        MhlRenames ofFolders = new MhlRenames(missing(history.folders(), true));
        if (!ofFolders.missing().isEmpty()) {
            Map<String, Map<MhlHash, byte[]>> newFolders = newFolders(folders, hashes);
            ofFolders.addFoldersOf(files.renamed(), newFolders.keySet());
            ofFolders.add(newFolders);
        }
        List<FileRecord> records = new ArrayList<>();
        for (SealFormat.Entry file : contents.files(history)) {
            records.add(compare(file, files.renamed()));
        }
        for (String path : files.missing()) {
            summary.missing(history.folder().resolve(path));
        }
        for (String path : ofFolders.missing()) {
            summary.missingFolder(history.folder().resolve(path));
        }
        return new Result(records, ofFolders.renamed());
    }

    private Map<String, Map<MhlHash, byte[]>> newFiles() {
        Map<String, Map<MhlHash, byte[]>> all = new LinkedHashMap<>();
        for (SealFormat.Entry file : contents.files(history)) {
            String path = history.pathOf(file.path());
            if (!history.files().containsKey(path)) {
                all.put(path, found(file));
            }
        }
        return all;
    }

    private Map<String, Map<MhlHash, byte[]>> newFolders(
            Collection<RawPath> folders, Map<RawPath, MhlFolders.Hashes> hashes) {
        Map<String, Map<MhlHash, byte[]>> all = new LinkedHashMap<>();
        for (RawPath folder : folders) {
            String path = history.pathOf(folder);
            if (!history.folders().containsKey(path)) {
                byte[] content = Objects.requireNonNull(hashes.get(folder), "of all folders")
                        .content();
                all.put(path, Map.of(kind, content));
            }
        }
        return all;
    }

    private static Map<MhlHash, byte[]> found(SealFormat.Entry file) {
        return MhlDigest.parse(Objects.requireNonNull(file.digest(), "a sealed file"));
    }

    /** What was recorded and is not there. An inner history may have taken it over, and then reports it. */
    private Map<String, List<Recorded>> missing(Map<String, List<Recorded>> recorded, boolean folders) {
        Map<String, List<Recorded>> missing = new LinkedHashMap<>();
        recorded.forEach((relative, hashes) -> {
            RawPath path = history.folder().resolve(relative);
            if (contents.tree().isSealed(path) && !isThere(path, folders) && !isOfInner(path, folders)) {
                missing.put(relative, hashes);
            }
        });
        return missing;
    }

    private boolean isThere(RawPath path, boolean folder) {
        if (folder) {
            return contents.hasFolder(path);
        }
        if (contents.isLink(path)) { // other programs record what a link leads to
            summary.link();
            return true;
        }
        return contents.hasFile(path);
    }

    private boolean isOfInner(RawPath path, boolean folder) {
        MhlHistory inner = contents.tree().historyOf(path);
        return inner != history && (folder ? inner.folders() : inner.files()).containsKey(inner.pathOf(path));
    }

    private FileRecord compare(SealFormat.Entry file, Map<String, String> renamed) throws IOException {
        String path = history.pathOf(file.path());
        Map<MhlHash, byte[]> found = found(file);
        String previousPath = renamed.get(path);
        List<Recorded> recorded = history.recorded(previousPath == null ? path : previousPath);
        if (recorded.isEmpty()) {
            summary.original();
            return new FileRecord(file, path, List.of(compared(found, kind, Action.ORIGINAL)), null);
        }
        Recorded before = firstOf(recorded, found);
        byte[] now = Objects.requireNonNull(found.get(before.kind()), "one that was computed");
        if (!Arrays.equals(now, before.value())) {
            summary.failed(file.path(), before.kind(), before.value(), now);
            return new FileRecord(file, path, List.of(new Compared(before.kind(), now, Action.FAILED)), null);
        }
        Action action = previousPath == null ? Action.VERIFIED : Action.ORIGINAL;
        if (previousPath == null) {
            summary.verified();
        } else {
            summary.renamed();
        }
        List<Compared> all = new ArrayList<>(List.of(new Compared(before.kind(), now, action)));
        if (before.kind() != kind) { // only since that of the kind before is right
            all.add(compared(found, kind, action));
        }
        return new FileRecord(file, path, all, previousPath);
    }

    /** The recorded hash to compare with: of this generation's kind, else the first that was computed. */
    private Recorded firstOf(List<Recorded> recorded, Map<MhlHash, byte[]> found) {
        return recorded.stream()
                .filter(hash -> hash.kind() == kind)
                .findFirst()
                .or(() -> recorded.stream()
                        .filter(hash -> found.containsKey(hash.kind()))
                        .findFirst())
                .orElseThrow();
    }

    private static Compared compared(Map<MhlHash, byte[]> found, MhlHash kind, Action action) {
        return new Compared(kind, Objects.requireNonNull(found.get(kind), "always computed"), action);
    }
}
