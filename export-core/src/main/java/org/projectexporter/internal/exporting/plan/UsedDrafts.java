package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.PlannedEntry;

/** The drafts without what is in media folders and is not used, which is counted as left out. */
final class UsedDrafts implements Drafts {
    private final Drafts all;
    private final UsedMedia media;
    private final PlanBuilder plan;

    /** @param media complete: all documents have been read */
    UsedDrafts(Drafts all, UsedMedia media, PlanBuilder plan) {
        this.all = all;
        this.media = media;
        this.plan = plan;
    }

    @Override
    public @Nullable Draft next() throws IOException {
        for (Draft draft = all.next(); draft != null; draft = all.next()) {
            if (media.folderOf(draft.path()) == null || isKept(draft.entry())) {
                return draft;
            }
        }
        return null;
    }

    private boolean isKept(PlannedEntry entry) {
        if (!media.decides(entry)) {
            return true;
        }
        boolean unused = media.isUnused(entry.path());
        if (!unused) {
            plan.decided(entry);
        } else if (entry.type() == EntryType.FILE) {
            plan.leaveOutUnused(entry);
        }
        return !unused;
    }
}
