package org.projectexporter;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What to verify, and how; immutable. {@link RunSettings} say how the verification runs.
 *
 * <pre>{@code
 * VerifyRequest request = VerifyRequest.builder(Path.of("film.zip")).deep(true).build();
 * }</pre>
 */
public final class VerifyRequest {
    private final Path archive;
    private final boolean deep;
    private final Optional<Path> scratch;
    private final ImportLimits limits;

    private VerifyRequest(Builder builder) {
        archive = builder.archive;
        deep = builder.deep;
        scratch = builder.scratch;
        limits = builder.limits;
    }

    /**
     * Starts a request.
     *
     * @param archive the archive, or its first volume
     */
    public static Builder builder(Path archive) {
        return new Builder(archive);
    }

    /** The archive, or its first volume. */
    public Path archive() {
        return archive;
    }

    /**
     * Whether it is also proven that the repositories are whole: that all objects which their refs, reflogs and indexes
     * need are in the archive. For this the repositories, without Git LFS objects, are unpacked temporarily.
     */
    public boolean deep() {
        return deep;
    }

    /** The folder in which a deep verification unpacks repositories; empty for Java's folder for temporary files. */
    public Optional<Path> scratch() {
        return scratch;
    }

    /** How much the archive may unpack; for a deep verification only. */
    public ImportLimits limits() {
        return limits;
    }

    /** Collects a request. */
    public static final class Builder {
        private final Path archive;
        private boolean deep;
        private Optional<Path> scratch = Optional.empty();
        private ImportLimits limits = ImportLimits.defaults();

        private Builder(Path archive) {
            this.archive = Objects.requireNonNull(archive);
        }

        /** See {@link VerifyRequest#deep}. */
        public Builder deep(boolean value) {
            deep = value;
            return this;
        }

        /** An existing folder; see {@link VerifyRequest#scratch}. */
        public Builder scratch(Path value) {
            scratch = Optional.of(value);
            return this;
        }

        /** See {@link VerifyRequest#limits}. */
        public Builder limits(ImportLimits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /** The request. */
        public VerifyRequest build() {
            return new VerifyRequest(this);
        }
    }
}
