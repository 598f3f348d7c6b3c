package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One source's view of one project, for one export. Used by one thread, in the order of the methods here; calls of
 * {@link #addenda} may follow much later. Every method has a default that does nothing.
 *
 * <p>The project may contain anything, and changes while it is read: a file that was found may be gone, or be a link,
 * a folder or a FIFO, when it is opened; {@link org.projectexporter.spi.files.ConfinedFolder} opens it safely. A file
 * that is gone does not end the export. Failures of the sink are passed on.
 */
public interface ProjectSource extends Closeable {
    /**
     * {@return whether this source is responsible for {@code item} and everything below it} Called for every file and
     * folder that the walk reaches, and for items that another source {@linkplain PlanSink#delegate delegates}.
     *
     * @param item a file or folder of the working tree
     * @throws IOException if the project cannot be read
     */
    default boolean claims(SourceItem item) throws IOException {
        return false;
    }

    /**
     * Adds the entries of a claimed item: the item itself, if it is to be exported, and everything below it.
     *
     * @param item one that this source has claimed
     * @param sink takes its entries
     * @throws IOException if the project cannot be exported; the export ends
     */
    default void contribute(SourceItem item, PlanSink sink) throws IOException {}

    /**
     * {@return whether {@code path} (relative to the project's folder), or something below it, must be exported
     * although a default pattern for caches or secrets matches it} Explicit patterns of the user take precedence.
     *
     * @param path of a file or folder
     * @throws IOException if the project cannot be read
     */
    default boolean protects(RawPath path) throws IOException {
        return false;
    }

    /**
     * Examines a file or symbolic link of the working tree that is about to be planned, and returns it or a
     * replacement.
     *
     * @param item the file or link
     * @param entry what would be planned
     * @param sink takes findings, references and further entries
     * @return the entry, or one in its place
     * @throws IOException if the project cannot be exported; the export ends
     */
    default PlannedEntry refine(SourceItem item, PlannedEntry entry, PlanSink sink) throws IOException {
        return entry;
    }

    /**
     * Called when the walk is complete, to report facts and findings about the whole project.
     *
     * @param sink takes facts, findings and last entries
     * @throws IOException if the project cannot be exported; the export ends
     */
    default void finish(PlanSink sink) throws IOException {}

    /**
     * Called when planned entries of this source's subtree no longer exist: searches again, and adds what has replaced
     * them (a repacked object). The sink drops entries that the archive already contains.
     *
     * @param vanished entries of this source, with the paths at which they were planned
     * @param sink takes what has replaced them
     * @throws IOException if the project cannot be exported; the export ends
     */
    default void addenda(List<PlannedEntry> vanished, PlanSink sink) throws IOException {}

    /** What is in an archive that lacks nothing but its manifest. */
    interface Archived {
        /**
         * Visits the planned entries that are in the archive, those of addenda included, in any order.
         *
         * @param visitor called by this thread
         * @throws IOException if the visitor throws it, or the plan cannot be read
         */
        void visit(Visitor visitor) throws IOException;

        /**
         * {@return the planned entries that are not in the archive, since they no longer existed when they were to be
         * read}
         */
        List<PlannedEntry> vanished();

        /**
         * {@return whether an earlier run of the export wrote a part of the archive: the project may have changed
         * since}
         */
        boolean resumed();

        /** Receives entries. */
        @FunctionalInterface
        interface Visitor {
            /**
             * Receives an entry.
             *
             * @param entry as it was planned
             * @throws IOException ends the visit
             */
            void visit(PlannedEntry entry) throws IOException;
        }
    }

    /**
     * Called when everything but the manifest is in the archive, to prove that it is whole, and to report what is not.
     * An entry that vanished is listed as such unless a finding for its path is reported here. Entries outside of this
     * source's project are to be passed over.
     *
     * @param archived what is in the archive
     * @param sink takes what is not
     * @throws IOException if it cannot be proved; the export ends
     */
    default void prove(Archived archived, PlanSink sink) throws IOException {}

    /** Releases its resources. May be called twice. */
    @Override
    default void close() throws IOException {}
}
