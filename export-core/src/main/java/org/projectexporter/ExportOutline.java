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
        /** Copies the components. */
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
        /** Copies the components. */
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

        /** Never changed. */
        private final Builder values;

        private Estimate(Builder builder) {
            values = builder;
        }

        /** Starts with these values. */
        public Builder toBuilder() {
            return values.copy();
        }

        /** Starts a value. The library makes them; a program needs it to test what it does with them. */
        public static Builder builder(String format) {
            return new Builder(format);
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
            private final String format;
            private long files;
            private long bytes;
            private long archiveBytes;
            private String archiveBytesBasis = "";
            private OptionalDouble seconds = OptionalDouble.empty();
            private String secondsBasis = "";
            private long volumes = 1;
            private List<ClassTotal> classes = List.of();
            private List<Excluded> leftOut = List.of();
            private List<Missing> missing = List.of();
            private long missingTotal;
            private List<PortabilityIssue> portability = List.of();
            private long lfsMediaOnceSaves;
            private List<String> warnings = List.of();

            private Builder(String format) {
                this.format = Objects.requireNonNull(format);
            }

            private Builder copy() {
                Builder copy = new Builder(format);
                copy.files = files;
                copy.bytes = bytes;
                copy.archiveBytes = archiveBytes;
                copy.archiveBytesBasis = archiveBytesBasis;
                copy.seconds = seconds;
                copy.secondsBasis = secondsBasis;
                copy.volumes = volumes;
                copy.classes = classes;
                copy.leftOut = leftOut;
                copy.missing = missing;
                copy.missingTotal = missingTotal;
                copy.portability = portability;
                copy.lfsMediaOnceSaves = lfsMediaOnceSaves;
                copy.warnings = warnings;
                return copy;
            }

            /** See {@link Estimate#files} and {@link Estimate#bytes}. */
            public Builder contents(long fileCount, long byteCount) {
                files = fileCount;
                bytes = byteCount;
                return this;
            }

            /** See {@link Estimate#archiveBytes}, {@link Estimate#archiveBytesBasis} and {@link Estimate#volumes}. */
            public Builder archive(long byteCount, String basis, long volumeCount) {
                archiveBytes = byteCount;
                archiveBytesBasis = Objects.requireNonNull(basis);
                volumes = volumeCount;
                return this;
            }

            /** See {@link Estimate#seconds} and {@link Estimate#secondsBasis}. */
            public Builder seconds(OptionalDouble value, String basis) {
                seconds = Objects.requireNonNull(value);
                secondsBasis = Objects.requireNonNull(basis);
                return this;
            }

            /** See {@link Estimate#classes}. */
            public Builder classes(List<ClassTotal> value) {
                classes = List.copyOf(value);
                return this;
            }

            /** See {@link Estimate#leftOut}. */
            public Builder leftOut(List<Excluded> value) {
                leftOut = List.copyOf(value);
                return this;
            }

            /** See {@link Estimate#missing}, of which the first ones are kept, and {@link Estimate#missingTotal}. */
            public Builder missing(List<Missing> value, long total) {
                missing = List.copyOf(value.subList(0, Math.min(value.size(), MOST_MISSING)));
                missingTotal = total;
                return this;
            }

            /** See {@link Estimate#portability}. */
            public Builder portability(List<PortabilityIssue> value) {
                portability = List.copyOf(value);
                return this;
            }

            /** See {@link Estimate#lfsMediaOnceSaves}. */
            public Builder lfsMediaOnceSaves(long value) {
                lfsMediaOnceSaves = value;
                return this;
            }

            /** See {@link Estimate#warnings}. */
            public Builder warnings(List<String> value) {
                warnings = List.copyOf(value);
                return this;
            }

            /** {@return the estimate} */
            public Estimate build() {
                return new Estimate(copy());
            }
        }
    }
}
