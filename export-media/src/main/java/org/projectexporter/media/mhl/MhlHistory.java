package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.mhl.MhlHashList.FileHashes;
import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.RawPath;

/** The generations of ASC MHL that are in one folder; none for a history that begins. */
final class MhlHistory {
    /** What the reference implementation ignores if nothing else is requested. */
    private static final List<String> DEFAULT_PATTERNS = List.of(".DS_Store", "ascmhl", "ascmhl/");

    private final RawPath folder;
    private final @Nullable MhlChain chain;
    private final int generation;
    private final Map<String, List<Recorded>> files = new LinkedHashMap<>();
    private final Map<String, List<Recorded>> folders = new LinkedHashMap<>();
    private final Set<String> patternsOfLinks = new HashSet<>();
    private List<String> patterns = DEFAULT_PATTERNS;
    private @Nullable MhlHash kind;

    private MhlHistory(RawPath folder, @Nullable MhlChain chain, int generation) {
        this.folder = folder;
        this.chain = chain;
        this.generation = generation;
    }

    /** A history of which there is no generation yet. */
    static MhlHistory empty(RawPath folder) {
        return new MhlHistory(folder, MhlChain.EMPTY, 0);
    }

    /**
     * The history in a folder.
     *
     * @param chain null if its file is missing
     * @param manifests by generation
     * @param generation the number of the last one
     */
    static MhlHistory of(RawPath folder, @Nullable MhlChain chain, Collection<MhlHashList> manifests, int generation) {
        MhlHistory history = new MhlHistory(folder, chain, generation);
        manifests.forEach(history::add);
        return history;
    }

    private void add(MhlHashList manifest) {
        patterns = patternsAfter(manifest);
        kind = manifest.kind() == null ? kindOfFiles(manifest) : manifest.kind();
        manifest.files().forEach(file -> add(file, files));
        manifest.folders().forEach(each -> {
            removeRenamed(each, folders);
            folders.put(each.path(), each.hashes());
        });
    }

    /** A generation of this program has patterns for the links of its time, which are none of the history's own. */
    private List<String> patternsAfter(MhlHashList manifest) {
        List<String> after = new ArrayList<>();
        if (manifest.isOurs()) {
            after.addAll(patterns);
            for (String pattern : manifest.patterns()) {
                if (MhlPatterns.isOfLink(pattern)) {
                    patternsOfLinks.add(pattern);
                } else if (!after.contains(pattern)) {
                    after.add(pattern);
                }
            }
            patternsOfLinks.removeAll(patterns);
        } else {
            after.addAll(manifest.patterns());
            after.removeAll(patternsOfLinks);
        }
        return after.isEmpty() ? patterns : after;
    }

    private @Nullable MhlHash kindOfFiles(MhlHashList manifest) {
        return manifest.files().stream()
                .flatMap(file -> file.hashes().stream())
                .findFirst()
                .map(Recorded::kind)
                .orElse(kind);
    }

    /** The first hash of each kind counts; one that differed from an earlier one never does (section 5.6.4). */
    private static void add(FileHashes file, Map<String, List<Recorded>> files) {
        List<Recorded> known = new ArrayList<>(removeRenamed(file, files));
        known.addAll(files.getOrDefault(file.path(), List.of()));
        for (Recorded hash : file.hashes()) {
            if (!hash.failed() && known.stream().noneMatch(earlier -> earlier.kind() == hash.kind())) {
                known.add(hash);
            }
        }
        files.put(file.path(), List.copyOf(known));
    }

    private static List<Recorded> removeRenamed(FileHashes renamed, Map<String, List<Recorded>> all) {
        boolean isNew = renamed.previousPath() != null && !all.containsKey(renamed.path());
        List<Recorded> before = isNew ? all.remove(renamed.previousPath()) : null;
        return before == null ? List.of() : before;
    }

    /** The folder that it seals, in the archive. */
    RawPath folder() {
        return folder;
    }

    /** The path of something in the folder, relative to it. */
    String pathOf(RawPath path) {
        return path.relativeTo(folder).toString();
    }

    /** Null if there is a folder for the history without the file: then none is written, so that it remains visible. */
    @Nullable
    MhlChain chain() {
        return chain;
    }

    /** What its last generation ignores, without what this program has added for links. */
    List<String> patterns() {
        return patterns;
    }

    /** The hash of the folder, or else of the first file, in its last generation that has one; null if none has. */
    @Nullable
    MhlHash kind() {
        return kind;
    }

    /** The number of its last generation; 0 if there is none. */
    int generation() {
        return generation;
    }

    /** The files that it has recorded and that were not renamed since, by their paths below the folder. */
    Map<String, List<Recorded>> files() {
        return files;
    }

    /** The folders that it has recorded and that were not renamed since, with the last hashes of their content. */
    Map<String, List<Recorded>> folders() {
        return folders;
    }

    /** The first hash of each kind that was recorded of a file; empty if it is new. */
    List<Recorded> recorded(String path) {
        return files.getOrDefault(path, List.of());
    }
}
