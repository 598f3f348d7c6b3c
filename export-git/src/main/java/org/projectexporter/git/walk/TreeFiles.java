package org.projectexporter.git.walk;

import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

import java.io.IOException;

import org.projectexporter.git.folder.GitErrors;
import org.projectexporter.git.index.IndexEntry;
import org.projectexporter.git.objects.ObjectStore;
import org.projectexporter.spi.RawPath;

/** Lists the files below a tree of a repository, which a folder of a sparse index represents. */
public final class TreeFiles {
    /** Receives paths. */
    @FunctionalInterface
    public interface Visitor {
        /** Called for each path. */
        public void visit(RawPath path) throws IOException;
    }

    private static final int SHA1_BYTES = 20;

    private TreeFiles() {}

    /** Visits the paths, relative to the root of the working tree, of all files below a folder of an index. */
    public static void visit(ObjectStore store, IndexEntry folder, Visitor visitor) throws IOException {
        if (folder.rawId().length != SHA1_BYTES) {
            throw GitErrors.unsupported("the index", "a sparse index with ids that are not SHA-1");
        }
        try (ObjectReader reader = store.newReader();
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(ObjectId.fromRaw(folder.rawId()));
            walk.setRecursive(true);
            while (walk.next()) {
                visitor.visit(folder.path().resolve(RawPath.of(walk.getRawPath())));
            }
        }
    }
}
