package org.projectexporter.git.walk;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.projectexporter.SourceException;
import org.projectexporter.git.folder.Damage;
import org.projectexporter.git.folder.GitDirs;
import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.folder.IdFormat;
import org.projectexporter.git.folder.OutsideAccess;
import org.projectexporter.git.index.IndexEntry;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.objects.PromisedReader;
import org.projectexporter.git.program.GitUnavailableException;
import org.projectexporter.git.refs.RefTips;
import org.projectexporter.git.refs.Replacements;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * Visits the small blobs of a repository that are reachable from refs, HEAD, reflogs (which include every stash) or the
 * index (which includes staged files).
 *
 * <p>Each tree is read once. A blob is opened only if its size, or the length of its file, shows that it may be small
 * enough.
 *
 * <pre>{@code
 * Optional<String> gap = BlobWalk.visit(
 *         project.resolve(".git"), 1024, context, (path, content) -> pointers.look(path, content));
 * }</pre>
 */
public final class BlobWalk {
    private static final String PRUNED = "some objects that reflogs or the index refer to were pruned";
    private static final String BROKEN = "it is broken: some of its objects, or its index, are missing or damaged";
    private static final String PROMISED = "it is a partial clone with absent objects";
    private static final int CHECK_EVERY = 1000;

    /** Receives blobs. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called for a blob; more than once if a part of the history turns out to be missing and another way to reach
         * it is tried.
         *
         * @param path one of the paths that the blob has or had in the working tree; the root if only a tag names it
         * @param content all bytes of the blob
         */
        void visit(RawPath path, byte[] content) throws IOException;
    }

    private final ObjectStore store;
    private final PromisedReader reader;
    private final ObjectWalk walk;
    private final WalkMemory memory;
    private final WalkStartingPoints starts;
    private final int maxBytes;
    private final SourceContext context;
    private final Visitor visitor;
    private int untilCheck = CHECK_EVERY;
    private boolean broken;

    private BlobWalk(
            ObjectStore store,
            PromisedReader reader,
            int maxBytes,
            WalkStartingPoints starts,
            SourceContext context,
            Visitor visitor,
            HeapShare heap) {
        this.starts = starts;
        this.memory = new WalkMemory(heap);
        this.store = store;
        this.reader = reader;
        this.walk = new ObjectWalk(reader);
        this.maxBytes = maxBytes;
        this.context = context;
        this.visitor = visitor;
    }

    /**
     * Visits all blobs of at most {@code maxBytes} bytes.
     *
     * @param gitFolder the folder that contains {@code HEAD}, {@code objects} and {@code refs}
     * @return empty if all objects exist; otherwise the reason, in one phrase, why some or all could not be visited
     * @throws SourceException if the repository is broken: an object that a ref or the index needs is missing or
     *     damaged
     */
    public static Optional<String> visit(Path gitFolder, int maxBytes, SourceContext context, Visitor visitor)
            throws IOException {
        return visit(gitFolder, maxBytes, context, visitor, HeapShare.half());
    }

    /** Visits all blobs, using at most the memory that {@code heap} has left. */
    static Optional<String> visit(Path gitFolder, int maxBytes, SourceContext context, Visitor visitor, HeapShare heap)
            throws IOException {
        OutsideAccess.dirs(context, gitFolder, gitFolder);
        RefTips tips = RefTips.read(gitFolder, context, heap);
        try {
            return tips.kind().ids() == IdFormat.SHA1
                    ? visitByJGit(gitFolder, tips, maxBytes, context, visitor, heap)
                    : visitByGit(gitFolder, tips, maxBytes, context, visitor, heap);
        } catch (WalkMemory.ExceededException e) {
            return visitMany(gitFolder, tips, maxBytes, context, visitor, heap);
        } catch (SourceException e) {
            if (!Damage.isKept(context, e)) {
                throw e;
            }
            return Optional.of("it is broken: " + GitErrors.what(e));
        }
    }

    private static Optional<String> visitMany(
            Path gitFolder, RefTips tips, int maxBytes, SourceContext context, Visitor visitor, HeapShare heap)
            throws IOException {
        try {
            return whole(BlobsByGit.visit(gitFolder, tips, maxBytes, context, visitor, heap), tips);
        } catch (GitUnavailableException e) {
            throw WalkMemory.refusal(gitFolder, e);
        }
    }

    private static Optional<String> whole(boolean whole, RefTips tips) {
        return whole ? Optional.empty() : Optional.of(tips.kind().partial() ? PROMISED : PRUNED);
    }

    private static Optional<String> visitByGit(
            Path gitFolder, RefTips tips, int maxBytes, SourceContext context, Visitor visitor, HeapShare heap)
            throws IOException {
        try {
            return whole(BlobsByGit.visit(gitFolder, tips, maxBytes, context, visitor, heap), tips);
        } catch (GitUnavailableException e) {
            return Optional.of("git is needed for this, but " + e.getMessage());
        }
    }

    private static Optional<String> visitByJGit(
            Path gitFolder, RefTips tips, int maxBytes, SourceContext context, Visitor visitor, HeapShare heap)
            throws IOException {
        boolean kept = Damage.isKept(context);
        try (ObjectStore store = ObjectStore.open(gitFolder, context);
                PromisedReader reader = kept
                        ? PromisedReader.ofBroken(store.newReader())
                        : new PromisedReader(store.newReader(), tips.kind().partial())) {
            WalkStartingPoints starts = new WalkStartingPoints(store, tips, context);
            BlobWalk walk = new BlobWalk(store, reader, maxBytes, starts, context, visitor, heap);
            boolean whole = walk.visitAll(gitFolder, tips);
            if (reader.missed()) {
                return Optional.of(tips.kind().partial() ? PROMISED : BROKEN);
            }
            return whole ? Optional.empty() : Optional.of(walk.broken ? BROKEN : PRUNED);
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            if (e instanceof MissingObjectException && Replacements.existIn(gitFolder, tips)) {
                return visitByGit(gitFolder, tips, maxBytes, context, visitor, heap);
            }
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    private boolean visitAll(Path gitFolder, RefTips tips) throws IOException {
        if (Damage.isKept(context)) {
            visitEachRef(tips);
        } else {
            starts.visit(false, this::start);
            visitReachable();
        }
        boolean whole = visitLogged(tips);
        try {
            visitIndex(GitDirs.find(gitFolder, "index"));
        } catch (SourceException e) {
            if (!Damage.isKept(context)) {
                throw e;
            }
            broken = true;
        }
        return whole && !broken;
    }

    /** In a broken repository, what is missing from one branch must not hide another one. */
    private void visitEachRef(RefTips tips) throws IOException {
        for (String tip : tips.ids()) {
            try {
                walk.reset();
                memory.restart();
                start(ObjectId.fromString(tip));
                visitReachable();
            } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
                broken = true;
            }
        }
    }

    private void start(ObjectId tip) throws IOException {
        if (walk.lookupOrNull(tip) == null) {
            memory.countCommit();
        }
        walk.markStart(walk.parseAny(tip));
    }

    private boolean visitLogged(RefTips tips) throws IOException {
        if (visitHistoryOf(tips.logged())) {
            return true;
        }
        for (String stash : tips.stashed()) {
            visitHistoryOf(List.of(stash)); // one by one: an object missing from another reflog must not hide a stash
        }
        return false;
    }

    /**
     * After a reset the walk visits all commits again, but only those trees and blobs that it has not seen.
     *
     * @return whether all objects exist
     */
    private boolean visitHistoryOf(Iterable<String> logged) throws IOException {
        try {
            walk.reset();
            memory.restart();
            starts.visitPresent(logged, this::start);
            visitReachable();
            return true;
        } catch (MissingObjectException e) {
            return false;
        } catch (CorruptObjectException e) {
            if (!Damage.isKept(context)) {
                throw e;
            }
            broken = true;
            return false;
        }
    }

    private void visitReachable() throws IOException {
        memory.restart();
        visitCommits();
        for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
            checkPeriodically();
            memory.countObject();
            if (object instanceof RevBlob) {
                visitBlob(object, RawPath.of(Arrays.copyOf(walk.getPathBuffer(), walk.getPathLength())));
            }
        }
    }

    /** In a broken repository, the commits before one that is missing count. */
    private void visitCommits() throws IOException {
        try {
            while (walk.next() != null) {
                checkPeriodically();
                memory.countCommit();
            }
        } catch (MissingObjectException | CorruptObjectException e) {
            if (!Damage.isKept(context)) {
                throw e;
            }
            broken = true;
        }
    }

    /** Called last, when the walk knows every blob that was visited. */
    private void visitIndex(Path index) throws IOException {
        if (!Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        IndexReader.read(index, IdFormat.SHA1, entry -> {
            checkPeriodically();
            ObjectId id = ObjectId.fromRaw(entry.rawId());
            boolean isNew = !entry.isGitlink() && walk.lookupOrNull(id) == null;
            if (isNew && !reader.lacks(id) && store.has(id)) {
                visitIndexed(entry, id);
            }
        });
    }

    private void visitIndexed(IndexEntry entry, ObjectId id) throws IOException {
        if (entry.isTree()) {
            walk.reset();
            walk.markStart(walk.parseTree(id));
            visitReachable();
        } else {
            memory.countObject();
            walk.lookupBlob(id);
            visitBlob(id, entry.path());
        }
    }

    /** The length of a loose object's file is cheap to read, and shows for most blobs that they are too large. */
    private void visitBlob(ObjectId id, RawPath path) throws IOException {
        try {
            visitSmallBlob(id, path);
        } catch (CorruptObjectException e) {
            if (!Damage.isKept(context)) {
                throw e;
            }
            broken = true;
        }
    }

    private void visitSmallBlob(ObjectId id, RawPath path) throws IOException {
        if (reader.lacks(id)) {
            return;
        }
        long looseBytes = store.looseBytes(id);
        if (looseBytes > looseBound(maxBytes)) {
            return;
        }
        if (looseBytes == 0 && reader.getObjectSize(id, Constants.OBJ_BLOB) > maxBytes) {
            return;
        }
        ObjectLoader blob = reader.open(id, Constants.OBJ_BLOB);
        if (blob.getSize() <= maxBytes) {
            visitor.visit(path, blob.getBytes());
        }
    }

    /**
     * The maximum length of the file of a loose object with {@code bytes} bytes: zlib's own bound plus the object's
     * header.
     */
    private static long looseBound(long bytes) {
        return bytes + bytes / 4 + 64;
    }

    private void checkPeriodically() throws IOException {
        if (--untilCheck <= 0) {
            untilCheck = CHECK_EVERY;
            context.checkCancelled();
        }
    }
}
