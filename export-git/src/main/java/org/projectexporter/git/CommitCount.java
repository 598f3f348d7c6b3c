package org.projectexporter.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

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
 * @param reachable empty where it cannot be known
 * @param roots ids of commits without parents, sorted; not those where a shallow clone was cut off. They are the project's
 *     identity, so replacements and grafts do not change them where true parents are there
 * @param whyUnknown for people, in one phrase; null where the number is known
 */
record CommitCount(OptionalLong reachable, Collection<String> roots, @Nullable String whyUnknown) {
    static final String PRUNED = "a part of the history cannot be read";
    private static final int CHECK_EVERY = 1000;

    CommitCount {
        roots = List.copyOf(roots);
    }

    CommitCount(OptionalLong reachable, Collection<String> roots) {
        this(reachable, roots, null);
    }

    static CommitCount unknown(Collection<String> roots, String why) {
        return new CommitCount(OptionalLong.empty(), roots, why);
    }

    static CommitCount of(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        if (!tips.areKnown()) {
            return unknown(Set.of(), "reftables with ids of SHA-256 are not read");
        }
        if (tips.kind().ids() != IdFormat.SHA1) {
            return byGit(gitFolder, tips, context, Set.of());
        }
        boolean otherParents = Replacements.areIn(gitFolder, tips);
        try {
            CommitCount byTrueParents = byJGit(gitFolder, tips, context);
            return otherParents ? byGit(gitFolder, tips, context, byTrueParents.roots()) : byTrueParents;
        } catch (MissingObjectException e) {
            if (otherParents) {
                return byGit(gitFolder, tips, context, Set.of());
            }
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    /** The roots are those that Git sees, unless others are known. */
    private static CommitCount byGit(Path gitFolder, RefTips tips, SourceContext context, Collection<String> knownRoots)
            throws IOException {
        try {
            CommitCount count = CommitsByGit.count(gitFolder, tips, context);
            return knownRoots.isEmpty() ? count : new CommitCount(count.reachable, knownRoots, count.whyUnknown);
        } catch (UnansweredException e) {
            return unknown(knownRoots, "git would have to be asked, but " + e.getMessage());
        }
    }

    private static CommitCount byJGit(Path gitFolder, RefTips tips, SourceContext context) throws IOException {
        try (ObjectStore store = ObjectStore.open(gitFolder, context);
                ObjectReader reader = store.newReader()) {
            Set<ObjectId> refs = ids(tips.refs().values());
            Set<ObjectId> logged = ids(tips.logged());
            logged.removeIf(id -> !store.has(id));
            try {
                return count(reader, refs, logged, context);
            } catch (MissingObjectException e) {
                return unknown(count(reader, refs, Set.of(), context).roots(), PRUNED);
            }
        } catch (IncorrectObjectTypeException | CorruptObjectException e) {
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    private static Set<ObjectId> ids(Collection<String> hex) {
        Set<ObjectId> ids = new LinkedHashSet<>();
        hex.forEach(id -> ids.add(ObjectId.fromString(id)));
        return ids;
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

    /** A tag stands for what it names; a tree or blob that a ref names is not history, and may be absent from a partial clone. */
    private static void markStart(RevWalk walk, AnyObjectId tip) throws IOException {
        RevObject object = walk.parseAny(tip);
        while (object instanceof RevTag tag) {
            walk.parseHeaders(tag);
            object = tag.getObject();
        }
        if (object instanceof RevCommit commit) {
            walk.markStart(walk.parseCommit(commit));
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
