package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

import org.projectexporter.media.mhl.MhlHashList.FileHashes;
import org.projectexporter.media.mhl.MhlHashList.Recorded;
import org.projectexporter.spi.RawPath;

/** The generations of ASC MHL that are in one folder; none for a history that begins. */
final class MhlHistory {
    /** What the reference implementation ignores if nothing else is requested. */
    private static final List<String> DEFAULT_PATTERNS = List.of(".DS_Store", "ascmhl", "ascmhl/");

    private final RawPath folder;
    private final Map<String, List<Recorded>> files = new LinkedHashMap<>();
    private MhlChain chain = MhlChain.EMPTY;
    private List<String> patterns = DEFAULT_PATTERNS;
    private @Nullable MhlHash kind;
    private int generation;

    private MhlHistory(RawPath folder) {
        this.folder = folder;
    }

    /** A history of which there is no generation yet. */
    static MhlHistory empty(RawPath folder) {
        return new MhlHistory(folder);
    }

    /**
     * The history in a folder.
     *
     * @param manifests by generation
     */
    static MhlHistory of(RawPath folder, MhlChain chain, NavigableMap<Integer, MhlHashList> manifests) {
        MhlHistory history = new MhlHistory(folder);
        history.chain = chain;
        manifests.forEach(history::add);
        return history;
    }

    private void add(int number, MhlHashList manifest) {
        generation = number;
        patterns = manifest.patterns().isEmpty() ? patterns : manifest.patterns();
        boolean first = true;
        for (FileHashes file : manifest.files()) {
            List<Recorded> known = new ArrayList<>();
            if (file.previousPath() != null && !files.containsKey(file.path())) {
                List<Recorded> before = files.remove(file.previousPath());
                known.addAll(before == null ? List.of() : before);
            }
            known.addAll(files.getOrDefault(file.path(), List.of()));
            for (Recorded hash : file.hashes()) {
                kind = first ? hash.kind() : kind;
                first = false;
                if (known.stream().noneMatch(earlier -> earlier.kind() == hash.kind())) {
                    known.add(hash);
                }
            }
            files.put(file.path(), List.copyOf(known));
        }
    }

    /** The folder that it seals, in the archive. */
    RawPath folder() {
        return folder;
    }

    MhlChain chain() {
        return chain;
    }

    /** What its last generation ignores. */
    List<String> patterns() {
        return patterns;
    }

    /** The hash that its last generation with files begins with; null if there is none. */
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

    /** The first hash of each kind that was recorded of a file; empty if it is new. */
    List<Recorded> recorded(String path) {
        return files.getOrDefault(path, List.of());
    }
}
