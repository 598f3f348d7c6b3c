package org.projectexporter.internal.exporting.plan;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Set;

import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/** The sorted drafts that a plan does not contain, each once; entries that have vanished count as not contained. */
final class NewDrafts implements Drafts {
    private final Drafts drafts;
    private final SealedPlan.Reader plan;
    private final Set<RawPath> vanished;
    private @Nullable PlannedEntry planned;
    private RawPath previous = RawPath.ROOT;

    NewDrafts(Drafts drafts, SealedPlan.Reader plan, Set<RawPath> vanished) throws IOException {
        this.drafts = drafts;
        this.plan = plan;
        this.vanished = vanished;
        this.planned = plan.next();
    }

    @Override
    public @Nullable Draft next() throws IOException {
        for (Draft draft = drafts.next(); draft != null; draft = drafts.next()) {
            RawPath path = draft.path();
            boolean isNew = !path.equals(previous) && (!contains(path) || vanished.contains(path));
            previous = path;
            if (isNew) {
                return draft;
            }
        }
        return null;
    }

    private boolean contains(RawPath path) throws IOException {
        while (planned != null && planned.path().compareTo(path) < 0) {
            planned = plan.next();
        }
        return planned != null && planned.path().equals(path);
    }
}
