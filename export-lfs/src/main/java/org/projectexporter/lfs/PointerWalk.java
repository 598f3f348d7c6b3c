package org.projectexporter.lfs;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.projectexporter.SourceException;
import org.projectexporter.git.RepositoryFiles;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.PlanSink;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;

/**
 * Searches a repository for pointers whose objects are not exported: in everything that is reachable from refs, stashes
 * and other reflogs, and the index.
 */
final class PointerWalk {
    private static final int TRIES = 5;

    private record Lacking(LfsPointer pointer, RawPath path) {}

    private final SourceContext context;
    private final PlanSink sink;
    private final MissingObjects missing;

    PointerWalk(SourceContext context, PlanSink sink, MissingObjects missing) {
        this.context = context;
        this.sink = sink;
        this.missing = missing;
    }

    /**
     * Searches one repository. An object that is missing from its own store but exists in that of a repository that it
     * borrows from is contributed here.
     *
     * @param place path of the Git folder in the archive, relative to the project's folder
     * @param exported the part of its store that has been contributed
     */
    void search(RawPath place, Path gitFolder, StoreWalk exported) throws IOException {
        LfsStore store = LfsStore.of(gitFolder, context);
        Map<String, Lacking> lacking = new TreeMap<>();
        Optional<String> gap = visit(gitFolder, (path, content) -> {
            LfsPointer pointer = PointerParser.parse(content);
            if (pointer != null && !pointer.isOfEmptyFile() && !exported.oids().contains(pointer.oid())) {
                lacking.merge(pointer.oid(), new Lacking(pointer, path), PointerWalk::first);
            }
        });
        if (gap.isPresent()) {
            sink.report(Finding.of(
                    Finding.Kind.NOTE,
                    context.inArchive(place),
                    "could not search for all Git LFS objects that it needs: " + gap.get()));
        }
        addBorrowed(gitFolder, exported, lacking);
        addMissing(workTree(place, gitFolder), store, exported, lacking);
    }

    private void addBorrowed(Path gitFolder, StoreWalk exported, Map<String, Lacking> lacking) throws IOException {
        if (lacking.isEmpty()) {
            return;
        }
        LfsStore borrowed = LfsStore.borrowed(gitFolder, context);
        for (String oid : List.copyOf(lacking.keySet())) {
            LfsStore.Found object = borrowed.find(oid);
            if (object != null) {
                exported.addBorrowed(oid, object);
                lacking.remove(oid);
            }
        }
    }

    /**
     * Tries again if an object was missing: a ref may have moved and its object been pruned meanwhile, or a pack
     * replaced.
     */
    private Optional<String> visit(Path gitFolder, RepositoryFiles.BlobVisitor visitor) throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                return RepositoryFiles.of(gitFolder, context).visitBlobs(PointerParser.MAX_BYTES, visitor);
            } catch (SourceException | FileNotFoundException | NoSuchFileException e) {
                if (tries == TRIES) {
                    throw e;
                }
                context.checkCancelled();
            }
        }
    }

    /** Chooses one of two paths, independently of the order in which the walk finds them. */
    private static Lacking first(Lacking a, Lacking b) {
        return Comparator.comparing(Lacking::path).compare(a, b) <= 0 ? a : b;
    }

    private void addMissing(RawPath workTree, LfsStore store, StoreWalk exported, Map<String, Lacking> lacking)
            throws IOException {
        for (Lacking one : lacking.values()) {
            String detail = store.find(one.pointer.oid()) == null
                    ? "not in the store of its repository"
                    : "it was added to the store only while the export was being planned";
            missing.add(one.pointer, exported.isCurrent(one.pointer), workTree.resolve(one.path), detail);
        }
    }

    /**
     * The folder in the archive with the files of a repository: for a submodule that is not checked out, its Git
     * folder.
     */
    private RawPath workTree(RawPath place, Path gitFolder) throws IOException {
        Path named = RepositoryFiles.of(gitFolder, context).workTree();
        if (named != null && named.startsWith(context.projectFolder())) {
            return context.inArchive(NativeNames.bytesOf(context.projectFolder().relativize(named)));
        }
        return context.inArchive(place.isNamed(RawPath.of(".git")) ? GitFolders.parentOf(place) : place);
    }
}
