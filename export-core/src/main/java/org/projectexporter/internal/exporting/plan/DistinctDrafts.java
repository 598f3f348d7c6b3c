package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

import org.projectexporter.spi.RawPath;

/**
 * Sorted drafts without duplicates below one folder. If two have the same path, which differ only if the file changed
 * in between, the one with the smaller record is kept, so that their order does not matter.
 */
final class DistinctDrafts implements Drafts {
    private final Drafts drafts;
    private final RawPath folder;
    private @Nullable Draft ahead;

    DistinctDrafts(Drafts drafts, RawPath folder) throws IOException {
        this.drafts = drafts;
        this.folder = folder;
        this.ahead = drafts.next();
    }

    @Override
    public @Nullable Draft next() throws IOException {
        Draft draft = ahead;
        if (draft == null) {
            return null;
        }
        ahead = drafts.next();
        while (ahead != null
                && ahead.path().equals(draft.path())
                && draft.path().startsWith(folder)) {
            draft = Arrays.compareUnsigned(draft.record(), ahead.record()) <= 0 ? draft : ahead;
            ahead = drafts.next();
        }
        return draft;
    }
}
