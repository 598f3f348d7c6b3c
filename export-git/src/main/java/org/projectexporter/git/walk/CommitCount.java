package org.projectexporter.git.walk;

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
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

import org.projectexporter.MemoryException;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.Replacements;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * The commits of a repository, as {@code git rev-list --count --all --reflog HEAD} counts them.
 *
 * @param reachable the number of commits; empty if it cannot be determined
 * @param roots ids of commits without parents, sorted, without those at which a shallow clone was cut off. They
 *     identify the project, so replacements and grafts do not change them if the true parents exist
 * @param whyUnknown the reason in one phrase, for messages; null if the number is known
 */
public record CommitCount(OptionalLong reachable, Collection<String> roots, @Nullable String whyUnknown) {
    public static final String PRUNED = "a part of the history cannot be read";
    private static final int CHECK_EVERY = 1000;

    /** Copies the roots. */
    public CommitCount {
        roots = List.copyOf(roots);
    }

    CommitCount(OptionalLong reachable, Collection<String> roots) {
        this(reachable, roots, null);
    }

    /** A count that could not be determined. */
    public static CommitCount unknown(Collection<String> roots, String why) {
        return new CommitCount(OptionalLong.empty(), roots, why);
    }

    /**
     * Counts the commits of a repository.
     *
     * @param heap the memory that is left may be used
     * @throws org.projectexporter.MemoryException if that is not enough, and Git cannot be run
     */
    public static CommitCount of(Path gitFolder, RefTips tips, SourceContext context, HeapShare heap)
            throws IOException {
        if (tips.kind().ids() != IdFormat.SHA1) {
            return byGit(gitFolder, tips, context, heap, Set.of());
        }
        boolean otherParents = Replacements.existIn(gitFolder, tips);
        try {
            CommitCount byTrueParents = byJGit(gitFolder, tips, context, heap);
            return otherParents ? byGit(gitFolder, tips, context, heap, byTrueParents.roots()) : byTrueParents;
        } catch (MissingObjectException e) {
            if (otherParents) {
                return byGit(gitFolder, tips, context, heap, Set.of());
            }
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        } catch (WalkMemory.ExceededException e) {
            return ofMany(gitFolder, tips, context, heap, otherParents);
        }
    }

    /** Counts the commits with Git. Its roots are the ones that JGit would find, unless parents are replaced. */
    private static CommitCount ofMany(
            Path gitFolder, RefTips tips, SourceContext context, HeapShare heap, boolean otherParents)
            throws IOException {
        if (otherParents) {
            throw new MemoryException("the commits of " + gitFolder + ", some of them with replacements,", null);
        }
        try {
            return CommitsByGit.count(gitFolder, tips, context, heap);
        } catch (GitUnavailableException e) {
            throw WalkMemory.refusal(gitFolder, e);
        }
    }

    /** Counts the commits with Git. The roots are those that Git finds, unless others are known. */
    private static CommitCount byGit(
            Path gitFolder, RefTips tips, SourceContext context, HeapShare heap, Collection<String> knownRoots)
            throws IOException {
        try {
            CommitCount count = CommitsByGit.count(gitFolder, tips, context, heap);
            return knownRoots.isEmpty() ? count : new CommitCount(count.reachable, knownRoots, count.whyUnknown);
        } catch (GitUnavailableException e) {
            return unknown(knownRoots, "git is needed for this, but " + e.getMessage());
        }
    }

    private static CommitCount byJGit(Path gitFolder, RefTips tips, SourceContext context, HeapShare heap)
            throws IOException {
        try (ObjectStore store = ObjectStore.open(gitFolder, context);
                ObjectReader reader = store.newReader()) {
            WalkStartingPoints start = new WalkStartingPoints(store, tips, context);
            try {
                return count(reader, start, true, context, new WalkMemory(heap));
            } catch (MissingObjectException e) {
                return unknown(
                        count(reader, start, false, context, new WalkMemory(heap))
                                .roots(),
                        PRUNED);
            }
        } catch (IncorrectObjectTypeException | CorruptObjectException e) {
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    private static CommitCount count(
            ObjectReader reader, WalkStartingPoints start, boolean logs, SourceContext context, WalkMemory memory)
            throws IOException {
        try (RevWalk walk = new RevWalk(reader)) {
            walk.setRetainBody(false);
            start.visit(logs, tip -> markStart(walk, tip, memory));
            memory.restart();
            return count(walk, reader.getShallowCommits(), context, memory);
        }
    }

    /**
     * Starts at an object that a ref names. Tags are peeled; a tree or blob is not history, and may be absent from a
     * partial clone.
     */
    private static void markStart(RevWalk walk, AnyObjectId tip, WalkMemory memory) throws IOException {
        if (walk.lookupOrNull(tip) == null) {
            memory.countCommit();
        }
        RevObject object = walk.parseAny(tip);
        while (object instanceof RevTag tag) {
            walk.parseHeaders(tag);
            object = tag.getObject();
        }
        if (object instanceof RevCommit commit) {
            walk.markStart(walk.parseCommit(commit));
        }
    }

    private static CommitCount count(RevWalk walk, Set<ObjectId> cutOff, SourceContext context, WalkMemory memory)
            throws IOException {
        long count = 0;
        Set<String> roots = new TreeSet<>();
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            if (commit.getParentCount() == 0 && !cutOff.contains(commit)) {
                roots.add(commit.name());
            }
            memory.countCommit();
            if (count++ % CHECK_EVERY == 0) {
                context.checkCancelled();
            }
        }
        return new CommitCount(OptionalLong.of(count), roots);
    }
}
