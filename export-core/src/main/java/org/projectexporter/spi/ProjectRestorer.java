package org.projectexporter.spi;

import java.io.Closeable;
import java.io.IOException;

import org.projectexporter.ExportCancelledException;
import org.projectexporter.VerifyResult;

/**
 * The part of an import that belongs to one kind of source: which entries could do harm, and what has to be adjusted
 * once everything is unpacked. The archive is untrusted. Used by one thread, in the order of the methods here.
 *
 * <p>An implementation must start no process, and follow no link. The only exception is {@link #prove}: it may start a
 * program of the machine that reads the unpacked files, after everything that could make the program run something,
 * write something, or read anything else has been removed or is overridden.
 */
public interface ProjectRestorer extends Closeable {
    /** How an entry is imported. */
    enum Treatment {
        /** It is imported unchanged. */
        KEEP,
        /** It is not imported. */
        LEAVE_OUT,
        /** It is a small file whose content is replaced by the result of {@link #rewrite}. */
        REWRITE
    }

    /** The deep verification that a restorer works for. */
    interface ProofContext {
        /**
         * A repository is going to be followed.
         *
         * @param repository its folder, as in the archive
         */
        void follows(RawPath repository);

        /**
         * Reports what is missing.
         *
         * @param missing what one ref, reflog or index needs
         */
        void report(VerifyResult.Missing missing);

        /**
         * Reports something about a repository that is worth knowing, but not wrong.
         *
         * @param repository its folder, as in the archive
         * @param what one line for people
         */
        void note(RawPath repository, String what);

        /**
         * To be called regularly during long work.
         *
         * @throws ExportCancelledException if the verification was cancelled
         */
        void checkCancelled() throws ExportCancelledException;
    }

    /**
     * {@return what to do with an entry} Called for each before any of it is written. The most restrictive answer of
     * all restorers counts.
     *
     * @param entry its path, which begins with the project's folder, and its attributes
     * @throws IOException if the archive has to be refused because of it
     */
    default Treatment treat(ArchiveEntry entry) throws IOException {
        return Treatment.KEEP;
    }

    /**
     * {@return the new content of a file}
     *
     * @param entry the entry that {@link #treat} was last called for
     * @param content the complete content; its checksum has not been compared yet
     * @throws IOException if the archive has to be refused because of it
     */
    default byte[] rewrite(ArchiveEntry entry, byte[] content) throws IOException {
        return content;
    }

    /**
     * Called when all files are written and verified and all links created, before the project gets its name.
     *
     * @param tree what was unpacked, under a name that is not final
     * @throws IOException if the archive has to be refused, or the file system fails; then nothing is imported
     */
    default void finish(RestoredTree tree) throws IOException {}

    /**
     * {@return whether a symbolic link is recorded with its target elsewhere, in the index of a repository for example,
     * so that it is not changed} Called after {@link #finish}.
     *
     * @param link its path in the archive
     */
    default boolean isTracked(RawPath link) {
        return false;
    }

    /**
     * Called in a dry run instead of {@link #finish}, when everything is read and verified: reports what that would
     * report.
     *
     * @throws IOException if the archive would have to be refused
     */
    default void finishDry() throws IOException {}

    /**
     * {@return whether {@link #prove} needs the content of a file} Called after {@link #treat}, and only in a deep
     * verification.
     *
     * @param file its path and attributes
     */
    default boolean isNeededToProve(ArchiveEntry file) {
        return false;
    }

    /**
     * Called in a deep verification instead of {@link #finish}, when everything is read and verified: makes the checks
     * of {@link #finish} that refuse an archive, then reports what is missing from the archive.
     *
     * @param tree the folders of the archive, and those of its files that {@linkplain #isNeededToProve are needed}
     * @param context takes what is missing
     * @throws IOException if the archive has to be refused, or the file system fails
     */
    default void prove(RestoredTree tree, ProofContext context) throws IOException {}

    /** Releases its resources. May be called twice. */
    @Override
    default void close() throws IOException {}
}
