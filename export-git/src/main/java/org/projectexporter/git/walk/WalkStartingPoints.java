package org.projectexporter.git.walk;

import org.eclipse.jgit.lib.ObjectId;

import java.io.IOException;

import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.SourceContext;

/**
 * Selects the starting points of a walk through history: the targets of refs, and the ids in reflogs whose objects
 * still exist.
 */
final class WalkStartingPoints {
    private static final int CHECK_EVERY = 1000;
    /** The number of ids that are remembered; a power of two. */
    private static final int RECENT = 1 << 14;

    /** Receives ids. */
    interface Visitor {
        void visit(ObjectId id) throws IOException;
    }

    private final ObjectStore store;
    private final RefTips tips;
    private final SourceContext context;

    WalkStartingPoints(ObjectStore store, RefTips tips, SourceContext context) {
        this.store = store;
        this.tips = tips;
        this.context = context;
    }

    void visit(boolean logs, Visitor visitor) throws IOException {
        for (String id : tips.ids()) {
            visitor.visit(ObjectId.fromString(id));
        }
        if (logs) {
            visitPresent(tips.logged(), visitor);
        }
    }

    /**
     * Visits the ids whose objects have not been pruned. Looking up a pruned object is slow, and reflogs repeat few
     * ids, so recent results are remembered.
     */
    void visitPresent(Iterable<String> ids, Visitor visitor) throws IOException {
        String[] recent = new String[RECENT];
        int untilCheck = CHECK_EVERY;
        for (String hex : ids) {
            int slot = hex.hashCode() & (RECENT - 1);
            if (hex.equals(recent[slot])) {
                continue;
            }
            recent[slot] = hex;
            ObjectId id = ObjectId.fromString(hex);
            if (store.has(id)) {
                visitor.visit(id);
            }
            if (--untilCheck == 0) {
                untilCheck = CHECK_EVERY;
                context.checkCancelled();
            }
        }
    }
}
