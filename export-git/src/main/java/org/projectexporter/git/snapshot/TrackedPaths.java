package org.projectexporter.git.snapshot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.projectexporter.MemoryException;
import org.projectexporter.git.index.IndexEntry;
import org.projectexporter.git.index.IndexReader;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.git.walk.TreeFiles;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.files.HeapShare;

/**
 * The paths that Git tracks although a default pattern would leave them out, in the project's repository, in submodules
 * and in other repositories in the working tree. An index is read when the first path below its working tree is looked
 * up.
 */
final class TrackedPaths {
    private static final int CHECK_EVERY = 10_000;

    /** Bytes of heap that a remembered path takes. */
    private static final int BYTES_OF_PATH = 200;

    private final SourceContext context;
    private final HeapShare heap = HeapShare.half();
    private final Set<RawPath> folders = new HashSet<>();
    private final Set<RawPath> tracked = new HashSet<>();
    private final List<RawPath> unread = new ArrayList<>();

    TrackedPaths(SourceContext context) {
        this.context = context;
    }

    /** Whether {@code path}, relative to the project's folder, or something below it is tracked. */
    boolean contains(RawPath path) throws IOException {
        RawPath folder = path.parent();
        if (folder != null) {
            load(folder);
        }
        return tracked.contains(path);
    }

    /** Repositories whose index could not be read. */
    List<RawPath> unread() {
        return List.copyOf(unread);
    }

    /** Reads the indexes of the working trees that contain {@code folder}, the outer ones first. */
    private void load(RawPath folder) throws IOException {
        if (folders.contains(folder)) {
            return;
        }
        RawPath parent = folder.parent();
        if (parent != null) {
            load(parent);
        }
        if (!context.isTakenByPattern(folder) || tracked.contains(folder)) {
            folders.add(folder);
            take();
            read(folder);
        }
    }

    private void read(RawPath workingTree) throws IOException {
        try {
            Path index = WorkingTreeIndex.find(workingTree, context);
            if (index != null) {
                read(workingTree, index);
            }
        } catch (MemoryException e) {
            throw e;
        } catch (IOException e) {
            // The export of this repository reports what is wrong with it; without history a note is enough.
            unread.add(workingTree);
        }
    }

    private void read(RawPath workingTree, Path index) throws IOException {
        List<IndexEntry> sparse = new ArrayList<>();
        int[] entries = {0};
        IndexReader.read(index, entry -> {
            if (entries[0]++ % CHECK_EVERY == 0) {
                context.checkCancelled();
            }
            if (entry.isTree()) {
                take();
                sparse.add(entry);
            } else {
                remember(workingTree, entry.path());
            }
        });
        rememberBelow(workingTree, sparse, index.resolveSibling(""));
    }

    /** Remembers tracked paths in folders that are not checked out, but may exist nevertheless. */
    private void rememberBelow(RawPath workingTree, List<IndexEntry> folders, Path gitFolder) throws IOException {
        if (folders.isEmpty()) {
            return;
        }
        try (ObjectStore store = ObjectStore.open(gitFolder, context)) {
            for (IndexEntry folder : folders) {
                context.checkCancelled();
                TreeFiles.visit(store, folder, path -> remember(workingTree, path));
            }
        }
    }

    private void take() throws MemoryException {
        heap.take(BYTES_OF_PATH, "the tracked paths that patterns would leave out");
    }

    private void remember(RawPath workingTree, RawPath entry) throws MemoryException {
        RawPath path = workingTree.resolve(entry);
        if (context.isTakenByPattern(path)) {
            for (RawPath at = path; at != null && !at.equals(workingTree) && tracked.add(at); ) {
                take();
                at = at.parent();
            }
        }
    }
}
