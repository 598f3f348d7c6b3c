package org.projectexporter.media.mhl;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.projectexporter.media.mhl.MhlHashList.Recorded;

/** Finds what was renamed: what is missing and what is new with the same hash, one of each. */
final class MhlRenames {
    private final Map<String, Deque<String>> byHash = new HashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final Map<String, List<Recorded>> missing;

    /** What was recorded and is missing, by path. Its own copy has later what was not renamed either. */
    MhlRenames(Map<String, List<Recorded>> missing) {
        this.missing = new LinkedHashMap<>(missing);
        missing.forEach((path, hashes) -> hashes.forEach(hash -> {
            String key = keyOf(hash.kind(), hash.value());
            byHash.computeIfAbsent(key, any -> new ArrayDeque<>()).add(path);
            byHash.computeIfAbsent(key + '/' + nameOf(path), any -> new ArrayDeque<>())
                    .add(path);
        }));
    }

    private static String keyOf(MhlHash kind, byte[] value) {
        return kind.element() + kind.text(value);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static @Nullable String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? null : path.substring(0, slash);
    }

    /** Pairs what is new with what has its hash: first what was moved with its name, then the rest, in order. */
    void add(Map<String, Map<MhlHash, byte[]>> found) {
        found.forEach((path, hashes) -> pair(path, hashes, '/' + nameOf(path)));
        found.forEach((path, hashes) -> pair(path, hashes, ""));
    }

    private void pair(String path, Map<MhlHash, byte[]> hashes, String name) {
        if (renamed.containsKey(path)) {
            return;
        }
        for (Map.Entry<MhlHash, byte[]> hash : hashes.entrySet()) {
            Deque<String> candidates = byHash.get(keyOf(hash.getKey(), hash.getValue()) + name);
            while (candidates != null && !candidates.isEmpty()) {
                String before = candidates.remove();
                if (missing.remove(before) != null) {
                    renamed.put(path, before);
                    return;
                }
            }
        }
    }

    /**
     * Pairs folders, whose content may have changed as well, by the files that were in them.
     *
     * @param files the new paths of files, and those that they had before
     */
    void addFoldersOf(Map<String, String> files, Set<String> found) {
        Map<String, String> after = new LinkedHashMap<>();
        files.forEach((now, before) -> addFoldersOf(now, before, found, after));
        after.forEach((before, now) -> {
            if (!now.isEmpty() && !renamed.containsKey(now) && missing.remove(before) != null) {
                renamed.put(now, before);
            }
        });
    }

    /** The folders of one file, as far up as the names below them are the same; "" for one whose files are divided. */
    private void addFoldersOf(String file, String fileBefore, Set<String> found, Map<String, String> after) {
        String now = parentOf(file);
        String before = parentOf(fileBefore);
        while (now != null && before != null && !now.equals(before)) {
            if (missing.containsKey(before)) {
                String folder = found.contains(now) ? now : "";
                after.merge(before, folder, (one, other) -> one.equals(other) ? one : "");
            }
            boolean sameName = nameOf(now).equals(nameOf(before));
            now = sameName ? parentOf(now) : null;
            before = parentOf(before);
        }
    }

    /** The earlier path of each that was renamed. */
    Map<String, String> renamed() {
        return renamed;
    }

    /** The paths of what is missing and was not renamed, in their order. */
    Set<String> missing() {
        return missing.keySet();
    }
}
