package org.projectexporter.spi;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.ImportNote;
import org.projectexporter.ImportResult;

/** The import that a restorer works for. */
public interface RestoreContext {
    /**
     * What a file system can hold, found by trying.
     *
     * @param modes whether it keeps for each file whether its owner may run it
     * @param links whether there are symbolic links; if not, each is a file that contains its target, as Git creates it
     *     with {@code core.symlinks=false}: git-config(1)
     * @param names whether a name may contain what Windows does not allow, such as a quote or a colon
     * @param foldsCase whether names that differ only in case are equal
     * @param composes whether a composed letter equals its decomposed form in names
     */
    record Disk(boolean modes, boolean links, boolean names, boolean foldsCase, boolean composes) {
        /** A file system that can hold everything. */
        public static final Disk COMPLETE = new Disk(true, true, true, false, false);

        /** {@return whether every name is possible, and no two names are equal} */
        public boolean holdsAllNames() {
            return names && !foldsCase && !composes;
        }
    }

    /**
     * Reports something that the user must know.
     *
     * @param kind what happened to it
     * @param path its path in the archive
     * @param what what happened, in one short phrase
     */
    void report(ImportNote.Kind kind, RawPath path, String what);

    /** {@return whether the references of documents are to be led to where the files are now} */
    default boolean relinks() {
        return false;
    }

    /**
     * Reports a document whose references were led there, or have to be.
     *
     * @param document the document, and the references that lead elsewhere still
     */
    default void report(ImportResult.Relinked document) {}

    /**
     * To be called regularly during long work.
     *
     * @throws ExportCancelledException if the import was cancelled
     */
    default void checkCancelled() throws ExportCancelledException {}

    /** {@return what the file system of the import can hold; in a dry run, which tries nothing, everything} */
    default Disk disk() {
        return Disk.COMPLETE;
    }
}
