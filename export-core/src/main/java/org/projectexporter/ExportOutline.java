package org.projectexporter;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

import org.projectexporter.spi.RawPath;

/**
 * What is known about an export before the first byte of its archive is written; immutable. {@link
 * ProjectExporter#estimate} finds out more, as an {@link Estimate}.
 *
 * @param files files planned
 * @param bytes bytes of content planned
 * @param outside folders outside the project that are read: parts of its repositories, and allowed dependencies
 * @param portability what other systems cannot keep of the project
 */
public record ExportOutline(long files, long bytes, List<Path> outside, List<PortabilityIssue> portability) {
    /**
     * Copies the lists.
     *
     * @param files files planned
     * @param bytes bytes of content planned
     * @param outside folders outside the project that are read
     * @param portability what other systems cannot keep
     */
    public ExportOutline {
        outside = List.copyOf(outside);
        portability = List.copyOf(portability);
    }

    /** What a file is to the people who work on the project. Each file belongs to exactly one class. */
    public enum FileClass {
        /** In the working tree: pictures, sound, and what is already compressed, by suffix or first bytes. */
        MEDIA,
        /** In a repository, other than large objects: commits, refs, indexes, settings. */
        HISTORY,
        /** The large objects of repositories: media that Git LFS keeps, current and of earlier versions. */
        LFS_VERSIONS,
        /** In the working tree: what the patterns for caches match, if {@link ExportOptions#includeCache} keeps it. */
        CACHE,
        /** Outside the project: what it refers to, in the archive next to it. */
        DEPENDENCIES,
        /** In the working tree: what Git considers text. */
        TEXT,
        /** In the working tree: everything else. */
        OTHER,
        /** Not in the archive, because of options and patterns. */
        LEFT_OUT;

        /** {@return the name in JSON, for example {@code lfs_versions}} */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The files of one class.
     *
     * @param fileClass the class
     * @param files their number, each name of a hard-linked one counted
     * @param bytes their total size
     * @param examples the largest of them in an estimate; empty in the result of an export
     */
    public record ClassTotal(FileClass fileClass, long files, long bytes, List<RawPath> examples) {
        /**
         * Copies the list.
         *
         * @param fileClass what the files are to people
         * @param files their number
         * @param bytes their total size
         * @param examples the largest of them
         */
        public ClassTotal {
            Objects.requireNonNull(fileClass);
            examples = List.copyOf(examples);
        }
    }

    /**
     * Files that are not exported for one reason.
     *
     * @param reason {@code exclude}, {@code exportignore}, {@code cache} or {@code secret} for a pattern;
     *     {@code unused_media} for {@linkplain ExportOptions#mediaFolders media that no document uses};
     *     {@code history} for a repository without {@link ExportOptions#includeHistory}; {@code lfs_media_once} for
     *     large objects that the archive has as files of the working tree
     * @param pattern the pattern, or a description of the files
     * @param files their number
     * @param bytes their total size
     * @param examples the first of them
     */
    public record Excluded(String reason, String pattern, long files, long bytes, List<RawPath> examples) {
        /**
         * Copies the list.
         *
         * @param reason a word as in JSON
         * @param pattern the pattern, or a description of the files
         * @param files their number
         * @param bytes their total size
         * @param examples the first of them
         */
        public Excluded {
            examples = List.copyOf(examples);
        }
    }

    /**
     * Something that the archive would lack although no option or default leaves it out.
     *
     * @param path where it should be, or what refers to it
     * @param reason why it would be missing, for people
     */
    public record Missing(RawPath path, String reason) {}

    /**
     * What an export is expected to result in; immutable.
     *
     * <p>Later versions may add values.
     */
    public static final class Estimate {
        /** The largest number of {@link #missing}. */
        public static final int MOST_MISSING = 100;

        private final EstimateValues values;

        private Estimate(EstimateValues values) {
            this.values = values;
        }

        /** {@return a builder with these values} */
        public Builder toBuilder() {
            return new Builder(values.copy());
        }

        /**
         * {@return a builder} The library makes estimates; a program needs it to test what it does with them.
         *
         * @param format see {@link #format}
         */
        public static Builder builder(String format) {
            return new Builder(new EstimateValues(format));
        }

        /** {@return the archive's format, as in {@code "zip"}} */
        public String format() {
            return values.format;
        }

        /** {@return the number of regular files that would be in the archive, those outside the project included} */
        public long files() {
            return values.files;
        }

        /** {@return their total size in bytes} */
        public long bytes() {
            return values.bytes;
        }

        /** {@return the expected size in bytes of the archive, of all volumes together} */
        public long archiveBytes() {
            return values.archiveBytes;
        }

        /** {@return what {@link #archiveBytes} rests on, in one sentence for people} */
        public String archiveBytesBasis() {
            return values.archiveBytesBasis;
        }

        /** {@return the expected duration in seconds; empty if there is no basis for it} */
        public OptionalDouble seconds() {
            return values.seconds;
        }

        /** {@return what {@link #seconds} rests on, in one sentence for people} */
        public String secondsBasis() {
            return values.secondsBasis;
        }

        /** {@return the number of files that would hold the archive; 1 if it is not split} */
        public long volumes() {
            return values.volumes;
        }

        /** {@return the project by class, in the order of {@link FileClass}; classes without files are absent} */
        public List<ClassTotal> classes() {
            return values.classes;
        }

        /** {@return what would not be exported, and why} */
        public List<Excluded> leftOut() {
            return values.leftOut;
        }

        /**
         * {@return what makes an export {@linkplain ExportResult#incomplete incomplete}, at most {@link #MOST_MISSING}}
         */
        public List<Missing> missing() {
            return values.missing;
        }

        /**
         * {@return the number of all that would be {@linkplain #missing missing}, also beyond {@link #MOST_MISSING}}
         */
        public long missingTotal() {
            return values.missingTotal;
        }

        /** {@return what other systems cannot keep when the archive is unpacked there} */
        public List<PortabilityIssue> portability() {
            return values.portability;
        }

        /**
         * {@return about how many bytes smaller the archive would be with {@link ExportOptions.LfsMedia#ONCE}; 0 if it
         * is}
         */
        public long lfsMediaOnceSaves() {
            return values.lfsMediaOnceSaves;
        }

        /** {@return what would be refused or is worth knowing before the export: one line each, for people} */
        public List<String> warnings() {
            return values.warnings;
        }

        /**
         * {@return all values as one JSON object on one line, as {@code Estimate} in the description of the sidecar's
         * API}
         */
        public String toJson() {
            return EstimateJson.write(this);
        }

        /** The most important values in one line, for logs. */
        @Override
        public String toString() {
            return "Estimate[" + values.format + ", " + values.files + " files, " + values.bytes + " bytes, archive of "
                    + values.archiveBytes + " bytes]";
        }

        /** Builds an estimate; values that are not set are empty or 0. */
        public static final class Builder {
            private final EstimateValues values;

            private Builder(EstimateValues values) {
                this.values = values;
            }

            /**
             * {@return this builder, with {@link Estimate#files} and {@link Estimate#bytes} set}
             * @param fileCount regular files only
             * @param byteCount in bytes
             */
            public Builder contents(long fileCount, long byteCount) {
                values.files = fileCount;
                values.bytes = byteCount;
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#archiveBytes}, its basis and {@link Estimate#volumes} set}
             * @param byteCount in bytes
             * @param basis one sentence for people
             * @param volumeCount 1 or more
             */
            public Builder archive(long byteCount, String basis, long volumeCount) {
                values.archiveBytes = byteCount;
                values.archiveBytesBasis = Objects.requireNonNull(basis);
                values.volumes = volumeCount;
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#seconds} and {@link Estimate#secondsBasis} set}
             * @param value empty if there is no basis
             * @param basis one sentence for people
             */
            public Builder seconds(OptionalDouble value, String basis) {
                values.seconds = Objects.requireNonNull(value);
                values.secondsBasis = Objects.requireNonNull(basis);
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#classes} set}
             * @param value without classes that have no files
             */
            public Builder classes(List<ClassTotal> value) {
                values.classes = List.copyOf(value);
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#leftOut} set}
             * @param value one for each reason and pattern
             */
            public Builder leftOut(List<Excluded> value) {
                values.leftOut = List.copyOf(value);
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#missing} and {@link Estimate#missingTotal} set}
             * @param value the first {@link #MOST_MISSING} of which are kept
             * @param total their number, also of those that are not listed
             */
            public Builder missing(List<Missing> value, long total) {
                values.missing = List.copyOf(value.subList(0, Math.min(value.size(), MOST_MISSING)));
                values.missingTotal = total;
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#portability} set}
             * @param value empty if every system can keep everything
             */
            public Builder portability(List<PortabilityIssue> value) {
                values.portability = List.copyOf(value);
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#lfsMediaOnceSaves} set}
             * @param value in bytes
             */
            public Builder lfsMediaOnceSaves(long value) {
                values.lfsMediaOnceSaves = value;
                return this;
            }

            /**
             * {@return this builder, with {@link Estimate#warnings} set}
             * @param value one line each
             */
            public Builder warnings(List<String> value) {
                values.warnings = List.copyOf(value);
                return this;
            }

            /** {@return the estimate} */
            public Estimate build() {
                return new Estimate(values.copy());
            }
        }
    }
}
