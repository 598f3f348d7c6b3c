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

    /** {@return whether the file {@code path} of an archive may belong to a seal of this format} */
    boolean isOfSeal(RawPath path);

    /**
     * Begins a seal, before content is read.
     *
     * @throws org.projectexporter.ExportException if the project cannot be sealed
     */
    Seal begin(Context context) throws IOException;

    /** Starts to check the seals of an archive. */
    SealCheck startCheck();

    /** The export that is sealed. */
    interface Context {
        /** {@return the project's folder in the archive} */
        RawPath project();

        /** {@return the hash that the user has chosen; empty for that of earlier seals, or the default} */
        Optional<String> hash();

        /** {@return the moment of the export, in whole seconds} */
        Instant time();

        /** Visits the planned entries, in tree order. */
        void visitPlanned(PlannedVisitor visitor) throws IOException;

        /** Opens the content of a planned file. The caller closes it. */
        InputStream open(PlannedEntry file) throws IOException;

        /**
         * {@return the patterns of these lines in gitignore syntax, relative to the project's folder; those that can
         * match nothing are ignored}
         */
        Patterns patterns(List<String> lines);
    }

    /** Receives planned entries. */
    @FunctionalInterface
    interface PlannedVisitor {
        /** An entry. */
        void visit(PlannedEntry entry) throws IOException;
    }

    /** Patterns in the syntax of gitignore. */
    @FunctionalInterface
    interface Patterns {
        /** {@return whether the last pattern that matches {@code path}, or a folder above it, is not negated} */
        boolean match(RawPath path, boolean isFolder);
    }

    /** Computes what a seal records of the content of one file. Used by one thread at a time. */
    interface Digest {
        /** Adds the bytes between position and limit, and may change the position. */
        void update(ByteBuffer data);

        /** {@return the result, at most 255 bytes, in a form of the seal's own} Called once, at the end. */
        byte[] finish();
    }

    /** The seal of one export. */
    interface Seal {
        /**
         * {@return whether a planned file is left out of its place, because {@link #finish} adds it with new content}
         */
        boolean replaces(RawPath path);

        /** Starts the digest of a file; null if the seal does not record it. Called by any thread. */
        @Nullable
        Digest digest(RawPath path);

        /**
         * Adds the files of the seal, in tree order, when everything else but the export's own metadata is in the
         * archive. May be called again by a run that resumes the export, with the same result.
         */
        void finish(Archived archived, Sink sink) throws IOException;
    }

    /** What is in the archive. */
    @FunctionalInterface
    interface Archived {
        /** Visits the entries, those of this seal possibly among them. */
        void visit(Visitor visitor) throws IOException;

        /** Receives entries. */
        @FunctionalInterface
        interface Visitor {
            /** An entry. */
            void visit(Entry entry) throws IOException;
        }
    }

    /**
     * An entry of the archive.
     *
     * @param size number of bytes of a file
     * @param mtime modification time of a file with a digest; else null
     * @param digest what the seal's digest made of the content; null if there was none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(RawPath path, EntryType type, long size, @Nullable Instant mtime, byte @Nullable [] digest) {}

    /** Receives a seal. */
    interface Sink {
        /** Adds a folder. */
        void addFolder(RawPath path) throws IOException;

        /** Adds a file with the content that {@code content} writes. */
        void addFile(RawPath path, Writing content) throws IOException;

        /** {@return whether the options leave a path out of the archive} */
        boolean isLeftOut(RawPath path);

        /** Reports something for the manifest. */
        void report(Finding finding) throws IOException;

        /** Writes content. */
        @FunctionalInterface
        interface Writing {
            /** Writes all of it. */
            void to(OutputStream out) throws IOException;
        }
    }
}
