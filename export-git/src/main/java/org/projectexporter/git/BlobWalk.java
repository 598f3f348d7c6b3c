package org.projectexporter.git;

import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * Visits the small blobs of a repository: each once, whatever refs, HEAD, reflogs (so also every stash) or the index (so
 * also what is staged) reach it by.
 *
 * <p>Trees are read once each; a blob is opened only where its size, or the length of its file, says that it may be small enough.
 *
 * <pre>{@code
 * boolean whole = BlobWalk.visit(project.resolve(".git"), 1024, context, (path, content) -> pointers.look(path, content));
 * }</pre>
 */
public final class BlobWalk {
    private static final int CHECK_EVERY = 1000;

    /** Takes blobs. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Called once for a blob.
         *
         * @param path one of the paths that it has or had in the working tree; the root for one that only a tag names
         * @param content all its bytes
         */
        void visit(RawPath path, byte[] content) throws IOException;
    }

    private final ObjectStore store;
    private final ObjectReader reader;
    private final ObjectWalk walk;
    private final int maxBytes;
    private final SourceContext context;
    private final Visitor visitor;
    private int untilCheck = CHECK_EVERY;

    private BlobWalk(ObjectStore store, ObjectReader reader, int maxBytes, SourceContext context, Visitor visitor) {
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
     * @param gitFolder the folder that holds {@code HEAD}, {@code objects} and {@code refs}
     * @return whether all objects were there; false where reflogs mention history of which a part was pruned
     * @throws SourceException if the repository is broken: what a ref or the index needs is missing or damaged
     */
    public static boolean visit(Path gitFolder, int maxBytes, SourceContext context, Visitor visitor)
            throws IOException {
        RefTips tips = RefTips.read(gitFolder);
        try (ObjectStore store = ObjectStore.open(gitFolder, context);
                ObjectReader reader = store.newReader()) {
            return new BlobWalk(store, reader, maxBytes, context, visitor).visitAll(gitFolder, tips);
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            throw GitErrors.broken(gitFolder, String.valueOf(e.getMessage()), e);
        }
    }

    private boolean visitAll(Path gitFolder, RefTips tips) throws IOException {
        for (ObjectId tip : tips.refs().values()) {
            walk.markStart(walk.parseAny(tip));
        }
        visitReachable();
        boolean whole = visitLogged(tips);
        visitIndex(gitFolder.resolve("index"));
        return whole;
    }

    private boolean visitLogged(RefTips tips) throws IOException {
        if (visitHistoryOf(tips.logged())) {
            return true;
        }
        for (ObjectId stash : tips.stashed()) {
            visitHistoryOf(List.of(stash)); // one by one: what another reflog has lost must hide no stash
        }
        return false;
    }

    /**
     * After a reset the walk comes to all commits again, but to trees and blobs only that it has not seen.
     *
     * @return whether all of it was there
     */
    private boolean visitHistoryOf(Collection<ObjectId> logged) throws IOException {
        try {
            walk.reset();
            for (ObjectId id : logged) {
                if (store.has(id)) {
                    walk.markStart(walk.parseAny(id));
                }
            }
            visitReachable();
            return true;
        } catch (MissingObjectException e) {
            return false;
        }
    }

    private void visitReachable() throws IOException {
        while (walk.next() != null) {
            checkNowAndThen();
        }
        for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
            checkNowAndThen();
            if (object instanceof RevBlob) {
                visitBlob(object, RawPath.of(Arrays.copyOf(walk.getPathBuffer(), walk.getPathLength())));
            }
        }
    }

    /** Last, for then the walk knows every blob that was visited. */
    private void visitIndex(Path index) throws IOException {
        if (!Files.isRegularFile(index, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        IndexReader.read(index, entry -> {
            checkNowAndThen();
            ObjectId id = ObjectId.fromRaw(entry.rawId());
            if (!entry.isGitlink() && walk.lookupOrNull(id) == null && store.has(id)) {
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
            walk.lookupBlob(id);
            visitBlob(id, entry.path());
        }
    }

    /** The length of a loose object's file is soon known, and tells of most blobs that they are too large. */
    private void visitBlob(ObjectId id, RawPath path) throws IOException {
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

    /** How long at most the file of a loose object is that holds {@code bytes} bytes: zlib's own bound, and the object's header. */
    private static long looseBound(long bytes) {
        return bytes + bytes / 4 + 64;
    }

    private void checkNowAndThen() throws IOException {
        if (--untilCheck <= 0) {
            untilCheck = CHECK_EVERY;
            context.checkCancelled();
        }
    }
}
