package org.projectexporter;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The result of {@link ProjectExporter#verify}; immutable.
 *
 * <p>Later versions may add values.
 */
public final class VerifyResult {
    /**
     * Something that was changed or damaged after the archive was made.
     *
     * @param volume the file in which it is, or in which it begins; empty if that is not known
     * @param offset the byte of that file at which it is, or at which the range that contains it begins
     * @param length bytes of that range, which may reach into the following volumes
     * @param entry path of the entry, as in the archive
     * @param what one line for people
     */
    public record Problem(
            Optional<Path> volume, OptionalLong offset, OptionalLong length, Optional<String> entry, String what) {

        /** All values in one line. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            volume.ifPresent(file -> text.append(file.getFileName()));
            if (offset.isPresent()) {
                text.append(text.isEmpty() ? "byte " : ", byte ").append(offset.getAsLong());
            }
            if (length.isPresent()) {
                text.append(" (").append(length.getAsLong()).append(" bytes from there)");
            }
            entry.ifPresent(path -> text.append(text.isEmpty() ? "" : ", ").append(path));
            return text.append(text.isEmpty() ? "" : ": ").append(what).toString();
        }
    }

    /**
     * Objects that a repository needs and the archive does not have, or a repository of which this is not known.
     *
     * @param repository the repository's folder, as in the archive
     * @param neededBy what needs them: the name of a ref, {@code HEAD}, a reflog ({@code logs/…}) or {@code index};
     *     empty if that is not known
     * @param count how many are missing as far as is known: what a missing object leads to cannot be counted
     * @param objects the ids of the first ones
     * @param what one line for people
     */
    public record Missing(String repository, Optional<String> neededBy, long count, List<String> objects, String what) {
        /**
         * Copies the list.
         *
         * @param repository the repository's folder, as in the archive
         * @param neededBy what needs the objects; empty if that is not known
         * @param count how many are missing as far as is known
         * @param objects the ids of the first ones
         * @param what one line for people
         */
        public Missing {
            objects = List.copyOf(objects);
        }

        /** The place and the line for people. */
        @Override
        public String toString() {
            return repository + neededBy.map(name -> ", " + name).orElse("") + ": " + what;
        }
    }

    private final Path archive;
    private final List<Path> volumes;
    private final long archiveBytes;
    private final long files;
    private final long bytes;
    private final boolean framingProven;
    private final List<Problem> problems;
    private final OptionalLong repositories;
    private final List<Missing> missing;
    private final List<String> notes;
    private final Duration duration;

    private VerifyResult(Builder builder) {
        archive = builder.archive;
        volumes = List.copyOf(builder.volumes);
        archiveBytes = builder.archiveBytes;
        files = builder.files;
        bytes = builder.bytes;
        framingProven = builder.framingProven;
        problems = List.copyOf(builder.problems);
        repositories = builder.repositories;
        missing = List.copyOf(builder.missing);
        notes = List.copyOf(builder.notes);
        duration = builder.duration;
    }

    /**
     * {@return a builder} The library makes results; a program needs it to test what it does with them.
     *
     * @param archive see {@link #archive}
     */
    public static Builder builder(Path archive) {
        return new Builder(archive);
    }

    /** {@return a builder with these values} */
    public Builder toBuilder() {
        Builder builder = new Builder(archive);
        builder.volumes = volumes;
        builder.archiveBytes = archiveBytes;
        builder.files = files;
        builder.bytes = bytes;
        builder.framingProven = framingProven;
        builder.problems = problems;
        builder.repositories = repositories;
        builder.missing = missing;
        builder.notes = notes;
        builder.duration = duration;
        return builder;
    }

    /** {@return the archive, or what its volumes are named after} */
    public Path archive() {
        return archive;
    }

    /** {@return the files that were read, in order} */
    public List<Path> volumes() {
        return volumes;
    }

    /** {@return the total size of these files in bytes} */
    public long archiveBytes() {
        return archiveBytes;
    }

    /**
     * {@return the number of regular files in the archive that were read to their end, without the manifest and
     * SHA256SUMS}
     */
    public long files() {
        return files;
    }

    /** {@return the total size of these files in bytes} */
    public long bytes() {
        return bytes;
    }

    /**
     * {@return whether {@code FILE.sha256} covers every byte} Without it, the content of all entries is verified, but
     * not the few bytes around it that no reader uses.
     */
    public boolean framingProven() {
        return framingProven;
    }

    /** {@return what is wrong; if there are very many problems, only the first ones} */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * {@return the number of repositories that were followed; empty unless it was
     * {@linkplain ProjectExporter#verifyDeep deep}}
     */
    public OptionalLong repositories() {
        return repositories;
    }

    /**
     * {@return what the repositories in the archive lack, according to a {@linkplain ProjectExporter#verifyDeep deep}
     * verification, although every byte may be as it was written; if there is very much, only the first}
     */
    public List<Missing> missing() {
        return missing;
    }

    /** {@return what is worth knowing but not wrong, one line each} */
    public List<String> notes() {
        return notes;
    }

    /** {@return how long it took} */
    public Duration duration() {
        return duration;
    }

    /** {@return whether there are no problems and nothing is missing} */
    public boolean ok() {
        return problems.isEmpty() && missing.isEmpty();
    }

    /** All values in one line, for logs. */
    @Override
    public String toString() {
        return "VerifyResult[archive=" + archive + ", volumes=" + volumes + ", archiveBytes=" + archiveBytes
                + ", files=" + files + ", bytes=" + bytes + ", framingProven=" + framingProven + ", problems="
                + problems + ", repositories=" + repositories + ", missing=" + missing + ", notes=" + notes
                + ", duration=" + duration + "]";
    }

    /** Builds a result; values that are not set are empty, 0 or false. */
    public static final class Builder {
        private Path archive;
        private List<Path> volumes = List.of();
        private long archiveBytes;
        private long files;
        private long bytes;
        private boolean framingProven;
        private List<Problem> problems = List.of();
        private OptionalLong repositories = OptionalLong.empty();
        private List<Missing> missing = List.of();
        private List<String> notes = List.of();
        private Duration duration = Duration.ZERO;

        private Builder(Path archive) {
            this.archive = Objects.requireNonNull(archive);
        }

        /**
         * {@return this builder, with {@link VerifyResult#archive} set}
         * @param value not null
         */
        public Builder archive(Path value) {
            archive = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#volumes} set}
         * @param value in the order of their bytes
         */
        public Builder volumes(List<Path> value) {
            volumes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#archiveBytes} set}
         * @param value the sum of the volumes' sizes in bytes
         */
        public Builder archiveBytes(long value) {
            archiveBytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#files} set}
         * @param value regular files that were read to their end
         */
        public Builder files(long value) {
            files = value;
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#bytes} set}
         * @param value in bytes
         */
        public Builder bytes(long value) {
            bytes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#framingProven} set}
         * @param value false without {@code FILE.sha256}
         */
        public Builder framingProven(boolean value) {
            framingProven = value;
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#problems} set}
         * @param value empty if nothing is wrong
         */
        public Builder problems(List<Problem> value) {
            problems = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#repositories} set}
         * @param value 0 or more; only for a deep verification
         */
        public Builder repositories(long value) {
            repositories = OptionalLong.of(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#missing} set}
         * @param value empty if nothing is missing
         */
        public Builder missing(List<Missing> value) {
            missing = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#notes} set}
         * @param value one line each
         */
        public Builder notes(List<String> value) {
            notes = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link VerifyResult#duration} set}
         * @param value of the whole operation
         */
        public Builder duration(Duration value) {
            duration = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the result} */
        public VerifyResult build() {
            return new VerifyResult(this);
        }
    }
}
