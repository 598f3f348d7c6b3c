package org.projectexporter.spi.files;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.Finding;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * A kind of seal: files that are added to an archive and record a hash of each file of the project, in a form that
 * other programs check. Found by {@link java.util.ServiceLoader}, and chosen by
 * {@link org.projectexporter.ExportOptions#seal}.
 *
 * <p>Hashes are computed while the archive is written. A format may continue earlier seals that the project contains;
 * the content of these must be {@linkplain org.projectexporter.spi.PlanSink#capture captured} by a source, so that a
 * resumed export reads the same.
 */
public interface SealFormat {
    /** {@return its name in options and manifests, in lower case} */
    String name();

    /** {@return the names of the hashes that it can record; the default comes first} */
    List<String> hashes();

    /**
     * {@return whether a file of an archive may belong to a seal of this format}
     *
     * @param path of the file in the archive
     */
    boolean isOfSeal(RawPath path);

    /**
     * Begins a seal, before content is read.
     *
     * @param context the export
     * @return the seal of this export
     * @throws org.projectexporter.ExportException if the project cannot be sealed
     * @throws IOException if the file system fails
     */
    Seal begin(Context context) throws IOException;

    /** {@return a new check of the seals of one archive} */
    SealCheck startCheck();

    /** The export that is sealed. */
    interface Context {
        /** {@return the project's folder in the archive} */
        RawPath project();

        /** {@return the hash that the user has chosen; empty for that of earlier seals, or the default} */
        Optional<String> hash();

        /** {@return the moment of the export, in whole seconds} */
        Instant time();

        /**
         * Visits the planned entries, in tree order.
         *
         * @param visitor called by this thread
         * @throws IOException if the visitor throws it, or the plan cannot be read
         */
        void visitPlanned(PlannedVisitor visitor) throws IOException;

        /**
         * {@return the content of a planned file} The caller closes it.
         *
         * @param file a planned file or hard link
         * @throws IOException if it cannot be read
         */
        InputStream open(PlannedEntry file) throws IOException;

        /**
         * {@return the patterns of these lines in gitignore syntax, relative to the project's folder; those that can
         * match nothing are ignored}
         *
         * @param lines as in a file {@code .gitignore}
         */
        Patterns patterns(List<String> lines);
    }

    /** Receives planned entries. */
    @FunctionalInterface
    interface PlannedVisitor {
        /**
         * Receives an entry.
         *
         * @param entry as it is planned
         * @throws IOException ends the visit
         */
        void visit(PlannedEntry entry) throws IOException;
    }

    /** Patterns in the syntax of gitignore. */
    @FunctionalInterface
    interface Patterns {
        /**
         * {@return whether the last pattern that matches a path, or a folder above it, is not negated}
         *
         * @param path relative to the project's folder
         * @param isFolder whether patterns for folders only apply
         */
        boolean match(RawPath path, boolean isFolder);
    }

    /** Computes what a seal records of the content of one file. Used by one thread at a time. */
    interface Digest {
        /**
         * Adds the bytes between position and limit, and may change the position.
         *
         * @param data content, in order
         */
        void update(ByteBuffer data);

        /** {@return the result, at most 255 bytes, in a form of the seal's own} Called once, at the end. */
        byte[] finish();
    }

    /** The seal of one export. */
    interface Seal {
        /**
         * {@return whether a planned file is left out of its place, because {@link #finish} adds it with new content}
         *
         * @param path of the file in the archive
         */
        boolean replaces(RawPath path);

        /**
         * {@return a digest for a file; null if the seal does not record it} Called by any thread.
         *
         * @param path of the file in the archive
         */
        @Nullable
        Digest digest(RawPath path);

        /**
         * Adds the files of the seal, in tree order, when everything else but the export's own metadata is in the
         * archive. May be called again by a run that resumes the export, with the same result.
         *
         * @param archived what the archive has, with what the digests made of it
         * @param sink takes the files of the seal
         * @throws IOException if the seal cannot be made; the export ends
         */
        void finish(Archived archived, Sink sink) throws IOException;
    }

    /** What is in the archive. */
    @FunctionalInterface
    interface Archived {
        /**
         * Visits the entries, those of this seal possibly among them.
         *
         * @param visitor called by this thread
         * @throws IOException if the visitor throws it, or the archive's index cannot be read
         */
        void visit(Visitor visitor) throws IOException;

        /** Receives entries. */
        @FunctionalInterface
        interface Visitor {
            /**
             * Receives an entry.
             *
             * @param entry as it is in the archive
             * @throws IOException ends the visit
             */
            void visit(Entry entry) throws IOException;
        }
    }

    /**
     * An entry of the archive.
     *
     * @param path its path in the archive
     * @param type its kind
     * @param size number of bytes of a file
     * @param mtime modification time of a file with a digest; else null
     * @param digest what the seal's digest made of the content; null if there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(RawPath path, EntryType type, long size, @Nullable Instant mtime, byte @Nullable [] digest) {}

    /** Receives a seal. */
    interface Sink {
        /**
         * Adds a folder.
         *
         * @param path in the archive
         * @throws IOException if the archive cannot be written
         */
        void addFolder(RawPath path) throws IOException;

        /**
         * Adds a file with the content that {@code content} writes.
         *
         * @param path in the archive
         * @param content writes all of it
         * @throws IOException if the archive cannot be written
         */
        void addFile(RawPath path, Writing content) throws IOException;

        /**
         * {@return whether the options leave a path out of the archive}
         *
         * @param path in the archive
         */
        boolean isLeftOut(RawPath path);

        /**
         * Reports something for the manifest.
         *
         * @param finding one fact about one path
         * @throws IOException if it cannot be kept
         */
        void report(Finding finding) throws IOException;

        /** Writes content. */
        @FunctionalInterface
        interface Writing {
            /**
             * Writes all of it.
             *
             * @param out not to be closed
             * @throws IOException if the stream fails
             */
            void to(OutputStream out) throws IOException;
        }
    }
}
