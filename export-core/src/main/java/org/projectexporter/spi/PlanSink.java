package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Receives the contributions of sources to the plan. Their order does not matter: the plan is sorted by path. */
public interface PlanSink {
    /**
     * Adds an entry.
     *
     * @param entry passed over if its content is a file of the export itself, such as the archive
     * @throws IllegalArgumentException if its path is empty, absolute, or has a segment that is empty, {@code .} or
     *     {@code ..}
     * @throws IOException if the plan cannot be written
     */
    void add(PlannedEntry entry) throws IOException;

    /**
     * {@return content that keeps bytes for an entry that may change while the export runs}
     *
     * @param bytes all of its content
     * @throws IOException if the work folder cannot be written
     */
    Content.Captured capture(byte[] bytes) throws IOException;

    /**
     * {@return content that keeps the remaining bytes of a stream, which may be larger than memory}
     *
     * @param content read to its end; the caller closes it
     * @throws IOException if the stream fails, or the work folder cannot be written
     */
    Content.Captured capture(InputStream content) throws IOException;

    /**
     * Reads captured bytes.
     *
     * @param captured what {@link #capture} returned
     * @param position offset of the first byte, from the start of the captured bytes
     * @param into is filled, unless the captured bytes end before
     * @throws IOException if the work folder cannot be read
     */
    void read(Content.Captured captured, long position, ByteBuffer into) throws IOException;

    /**
     * Opens a file that never changes but may be removed, and keeps it open until the export ends, so that {@link
     * Content.OfFile} of its path can be read even after its name is gone. The number of open files is limited, and a
     * resumed export has none.
     *
     * @param item a regular file
     * @return whether it is kept open
     * @throws IOException if the file system fails; not if the limit is reached
     */
    default boolean hold(SourceItem item) throws IOException {
        return false;
    }

    /**
     * Offers an item, and everything below it, to the sources that are more specific than the calling one.
     *
     * @param item in a folder that the calling source is responsible for
     * @return whether one has claimed it and contributed its entries; otherwise the caller is responsible for it
     * @throws IOException if the source that claims it fails
     */
    boolean delegate(SourceItem item) throws IOException;

    /**
     * Reports that an entry is itself a reference to a file or folder, as a link is. With {@code include_dependencies}
     * the target is exported as a dependency if it is outside the project and below a folder that the caller has
     * allowed; a target that may not be read is listed in the manifest. The manifest maps {@code from} to the target's
     * path in the archive. Files in the project are exported in any case and need no reference.
     *
     * @param from the path in the archive of the entry that refers
     * @param target an absolute path; may lead through links, or nowhere
     * @throws IOException if the plan cannot be written
     */
    void refer(RawPath from, Path target) throws IOException;

    /**
     * Reports that the content of an entry names a file, as a timeline names its media. With {@code
     * include_dependencies} the target is exported as that of a link is. The manifest lists each reference with what
     * became of it: also those to files in the project, to files that may not be read, and to those that do not exist.
     *
     * @param reference one name in one document
     * @throws IOException if the plan cannot be written
     */
    void refer(Reference reference) throws IOException;

    /**
     * A reference in the content of an entry.
     *
     * @param from the path in the archive of the entry, a document
     * @param written the reference as the document has it, for people and for programs that change it
     * @param paths absolute paths at which the target may be, the best one first: the first one that exists counts. A
     *     relative path of one segment is a name, which is looked up below the project and the allowed folders, also
     *     without its suffix and whatever its case; a name that several files have leads nowhere.
     *     Empty if the reference leads to no path of this machine, which is the same as a target that does not exist
     * @param frames for a sequence of files: which files of the folders {@code paths} belong to it; else null
     * @param needed whether the archive is incomplete without the target; not so for what a program can make again, for
     *     example proxies
     */
    record Reference(RawPath from, String written, List<Path> paths, @Nullable Frames frames, boolean needed) {
        /**
         * Copies the list.
         *
         * @param from the path in the archive of the document
         * @param written the reference as the document has it
         * @param paths absolute paths at which the target may be
         * @param frames which files belong to a sequence; else null
         * @param needed whether the archive is incomplete without the target
         */
        public Reference {
            Objects.requireNonNull(from);
            Objects.requireNonNull(written);
            paths = List.copyOf(paths);
        }

        /**
         * {@return a reference to one file that is needed}
         *
         * @param from the path in the archive of the document
         * @param written the reference as the document has it
         * @param paths absolute paths at which the file may be, the best one first
         */
        public static Reference of(RawPath from, String written, List<Path> paths) {
            return new Reference(from, written, paths, null, true);
        }

        /**
         * {@return the same, to these files of the folders {@link #paths}}
         *
         * @param files which files of the folders belong to the sequence
         */
        public Reference withFrames(Frames files) {
            return new Reference(from, written, paths, files, needed);
        }

        /** {@return the same, to something that may be missing} */
        public Reference notNeeded() {
            return new Reference(from, written, paths, frames, false);
        }
    }

    /**
     * The files of a folder that are a sequence, for example of images: their names are {@code before}, a number,
     * {@code after}.
     *
     * @param before what the names begin with; may be empty
     * @param digits the least number of digits, filled with leading zeros; 0 for names with any text in place of the
     *     number
     * @param after what the names end with; may be empty
     * @param range the numbers that the document uses; null for all that there are
     */
    record Frames(RawPath before, int digits, RawPath after, @Nullable Range range) {
        /**
         * Numbers of frames.
         *
         * @param first the first number
         * @param last the last number, or a smaller one than {@code first} for none
         * @param step the distance from one to the next, 1 or more
         * @param allNeeded whether the archive is incomplete without any of them
         */
        public record Range(long first, long last, long step, boolean allNeeded) {
            /**
             * Checks the step.
             *
             * @param first the first number
             * @param last the last number, or a smaller one for none
             * @param step the distance from one to the next
             * @param allNeeded whether the archive is incomplete without any of them
             * @throws IllegalArgumentException if the step is less than 1
             */
            public Range {
                if (step < 1) {
                    throw new IllegalArgumentException("the step is " + step + ", and not 1 or more");
                }
            }
        }

        /**
         * Checks the digits.
         *
         * @param before what the names begin with
         * @param digits the least number of digits, or 0
         * @param after what the names end with
         * @param range the numbers that the document uses; null for all
         * @throws IllegalArgumentException if {@code digits} is negative
         */
        public Frames {
            Objects.requireNonNull(before);
            Objects.requireNonNull(after);
            if (digits < 0) {
                throw new IllegalArgumentException("fewer than no digits: " + digits);
            }
        }
    }

    /**
     * Reports that an import will refuse an archive with this entry because of its content or target; refusals because
     * of a name or place alone are found without it. The user learns of it before the archive is written.
     *
     * @param path the path of an entry in the archive
     */
    default void notImported(RawPath path) {}

    /**
     * Reports something that the manifest must contain.
     *
     * @param finding one fact; several may be about one path
     */
    void report(Finding finding);

    /**
     * Reports the commits of a repository.
     *
     * @param reachable number of commits that refs, HEAD and reflogs reach; empty if unknown
     * @param rootCommits ids of those commits that have no parents, in hexadecimal
     */
    void commits(OptionalLong reachable, Collection<String> rootCommits);
}
