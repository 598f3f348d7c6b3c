package org.projectexporter;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What to import, to where, and how; immutable. {@link RunSettings} say how the import runs.
 *
 * <pre>{@code
 * ImportRequest request = ImportRequest.builder(Path.of("film.zip"), Path.of("film")).build();
 * }</pre>
 */
public final class ImportRequest {
    /** What to do if something exists under the folder's name. */
    public enum OnConflict {
        /** Nothing is imported. */
        FAIL,
        /** The first free name of {@code film-2}, {@code film-3}, … is used. */
        RENAME
    }

    private final Path archive;
    private final Path folder;
    private final OnConflict onConflict;
    private final boolean dryRun;
    private final boolean preserveModes;
    private final boolean relink;
    private final ImportLimits limits;

    private ImportRequest(Builder builder) {
        archive = builder.archive;
        folder = builder.folder;
        onConflict = builder.onConflict;
        dryRun = builder.dryRun;
        preserveModes = builder.preserveModes;
        relink = builder.relink;
        limits = builder.limits;
    }

    /**
     * {@return a builder}
     *
     * @param archive the archive, or its first volume
     * @param folder the project's future folder; its parent must exist
     */
    public static Builder builder(Path archive, Path folder) {
        return new Builder(archive, folder);
    }

    /** {@return the archive, or its first volume} */
    public Path archive() {
        return archive;
    }

    /** {@return the project's future folder, which the import makes} */
    public Path folder() {
        return folder;
    }

    /** {@return what to do if something exists under the folder's name} */
    public OnConflict onConflict() {
        return onConflict;
    }

    /** {@return whether everything is read and checked but nothing is written} */
    public boolean dryRun() {
        return dryRun;
    }

    /**
     * {@return whether files and folders keep all permissions that they have in the archive} Without this, they lose
     * write access for others, and repositories that are not shared lose that of the group.
     */
    public boolean preserveModes() {
        return preserveModes;
    }

    /**
     * {@return whether the references of timelines and other documents are changed so that they lead to where the media
     * are now} What was there before is kept next to each document that is changed. Needs the module
     * {@code export-media}.
     */
    public boolean relink() {
        return relink;
    }

    /** {@return how much the archive may unpack} */
    public ImportLimits limits() {
        return limits;
    }

    /** Collects a request. */
    public static final class Builder {
        private final Path archive;
        private final Path folder;
        private OnConflict onConflict = OnConflict.FAIL;
        private boolean dryRun;
        private boolean preserveModes;
        private boolean relink;
        private ImportLimits limits = ImportLimits.defaults();

        private Builder(Path archive, Path folder) {
            this.archive = Objects.requireNonNull(archive);
            this.folder = Objects.requireNonNull(folder);
        }

        /**
         * {@return this builder, with {@link ImportRequest#onConflict} set}
         * @param value {@link OnConflict#FAIL} by default
         */
        public Builder onConflict(OnConflict value) {
            onConflict = Objects.requireNonNull(value);
            return this;
        }

        /**
         * {@return this builder, with {@link ImportRequest#dryRun} set}
         * @param value false by default
         */
        public Builder dryRun(boolean value) {
            dryRun = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportRequest#preserveModes} set}
         * @param value false by default
         */
        public Builder preserveModes(boolean value) {
            preserveModes = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportRequest#relink} set}
         * @param value false by default
         */
        public Builder relink(boolean value) {
            relink = value;
            return this;
        }

        /**
         * {@return this builder, with {@link ImportRequest#limits} set}
         * @param value the defaults if it is not called
         */
        public Builder limits(ImportLimits value) {
            limits = Objects.requireNonNull(value);
            return this;
        }

        /** {@return the request} */
        public ImportRequest build() {
            return new ImportRequest(this);
        }
    }
}
