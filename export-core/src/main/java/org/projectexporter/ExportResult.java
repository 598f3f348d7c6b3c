package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** The result of an export; immutable. Later versions may add values. */
public final class ExportResult {
    private final ExportResultValues values;

    private ExportResult(ExportResultValues values) {
        this.values = values;
    }

    /**
     * {@return a builder} The library makes results; a program needs it to test what it does with them.
     *
     * @param archive see {@link #archive}
     * @param format see {@link #format}
     * @param manifest see {@link #manifest}
     * @param checksums see {@link #checksums}
     */
    public static Builder builder(Path archive, String format, Path manifest, Path checksums) {
        return new Builder(new ExportResultValues(archive, format, manifest, checksums));
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        return new Builder(values.copy());
    }

    /** {@return the archive, or what its volumes are named after} */
    public Path archive() {
        return values.archive;
    }

    /** {@return the archive's format, as in {@code "zip"}} */
    public String format() {
        return values.format;
    }

    /** {@return the files that hold its bytes, in order; only one if it is not split} */
    public List<Path> volumes() {
        return values.volumes;
    }

    /** {@return the total size of these files in bytes} */
    public long archiveBytes() {
        return values.archiveBytes;
    }

    /**
     * {@return the size of the regular files in the archive in bytes, as in the manifest's {@code total_size_bytes}}
     */
    public long bytes() {
        return values.bytes;
    }

    /** {@return the number of regular files in the archive, as in the manifest's {@code total_files}} */
    public long files() {
        return values.files;
    }

    /** {@return the number of commits in the archive's history; empty if they could not be counted} */
    public OptionalLong commits() {
        return values.commits;
    }

    /** {@return the number of Git LFS objects in the archive} */
    public long lfsObjects() {
        return values.lfsObjects;
    }

    /**
     * {@return the number of Git LFS objects that {@link ExportOptions.LfsMedia#ONCE} left in the working tree alone}
     */
    public long lfsFromTree() {
        return values.lfsFromTree;
    }

    /** {@return the total size of the objects of {@link #lfsFromTree} in bytes} */
    public long lfsFromTreeBytes() {
        return values.lfsFromTreeBytes;
    }

    /**
     * {@return about how many bytes {@link ExportOptions.LfsMedia#ONCE} would save; 0 if less than a tenth of the
     * archive}
     */
    public long lfsMediaOnceSaves() {
        return values.lfsMediaOnceSaves;
    }

    /** {@return the manifest next to the archive} */
    public Path manifest() {
        return values.manifest;
    }

    /** {@return the file of the volumes' checksums next to the archive, for {@code sha256sum -c}} */
    public Path checksums() {
        return values.checksums;
    }

    /** {@return the file that explains to recipients how to join the volumes; empty if the archive is not split} */
    public Optional<Path> restoreNote() {
        return values.restoreNote;
    }

    /** {@return the page about the archive, for people; empty unless {@link ExportOptions#report} is set} */
    public Optional<Path> report() {
        return values.report;
    }

    /** {@return the number of files left out because of options and defaults} */
    public long leftOutFiles() {
        return values.leftOutFiles;
    }

    /** {@return the project by class, without examples; classes without files are absent} */
    public List<ExportOutline.ClassTotal> classes() {
        return values.classes;
    }

    /** {@return what is missing or changed, or failed after the archive had its name: one line each, for people} */
    public List<String> warnings() {
        return values.warnings;
    }

    /** {@return what else is worth knowing, which does not make the archive incomplete: one line each, for people} */
    public List<String> notes() {
        return values.notes;
    }

    /** {@return whether something unexpected is missing or changed; the warnings name it} */
    public boolean incomplete() {
        return values.incomplete;
    }

    /** {@return what other systems cannot keep when the archive is unpacked there} */
    public List<PortabilityIssue> portability() {
        return values.portability;
    }

    /** {@return how long it took} */
    public Duration duration() {
        return values.duration;
    }

    /**
     * {@return whether {@link ProjectExporter#resume} found the archive finished} The values are then those that
     * {@link ProjectExporter#describe} finds; {@link #portability} is empty, since the manifest lists it.
     */
    public boolean finishedBefore() {
        return values.finishedBefore;
    }

    /** The most important values in one line, for logs. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Builds a result; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private final ExportResultValues values;

        private Builder(ExportResultValues values) {
            this.values = values;
        }

        /**
         * {@return this builder, with {@link ExportResult#volumes} set}
         * @param value in the order of their bytes
         */
        public Builder volumes(List<Path> value) {
            values.volumes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#archiveBytes} set}
         * @param value the sum of the volumes' sizes in bytes
         */
        public Builder archiveBytes(long value) {
            values.archiveBytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#bytes} set}
         * @param value in bytes, without folders, links and what the format adds
         */
        public Builder bytes(long value) {
            values.bytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#files} set}
         * @param value regular files only
         */
        public Builder files(long value) {
            values.files = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#commits} set}
         * @param value empty if they could not be counted
         */
        public Builder commits(OptionalLong value) {
            values.commits = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#lfsObjects} set}
         * @param value 0 without Git LFS
         */
        public Builder lfsObjects(long value) {
            values.lfsObjects = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#lfsFromTree} set}
         * @param value 0 unless the option is {@link ExportOptions.LfsMedia#ONCE}
         */
        public Builder lfsFromTree(long value) {
            values.lfsFromTree = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#lfsFromTreeBytes} set}
         * @param value in bytes
         */
        public Builder lfsFromTreeBytes(long value) {
            values.lfsFromTreeBytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#lfsMediaOnceSaves} set}
         * @param value in bytes; 0 if it is too little to mention
         */
        public Builder lfsMediaOnceSaves(long value) {
            values.lfsMediaOnceSaves = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#restoreNote} set}
         * @param value empty if the archive is not split
         */
        public Builder restoreNote(Optional<Path> value) {
            values.restoreNote = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#report} set}
         * @param value empty if there is no page
         */
        public Builder report(Optional<Path> value) {
            values.report = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#leftOutFiles} set}
         * @param value files only, not folders
         */
        public Builder leftOutFiles(long value) {
            values.leftOutFiles = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#classes} set}
         * @param value without classes that have no files
         */
        public Builder classes(List<ExportOutline.ClassTotal> value) {
            values.classes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#warnings} set}
         * @param value one line each
         */
        public Builder warnings(List<String> value) {
            values.warnings = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#notes} set}
         * @param value one line each
         */
        public Builder notes(List<String> value) {
            values.notes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#incomplete} set}
         * @param value true if a warning is about something that nobody asked to leave out
         */
        public Builder incomplete(boolean value) {
            values.incomplete = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#portability} set}
         * @param value empty if every system can keep everything
         */
        public Builder portability(List<PortabilityIssue> value) {
            values.portability = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#duration} set}
         * @param value of the whole operation
         */
        public Builder duration(Duration value) {
            values.duration = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ExportResult#finishedBefore} set}
         * @param value true only in what {@link ProjectExporter#resume} returns
         */
        public Builder finishedBefore(boolean value) {
            values.finishedBefore = value;
            return this;
        }

        /** {@return the result} */
        public ExportResult build() {
            return new ExportResult(values.copy());
        }
    }
}
