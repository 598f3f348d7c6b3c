package org.projectexporter.internal.reading.unpack;

import java.io.IOException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.internal.layout.ObjectFromTree;
import org.projectexporter.internal.reading.admission.Budget;
import org.projectexporter.spi.ArchiveEntry;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.ProjectRestorer.Treatment;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.SeenNames;

/**
 * The Git LFS objects that an archive has as files of its working tree only: copied into their stores, where they are
 * like any other entry. What the manifest says about them has been verified with the archive.
 */
final class ObjectsFromTree {
    private final byte[] manifest;
    private final SeenNames entries;
    private final Restorers restorers;
    private final Budget budget;

    /**
     * The objects in a manifest whose archive has these entries.
     *
     * @param budget what the import may still unpack
     */
    ObjectsFromTree(byte[] manifest, SeenNames entries, Restorers restorers, Budget budget) {
        this.manifest = manifest;
        this.entries = entries;
        this.restorers = restorers;
        this.budget = budget;
    }

    /** Makes a file of the store, and has the SHA-256 of its content checked, possibly later and by another thread. */
    @FunctionalInterface
    interface Copying {
        void copy(ArchiveEntry object, RawPath from, TreeCopies.WhenCopied then) throws IOException;
    }

    /**
     * Makes all of them.
     *
     * @throws org.projectexporter.RefusedArchiveException if they have too many bytes
     */
    void copy(Copying copying) throws IOException {
        visit((object, entry) -> copying.copy(entry, object.path(), sha256 -> requireSame(object, sha256)));
    }

    private static void requireSame(ObjectFromTree object, String sha256) throws ExportException {
        if (!sha256.equals(object.oid())) {
            throw new ExportException(
                    Reason.ARCHIVE_REFUSED,
                    "the archive has the Git LFS object " + object.oid() + " as " + object.path()
                            + " only, which an import changes; nothing was imported. Have the project exported with"
                            + " lfs_media \"both\"");
        }
    }

    /** The same in a dry run. */
    void check() throws IOException {
        visit((object, entry) -> {});
    }

    private interface Step {
        void run(ObjectFromTree object, ArchiveEntry entry) throws IOException;
    }

    private void visit(Step step) throws IOException {
        ManifestWalk.of(manifest, new ManifestWalk.Visitor() {
            @Override
            public void element(String list, ManifestWalk.Element element) throws IOException {
                if (list.equals("lfs_from_tree")) {
                    visit(element.objectFromTree(), step);
                }
            }
        });
    }

    private void visit(ObjectFromTree object, Step step) throws IOException {
        ArchiveEntry entry = ArchiveEntry.builder(object.object(), EntryType.FILE)
                .size(object.size())
                .mtime(object.mtime())
                .mode(object.mode())
                .build();
        budget.announce(entry);
        if (restorers.treat(entry) == Treatment.KEEP) {
            step.run(object, entry);
            entries.put(entry.path(), SeenNames.Kind.FILE);
        }
    }
}
