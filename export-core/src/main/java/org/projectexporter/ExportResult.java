package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of an export; immutable.
 *
 * <p>Later versions may add values.
 */
public final class ExportResult {
    /** Never changed. */
    private final Builder values;

    private ExportResult(Builder builder) {
        values = builder.copy();
    }

    /** Starts a value. The library makes them; a program needs it to test what it does with them. */
    public static Builder builder(Path archive, String format, Path manifest, Path checksums) {
        return new Builder(archive, format, manifest, checksums);
    }

    /** Starts with these values. */
    public Builder toBuilder() {
        return values.copy();
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
     * {@return the number of Git LFS objects that the archive has only as files of the working tree
     * ({@link ExportOptions.LfsMedia#ONCE}): after unpacking, {@code RESTORE-LFS.sh} must run before any other Git
     * command or edit} An import restores them itself.
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

    /**
     * {@return what is missing or changed, and what failed after the archive had its name: one line each, for people}
     */
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
        return "ExportResult[" + values.archive + ", " + values.volumes.size() + " volumes, " + values.archiveBytes
                + " bytes, files=" + values.files + ", warnings=" + values.warnings + ", notes=" + values.notes
                + ", incomplete=" + values.incomplete + ", duration=" + values.duration + "]";
    }

    /** Builds a result; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private final Path archive;
        private final String format;
        private List<Path> volumes = List.of();
        private long archiveBytes;
        private long bytes;
        private long files;
        private OptionalLong commits = OptionalLong.empty();
        private long lfsObjects;
        private long lfsFromTree;
        private long lfsFromTreeBytes;
        private long lfsMediaOnceSaves;
        private final Path manifest;
        private final Path checksums;
        private Optional<Path> restoreNote = Optional.empty();
        private Optional<Path> report = Optional.empty();
        private long leftOutFiles;
        private List<ExportOutline.ClassTotal> classes = List.of();
        private List<String> warnings = List.of();
        private List<String> notes = List.of();
        private boolean incomplete;
        private List<PortabilityIssue> portability = List.of();
        private Duration duration = Duration.ZERO;
        private boolean finishedBefore;

        private Builder(Path archive, String format, Path manifest, Path checksums) {
            this.archive = Objects.requireNonNull(archive);
            this.format = Objects.requireNonNull(format);
            this.manifest = Objects.requireNonNull(manifest);
            this.checksums = Objects.requireNonNull(checksums);
        }

        private Builder copy() {
            Builder copy = new Builder(archive, format, manifest, checksums);
            copy.volumes = List.copyOf(volumes);
            copy.archiveBytes = archiveBytes;
            copy.bytes = bytes;
            copy.files = files;
            copy.commits = commits;
            copy.lfsObjects = lfsObjects;
            copy.lfsFromTree = lfsFromTree;
            copy.lfsFromTreeBytes = lfsFromTreeBytes;
            copy.lfsMediaOnceSaves = lfsMediaOnceSaves;
            copy.restoreNote = restoreNote;
            copy.report = report;
            copy.leftOutFiles = leftOutFiles;
            copy.classes = List.copyOf(classes);
            copy.warnings = List.copyOf(warnings);
            copy.notes = List.copyOf(notes);
            copy.incomplete = incomplete;
            copy.portability = List.copyOf(portability);
            copy.duration = duration;
            copy.finishedBefore = finishedBefore;
            return copy;
        }

        /** See {@link ExportResult#volumes}. */
        public Builder volumes(List<Path> value) {
            volumes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#archiveBytes}. */
        public Builder archiveBytes(long value) {
            archiveBytes = value;
            return this;
        }

        /** See {@link ExportResult#bytes}. */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /** See {@link ExportResult#files}. */
        public Builder files(long value) {
            files = value;
            return this;
        }

        /** See {@link ExportResult#commits}. */
        public Builder commits(OptionalLong value) {
            commits = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#lfsObjects}. */
        public Builder lfsObjects(long value) {
            lfsObjects = value;
            return this;
        }

        /** See {@link ExportResult#lfsFromTree}. */
        public Builder lfsFromTree(long value) {
            lfsFromTree = value;
            return this;
        }

        /** See {@link ExportResult#lfsFromTreeBytes}. */
        public Builder lfsFromTreeBytes(long value) {
            lfsFromTreeBytes = value;
            return this;
        }

        /** See {@link ExportResult#lfsMediaOnceSaves}. */
        public Builder lfsMediaOnceSaves(long value) {
            lfsMediaOnceSaves = value;
            return this;
        }

        /** See {@link ExportResult#restoreNote}. */
        public Builder restoreNote(Optional<Path> value) {
            restoreNote = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#report}. */
        public Builder report(Optional<Path> value) {
            report = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#leftOutFiles}. */
        public Builder leftOutFiles(long value) {
            leftOutFiles = value;
            return this;
        }

        /** See {@link ExportResult#classes}. */
        public Builder classes(List<ExportOutline.ClassTotal> value) {
            classes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#warnings}. */
        public Builder warnings(List<String> value) {
            warnings = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#notes}. */
        public Builder notes(List<String> value) {
            notes = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#incomplete}. */
        public Builder incomplete(boolean value) {
            incomplete = value;
            return this;
        }

        /** See {@link ExportResult#portability}. */
        public Builder portability(List<PortabilityIssue> value) {
            portability = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#duration}. */
        public Builder duration(Duration value) {
            duration = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportResult#finishedBefore}. */
        public Builder finishedBefore(boolean value) {
            finishedBefore = value;
            return this;
        }

        /** {@return the result} */
        public ExportResult build() {
            return new ExportResult(this);
        }
    }
}
