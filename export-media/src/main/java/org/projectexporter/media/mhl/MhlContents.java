package org.projectexporter.media.mhl;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.HeapShare;
import org.projectexporter.spi.files.SealFormat;

/** What is in the archive, by the histories that it belongs to. */
final class MhlContents {
    private static final int BYTES_OF_ENTRY = 400;

    private final MhlTree tree;
    private final MhlHash kind;
    private final MhlFolders folders;
    private final Map<RawPath, List<SealFormat.Entry>> files = new TreeMap<>();
    private final Map<RawPath, List<RawPath>> foldersOf = new TreeMap<>();
    private final Map<RawPath, Instant> times = new HashMap<>();
    private final Set<RawPath> hasOwnFolder = new HashSet<>();
    private final List<RawPath> links = new ArrayList<>();
    private final List<RawPath> unnameable = new ArrayList<>();
    private final HeapShare heap = HeapShare.half();

    private MhlContents(MhlTree tree, MhlHash kind) {
        this.tree = tree;
        this.kind = kind;
        this.folders = new MhlFolders(kind, tree.outermost().folder());
    }

    /**
     * Collects it.
     *
     * @param context has the modification times of folders
     * @param kind the hash of this generation
     */
    static MhlContents of(SealFormat.Archived archived, SealFormat.Context context, MhlTree tree, MhlHash kind)
            throws IOException {
        MhlContents contents = new MhlContents(tree, kind);
        archived.visit(contents::add);
        contents.sort();
        context.visitPlanned(contents::addTime);
        return contents;
    }

    private void add(SealFormat.Entry entry) throws IOException {
        RawPath path = entry.path();
        if (entry.type() == EntryType.DIRECTORY && path.isNamed(MhlNames.FOLDER)) {
            hasOwnFolder.add(Objects.requireNonNull(path.parent(), "a folder of the project"));
        } else if (tree.isSealed(path)) {
            addSealed(entry);
        }
    }

    private void addSealed(SealFormat.Entry entry) throws IOException {
        RawPath path = entry.path();
        heap.take(BYTES_OF_ENTRY + 4L * path.length(), "the files that a seal lists");
        RawPath history = tree.historyOf(path).folder();
        byte[] digest = entry.digest();
        if (!MhlXml.isText(path)) {
            unnameable.add(path);
        } else if (entry.type() == EntryType.DIRECTORY) {
            foldersOf.computeIfAbsent(history, at -> new ArrayList<>()).add(path);
            folders.addFolder(path);
        } else if (entry.type() == EntryType.SYMBOLIC_LINK) {
            links.add(path);
        } else if (digest != null) {
            files.computeIfAbsent(history, at -> new ArrayList<>()).add(entry);
            folders.addFile(path, Objects.requireNonNull(MhlDigest.parse(digest).get(kind), "always computed"));
        }
    }

    /** What vanished and was found again is at the end. */
    private void sort() {
        files.values().forEach(all -> all.sort(Comparator.comparing(SealFormat.Entry::path)));
        foldersOf.values().forEach(all -> all.sort(null));
        links.sort(null);
    }

    private void addTime(PlannedEntry entry) {
        if (entry.type() == EntryType.DIRECTORY && tree.isRecorded(entry.path())) {
            times.put(entry.path(), entry.mtime());
        }
    }

    MhlTree tree() {
        return tree;
    }

    /** The files of a history, sorted. */
    List<SealFormat.Entry> files(MhlHistory history) {
        return files.getOrDefault(history.folder(), List.of());
    }

    /** The folders of a history without its own, sorted. */
    List<RawPath> folders(MhlHistory history) {
        return foldersOf.getOrDefault(history.folder(), List.of());
    }

    /** The hashes of all folders; to be called once. */
    Map<RawPath, MhlFolders.Hashes> hashes() {
        return folders.hashes();
    }

    /** The modification times of folders. */
    Map<RawPath, Instant> times() {
        return times;
    }

    /** Whether the archive has a folder {@code ascmhl} there. */
    boolean hasOwnFolder(MhlHistory history) {
        return hasOwnFolder.contains(history.folder());
    }

    boolean hasFile(RawPath path) {
        List<SealFormat.Entry> all = files(tree.historyOf(path));
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = all.get(middle).path().compareTo(path);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return false;
    }

    boolean hasFolder(RawPath path) {
        return Collections.binarySearch(folders(tree.historyOf(path)), path) >= 0;
    }

    boolean isLink(RawPath path) {
        return Collections.binarySearch(links, path) >= 0;
    }

    /** The symbolic links. */
    List<RawPath> links() {
        return links;
    }

    /** The files, folders and links with names that the format cannot have. */
    List<RawPath> unnameable() {
        return unnameable;
    }

    /** Calls {@code each} for every file and folder that is recorded. */
    void forEachRecorded(Consumer<RawPath> each) {
        files.values().forEach(all -> all.forEach(file -> each.accept(file.path())));
        foldersOf.values().forEach(all -> all.forEach(each));
    }
}
