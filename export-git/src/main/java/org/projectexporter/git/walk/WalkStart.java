package org.projectexporter.git.walk;

import org.eclipse.jgit.lib.ObjectId;

import java.io.IOException;

import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.spi.SourceContext;

/** Where a walk through a history begins: at what refs point to, and at what reflogs mention and is still there. */
final class WalkStart {
    private static final int CHECK_EVERY = 1000;
    /** How many ids are remembered; a power of two. */
    private static final int RECENT = 1 << 14;

    /** Takes ids. */
    interface Visitor {
        void visit(ObjectId id) throws IOException;
    }

    private final ObjectStore store;
    private final RefTips tips;
    private final SourceContext context;

    WalkStart(ObjectStore store, RefTips tips, SourceContext context) {
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

    /** Those of which the object has not been pruned. To look for one that has takes a while, and reflogs come back to few ids. */
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
