package org.projectexporter.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.spi.SourceContext;

/**
 * The commits of a repository, as {@code git rev-list --count --all --reflog HEAD} counts them.
 *
 * @param reachable empty where a part of the history that a reflog mentions was pruned
 * @param roots ids of commits without parents, sorted; not those where a shallow clone was cut off
 */
record CommitCount(OptionalLong reachable, Collection<String> roots) {
    private static final int CHECK_EVERY = 1000;

    CommitCount {
        roots = List.copyOf(roots);
    }

    static CommitCount of(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        try (ObjectStore store = ObjectStore.open(gitFolder, context);
                ObjectReader reader = store.newReader()) {
            Set<ObjectId> logged = new LinkedHashSet<>(tips.logged());
            logged.removeIf(id -> !store.has(id));
            try {
                return count(reader, tips.refs().values(), logged, context);
            } catch (MissingObjectException e) {
                CommitCount ofRefs = count(reader, tips.refs().values(), Set.of(), context);
                return new CommitCount(OptionalLong.empty(), ofRefs.roots());
            }
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    private static CommitCount count(
            ObjectReader reader, Collection<ObjectId> refs, Collection<ObjectId> logged, SourceContext context)
            throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            for (AnyObjectId tip : refs) {
                markStart(walk, tip);
            }
            for (AnyObjectId tip : logged) {
                markStart(walk, tip);
            }
            return count(walk, reader.getShallowCommits(), context);
        }
    }

    /** A tag stands for what it names; a tree or blob that a ref names is not history. */
    private static void markStart(RevWalk walk, AnyObjectId tip) throws IOException {
        RevObject peeled = walk.peel(walk.parseAny(tip));
        if (peeled instanceof RevCommit commit) {
            walk.markStart(commit);
        }
    }

    private static CommitCount count(RevWalk walk, Set<ObjectId> cutOff, SourceContext context) throws IOException {
        long count = 0;
        Set<String> roots = new TreeSet<>();
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            if (commit.getParentCount() == 0 && !cutOff.contains(commit)) {
                roots.add(commit.name());
            }
            if (count++ % CHECK_EVERY == 0) {
                context.checkCancelled();
            }
        }
        return new CommitCount(OptionalLong.of(count), roots);
    }
}
