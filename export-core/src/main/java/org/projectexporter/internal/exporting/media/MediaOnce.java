package org.projectexporter.internal.exporting.media;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.projectexporter.internal.exporting.engine.Ledger;
import org.projectexporter.internal.exporting.plan.SealedPlan;
import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.spi.ContentCheck;
import org.projectexporter.spi.EntryRole;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.files.Sha256Table;

/**
 * The decision about the objects of Git LFS stores, made when the archive has all files of the working tree: an object
 * is left out exactly if the archive has its content as a file of the working tree, according to the digest that was
 * computed while that file was written. The others are to be written.
 *
 * <p>It is a function of the planned objects and the ledger. So a run that resumes an export decides as the run did
 * that it resumes, and nothing of it needs to be in the journal.
 */
public final class MediaOnce {
    private final SealedPlan rest;
    private final FromTree fromTree;

    private MediaOnce(SealedPlan rest, FromTree fromTree) {
        this.rest = rest;
        this.fromTree = fromTree;
    }

    /**
     * Decides.
     *
     * @param objects the planned objects
     * @param ledger has all files of the working tree
     * @param folder for files of its own
     */
    public static MediaOnce decide(SealedPlan objects, Ledger ledger, Path folder) throws IOException {
        try (TreeFiles files = TreeFiles.find(objects, ledger, folder.resolve("tree-files"));
                FromTree.Writer list = FromTree.write(folder.resolve("from-tree"))) {
            SealedPlan rest = objects.filtered(folder.resolve("objects-rest"), object -> {
                ObjectFromTree left = files.have(object);
                if (left != null) {
                    list.add(left);
                }
                return left == null;
            });
            return new MediaOnce(rest, list.finish());
        }
    }

    /**
     * The decision that is expected before anything is written: objects that the files checked out need are not. The
     * paths of these files are not known, so the objects' own stand in for them.
     *
     * @param folder for files of its own
     */
    public static MediaOnce expected(SealedPlan objects, Path folder) throws IOException {
        try (FromTree.Writer list = FromTree.write(folder.resolve("from-tree"))) {
            SealedPlan rest = objects.filtered(folder.resolve("objects-rest"), object -> {
                ContentCheck check = object.check();
                if (check == null || object.role() != EntryRole.LARGE_OBJECT) {
                    return true;
                }
                list.add(new ObjectFromTree(
                        check.sha256(), object.size(), object.mode(), object.mtime(), object.path(), object.path()));
                return false;
            });
            return new MediaOnce(rest, list.finish());
        }
    }

    /** The objects that are to be written. */
    public SealedPlan rest() {
        return rest;
    }

    /** The objects that are left out. */
    public FromTree fromTree() {
        return fromTree;
    }

    /** The files of the working tree whose content is that of an object: the first of each, in a file of our own. */
    private static final class TreeFiles implements Closeable {
        private final Sha256Table places = new Sha256Table();
        private final Path file;
        private final PathFile paths;

        private TreeFiles(Path file) throws IOException {
            this.file = file;
            this.paths = PathFile.create(file);
        }

        static TreeFiles find(SealedPlan objects, Ledger ledger, Path file) throws IOException {
            TreeFiles files = new TreeFiles(file);
            try {
                files.find(objects, ledger);
                return files;
            } catch (IOException | RuntimeException e) {
                files.close();
                throw e;
            }
        }

        private void find(SealedPlan objects, Ledger ledger) throws IOException {
            try (SealedPlan.Reader entries = objects.open()) {
                for (PlannedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                    ContentCheck check = entry.check();
                    if (check != null) {
                        places.add(check.sha256());
                    }
                }
            }
            ledger.visitFiles(found -> {
                String sha256 = found.sha256();
                if (found.isOfTree() && places.contains(sha256) && places.get(sha256) == Sha256Table.NONE) {
                    places.set(sha256, paths.add(found.path(), found.size()));
                }
            });
        }

        /** The object, if a file of the working tree has its content. */
        @Nullable
        ObjectFromTree have(PlannedEntry object) throws IOException {
            ContentCheck check = object.check();
            long place = check == null ? Sha256Table.NONE : places.get(check.sha256());
            if (check == null || place == Sha256Table.NONE) {
                return null;
            }
            PathFile.Found found = paths.read(place);
            return found.size() == object.size()
                    ? new ObjectFromTree(
                            check.sha256(), object.size(), object.mode(), object.mtime(), found.path(), object.path())
                    : null;
        }

        @Override
        public void close() throws IOException {
            paths.close();
            Files.deleteIfExists(file);
        }
    }
}
