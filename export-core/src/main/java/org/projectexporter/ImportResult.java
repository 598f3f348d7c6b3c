package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of an import, or what it would be after a dry run; immutable.
 *
 * <p>Later versions may add values.
 */
public final class ImportResult {
    /**
     * What was imported to {@code DIR.dependencies}.
     *
     * @param folder where it is
     * @param files regular files in it
     * @param bytes their bytes
     */
    public record Dependencies(Path folder, long files, long bytes) {}

    /**
     * A document with references that had to be changed.
     *
     * @param document its path in the archive
     * @param original the path of its original, which was renamed; empty if it was not changed
     * @param references number of references that were changed
     * @param byHand references that lead elsewhere still
     * @param why why these were not changed; empty if there are none
     */
    public record Relinked(
            String document, Optional<String> original, long references, List<ByHand> byHand, String why) {
        /**
         * Copies the list.
         *
         * @param document its path in the archive
         * @param original the path of its original; empty if it was not changed
         * @param references number of references that were changed
         * @param byHand references that lead elsewhere still
         * @param why why these were not changed
         */
        public Relinked {
            byHand = List.copyOf(byHand);
        }
    }

    /**
     * A reference that has to be changed by hand.
     *
     * @param written the reference as the document has it
     * @param target where the file is, or the folder of the files of a sequence
     */
    public record ByHand(String written, Path target) {}

    private final Path folder;
    private final Path metadata;
    private final String format;
    private final long files;
    private final long bytes;
    private final OptionalLong commits;
    private final long lfsObjects;
    private final Optional<Dependencies> dependencies;
    private final List<ImportNote> notes;
    private final List<Relinked> relinked;
    private final boolean dryRun;
    private final Duration duration;

    private ImportResult(Builder builder) {
        folder = builder.folder;
        metadata = builder.metadata;
        format = builder.format;
        files = builder.files;
        bytes = builder.bytes;
        commits = builder.commits;
        lfsObjects = builder.lfsObjects;
        dependencies = builder.dependencies;
        notes = List.copyOf(builder.notes);
        relinked = List.copyOf(builder.relinked);
        dryRun = builder.dryRun;
        duration = builder.duration;
    }

    /**
     * {@return a builder} The library makes results; a program needs it to test what it does with them.
     *
     * @param folder see {@link #folder}
     * @param metadata see {@link #metadata}
     * @param format see {@link #format}
     */
    public static Builder builder(Path folder, Path metadata, String format) {
        return new Builder(folder, metadata, format);
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        Builder builder = new Builder(folder, metadata, format);
        builder.files = files;
        builder.bytes = bytes;
        builder.commits = commits;
        builder.lfsObjects = lfsObjects;
        builder.dependencies = dependencies;
        builder.notes = notes;
        builder.relinked = relinked;
        builder.dryRun = dryRun;
        builder.duration = duration;
        return builder;
    }

    /** {@return the project's folder} */
    public Path folder() {
        return folder;
    }

    /** {@return the folder next to it with the manifest and SHA256SUMS of the archive} */
    public Path metadata() {
        return metadata;
    }

    /** {@return the archive's format, as in {@code "zip"}} */
    public String format() {
        return format;
    }

    /** {@return the number of regular files of the project; each name of a hard-linked file counts} */
    public long files() {
        return files;
    }

    /** {@return the total size of these files in bytes} */
    public long bytes() {
        return bytes;
    }

    /** {@return the number of commits according to the manifest; empty where they could not be counted} */
    public OptionalLong commits() {
        return commits;
    }

    /** {@return the number of Git LFS objects} */
    public long lfsObjects() {
        return lfsObjects;
    }

    /** {@return the dependencies outside the project that the archive contained; empty if there were none} */
    public Optional<Dependencies> dependencies() {
        return dependencies;
    }

    /** {@return what differs from the archive, and what is worth knowing} */
    public List<ImportNote> notes() {
        return notes;
    }

    /** {@return the documents whose references were changed, or have to be; empty unless that was requested} */
    public List<Relinked> relinked() {
        return relinked;
    }

    /** {@return whether nothing was written} */
    public boolean dryRun() {
        return dryRun;
    }

    /** {@return how long it took} */
    public Duration duration() {
        return duration;
    }

    /** All values in one line, for logs. */
    @Override
    public String toString() {
        return "ImportResult[folder=" + folder + ", metadata=" + metadata + ", format=" + format + ", files=" + files
                + ", bytes=" + bytes + ", commits=" + commits + ", lfsObjects=" + lfsObjects + ", dependencies="
                + dependencies + ", notes=" + notes + ", relinked=" + relinked + ", dryRun=" + dryRun + ", duration="
                + duration + "]";
    }

    /** Builds a result; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private Path folder;
        private Path metadata;
        private String format;
        private long files;
        private long bytes;
        private OptionalLong commits = OptionalLong.empty();
        private long lfsObjects;
        private Optional<Dependencies> dependencies = Optional.empty();
        private List<ImportNote> notes = List.of();
        private List<Relinked> relinked = List.of();
        private boolean dryRun;
        private Duration duration = Duration.ZERO;

        private Builder(Path folder, Path metadata, String format) {
            this.folder = Objects.requireNonNull(folder);
            this.metadata = Objects.requireNonNull(metadata);
            this.format = Objects.requireNonNull(format);
        }

        /**
         * {@return this builder, with {@link ImportResult#folder} set}
         * @param value not null
         */
        public Builder folder(Path value) {
            folder = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#metadata} set}
         * @param value not null
         */
        public Builder metadata(Path value) {
            metadata = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#format} set}
         * @param value not null
         */
        public Builder format(String value) {
            format = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#files} set}
         * @param value each name of a hard-linked file counted
         */
        public Builder files(long value) {
            files = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#bytes} set}
         * @param value in bytes
         */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#commits} set}
         * @param value empty if they could not be counted
         */
        public Builder commits(OptionalLong value) {
            commits = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#lfsObjects} set}
         * @param value 0 without Git LFS
         */
        public Builder lfsObjects(long value) {
            lfsObjects = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#dependencies} set}
         * @param value empty if there are none
         */
        public Builder dependencies(Optional<Dependencies> value) {
            dependencies = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#notes} set}
         * @param value empty if everything is as in the archive
         */
        public Builder notes(List<ImportNote> value) {
            notes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#relinked} set}
         * @param value empty unless it was requested
         */
        public Builder relinked(List<Relinked> value) {
            relinked = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#dryRun} set}
         * @param value true if nothing was written
         */
        public Builder dryRun(boolean value) {
            dryRun = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportResult#duration} set}
         * @param value of the whole operation
         */
        public Builder duration(Duration value) {
            duration = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the result} */
        public ImportResult build() {
            return new ImportResult(this);
        }
    }
}
