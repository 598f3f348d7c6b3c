package org.projectexporter;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known about an archive without reading all of it: its files with their digests, and its manifest; immutable.
 * This is not a verification; see {@link ProjectExporter#verify}.
 *
 * <p>Later versions may add values.
 */
public final class ArchiveDescription {
    /**
     * One of the files that hold the archive's bytes.
     *
     * @param file where it is
     * @param bytes its size
     * @param sha256 its SHA-256 in hexadecimal according to {@code FILE.sha256}; empty if that file is missing,
     *     damaged, or about other files
     */
    public record Volume(Path file, long bytes, Optional<String> sha256) {}

    private final ArchiveDescriptionValues values;

    private ArchiveDescription(ArchiveDescriptionValues values) {
        this.values = values;
    }

    /**
     * {@return a builder} The library makes descriptions; a program needs it to test what it does with them.
     *
     * @param archive see {@link #archive}
     * @param format see {@link #format}
     * @param manifest see {@link #manifest}
     * @param checksums see {@link #checksums}
     * @param manifestJson see {@link #manifestJson}
     */
    public static Builder builder(Path archive, String format, Path manifest, Path checksums, String manifestJson) {
        return new Builder(new ArchiveDescriptionValues(archive, format, manifest, checksums, manifestJson));
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
    public List<Volume> volumes() {
        return values.volumes;
    }

    /** {@return whether {@code FILE.sha256} exists but is not a complete list of checksums for these files} */
    public boolean checksumsDamaged() {
        return values.checksumsDamaged;
    }

    /** {@return the path of the manifest next to the archive, whether it exists or not} */
    public Path manifest() {
        return values.manifest;
    }

    /** {@return the path of {@code FILE.sha256} next to the archive, whether it exists or not} */
    public Path checksums() {
        return values.checksums;
    }

    /**
     * {@return the path of the note on how to join volumes, whether it exists or not; empty if the archive is not
     * split}
     */
    public Optional<Path> restoreNote() {
        return values.restoreNote;
    }

    /** {@return the path of the page about the archive; empty if there is none} */
    public Optional<Path> report() {
        return values.report;
    }

    /** {@return the manifest as JSON text} */
    public String manifestJson() {
        return values.manifestJson;
    }

    /** {@return the manifest's {@code export_version}; empty if it has none} */
    public String exportVersion() {
        return values.exportVersion;
    }

    /** {@return the manifest's {@code project_id}; empty if it has none} */
    public String projectId() {
        return values.projectId;
    }

    /** {@return the name of the project's folder in the archive; empty if the manifest has none} */
    public String name() {
        return values.name;
    }

    /** {@return the manifest's {@code exported_at}; empty if it has none that is valid} */
    public Optional<Instant> exportedAt() {
        return values.exportedAt;
    }

    /** {@return the number of regular files in the archive: {@code total_files}} */
    public long files() {
        return values.files;
    }

    /** {@return the size of these files in bytes: {@code total_size_bytes}} */
    public long bytes() {
        return values.bytes;
    }

    /** {@return the number of commits in the archive's history; empty if they could not be counted} */
    public OptionalLong commits() {
        return values.commits;
    }

    /** {@return the number of files left out because of options and defaults} */
    public long leftOutFiles() {
        return values.leftOutFiles;
    }

    /**
     * {@return what is missing or changed according to the manifest: one line each for people, at most 20 of each kind}
     */
    public List<String> warnings() {
        return values.warnings;
    }

    /**
     * {@return what else is worth knowing according to the manifest: one line each for people, at most 20 of each kind}
     */
    public List<String> notes() {
        return values.notes;
    }

    /** {@return whether something unexpected is missing or changed; the warnings name it} */
    public boolean incomplete() {
        return values.incomplete;
    }

    /** {@return the total size of the volumes in bytes} */
    public long archiveBytes() {
        return values.volumes.stream().mapToLong(Volume::bytes).sum();
    }

    /** The most important values in one line, for logs. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** Builds a description; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private final ArchiveDescriptionValues values;

        private Builder(ArchiveDescriptionValues values) {
            this.values = values;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#volumes} set}
         * @param value in the order of their bytes
         */
        public Builder volumes(List<Volume> value) {
            values.volumes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#checksumsDamaged} set}
         * @param value false also if there is no such file
         */
        public Builder checksumsDamaged(boolean value) {
            values.checksumsDamaged = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#restoreNote} set}
         * @param value empty if the archive is not split
         */
        public Builder restoreNote(Optional<Path> value) {
            values.restoreNote = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#exportVersion} set}
         * @param value empty text if the manifest has none
         */
        public Builder exportVersion(String value) {
            values.exportVersion = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#projectId} set}
         * @param value empty text if the manifest has none
         */
        public Builder projectId(String value) {
            values.projectId = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#name} set}
         * @param value empty text if the manifest has none
         */
        public Builder name(String value) {
            values.name = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#exportedAt} set}
         * @param value empty if the manifest has none that is valid
         */
        public Builder exportedAt(Optional<Instant> value) {
            values.exportedAt = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#files} set}
         * @param value regular files only
         */
        public Builder files(long value) {
            values.files = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#bytes} set}
         * @param value in bytes
         */
        public Builder bytes(long value) {
            values.bytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#commits} set}
         * @param value empty if they could not be counted
         */
        public Builder commits(OptionalLong value) {
            values.commits = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#report} set}
         * @param value empty if there is no page
         */
        public Builder report(Optional<Path> value) {
            values.report = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#leftOutFiles} set}
         * @param value files only, not folders
         */
        public Builder leftOutFiles(long value) {
            values.leftOutFiles = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#warnings} set}
         * @param value one line each
         */
        public Builder warnings(List<String> value) {
            values.warnings = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#notes} set}
         * @param value one line each
         */
        public Builder notes(List<String> value) {
            values.notes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ArchiveDescription#incomplete} set}
         * @param value true if a warning is about something that nobody asked to leave out
         */
        public Builder incomplete(boolean value) {
            values.incomplete = value;
            return this;
        }

        /** {@return the description} */
        public ArchiveDescription build() {
            return new ArchiveDescription(values.copy());
        }
    }
}
