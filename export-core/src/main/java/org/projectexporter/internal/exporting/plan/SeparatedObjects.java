package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

import org.projectexporter.internal.names.StorePath;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * The drafts without the project's Git LFS objects, which go into a plan of their own: whether the archive needs one of
 * them is known once all files of the working tree are written.
 */
final class SeparatedObjects implements Drafts {
    private final Drafts all;
    private final RawPath project;
    private final SortingSpool objects;
    private final SealedPlan.EntryObserver observer;

    /**
     * Separates drafts.
     *
     * @param objects receives the objects, in order
     * @param observer is notified of them too
     */
    SeparatedObjects(Drafts all, RawPath project, SortingSpool objects, SealedPlan.EntryObserver observer) {
        this.all = all;
        this.project = project;
        this.objects = objects;
        this.observer = observer;
    }

    @Override
    public @Nullable Draft next() throws IOException {
        for (Draft draft = all.next(); draft != null; draft = all.next()) {
            if (!isObject(draft)) {
                return draft;
            }
            observer.onEntry(draft);
            objects.add(draft);
        }
        return null;
    }

    /** Looks at the path first, since most drafts are not objects. */
    private boolean isObject(Draft draft) throws IOException {
        return draft.type() == EntryType.FILE
                && !draft.isLinked()
                && draft.path().startsWith(project)
                && StorePath.of(draft.path()) != null
                && isObject(draft.entry(), project);
    }

    /** Whether an entry is an object in a store of the project. */
    static boolean isObject(PlannedEntry entry, RawPath project) {
        ContentCheck check = entry.check();
        if (!entry.role().isLargeObject() || check == null || !entry.path().startsWith(project)) {
            return false;
        }
        StorePath place = StorePath.of(entry.path());
        return place != null && place.oid().equals(check.sha256());
    }

    /** Whether it is an object that is likely to be a file of the working tree as well. */
    static boolean isLikelyInTree(PlannedEntry entry, RawPath project) {
        return entry.role() == EntryRole.LARGE_OBJECT && isObject(entry, project);
    }
}
