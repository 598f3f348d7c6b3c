package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.Media;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlanSink.Reference;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The media folders of the project, of which only what documents use is exported, and what is used of them. A document
 * in such a folder counts only if it is used itself: camera cards contain lists of all of their clips.
 */
final class UsedMedia {
    /** Repositories are exported as they are, and Git reads these files for everything around them. */
    private static final Set<RawPath> ALWAYS_USED =
            Set.of(RawPath.of(".git"), RawPath.of(".gitattributes"), RawPath.of(".gitignore"));

    private final List<RawPath> folders = new ArrayList<>();
    private final TreeSet<RawPath> used = new TreeSet<>();
    private final TreeMap<RawPath, List<Reference>> waiting = new TreeMap<>();
    private boolean all;

    /** @param project the project's folder in the archive */
    UsedMedia(ExportOptions options, RawPath project) {
        if (options.media() == Media.USED) {
            options.mediaFolders().forEach(folder -> folders.add(project.resolve(folder)));
        }
    }

    /** The media folders, as in the archive. */
    List<RawPath> folders() {
        return folders;
    }

    /** The media folder that a path is in, or is; null if there is none. */
    @Nullable
    RawPath folderOf(RawPath path) {
        for (RawPath folder : folders) {
            if (path.startsWith(folder)) {
                return folder;
            }
        }
        return null;
    }

    /** Whether it depends on the documents whether an entry is exported. */
    boolean decides(PlannedEntry entry) {
        return entry.role() == EntryRole.WORKING_TREE && folderOf(entry.path()) != null;
    }

    /** To be called for each entry that is added to the plan. */
    void added(RawPath path) {
        if (!folders.isEmpty() && ALWAYS_USED.contains(path.fileName())) {
            use(path);
        }
    }

    /** Whether an entry of a media folder is not used by any document so far. */
    boolean isUnused(RawPath path) {
        return folderOf(path) != null && !all && !isUsed(path);
    }

    /** Whether it is used, or is around something that is, or in a folder that is. */
    private boolean isUsed(RawPath path) {
        RawPath next = used.ceiling(path);
        if (next != null && next.startsWith(path)) {
            return true;
        }
        for (RawPath above = path; above != null && folderOf(above) != null; above = above.parent()) {
            if (used.contains(above)) {
                return true;
            }
        }
        return false;
    }

    /** Keeps a reference of a document that is not used; false if the document is exported. */
    boolean postpones(Reference reference) {
        if (!isUnused(reference.from())) {
            return false;
        }
        waiting.computeIfAbsent(reference.from(), document -> new ArrayList<>()).add(reference);
        return true;
    }

    /**
     * Records that a file or folder is used.
     *
     * @return the references that have waited for it
     */
    List<Reference> use(RawPath path) {
        if (folderOf(path) == null || !used.add(path)) {
            return List.of();
        }
        List<Reference> ready = new ArrayList<>();
        var documents = waiting.tailMap(path, true).entrySet().iterator();
        while (documents.hasNext()) {
            Map.Entry<RawPath, List<Reference>> document = documents.next();
            if (!document.getKey().startsWith(path)) {
                break;
            }
            ready.addAll(document.getValue());
            documents.remove();
        }
        return ready;
    }

    /**
     * From here on everything is used.
     *
     * @return the references that have waited
     */
    List<Reference> useAll() {
        all = true;
        List<Reference> ready = new ArrayList<>();
        waiting.values().forEach(ready::addAll);
        waiting.clear();
        return ready;
    }

    /** The folders of which nothing is used. */
    List<RawPath> unusedFolders() {
        return folders.stream().filter(folder -> !all && !isUsed(folder)).toList();
    }
}
