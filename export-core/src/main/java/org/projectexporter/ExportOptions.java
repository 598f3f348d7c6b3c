package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

import org.projectexporter.spi.compress.DeflateEngine;

/**
 * What goes into an archive and how, as in the JSON of {@link #toJson}; immutable.
 *
 * <pre>{@code
 * ExportOptions options = ExportOptions.builder().format("tar.gz").includeHistory(false).build();
 * ExportOptions same = ExportOptions.fromJson("{\"format\": \"tar.gz\", \"include_history\": false}");
 * }</pre>
 */
public final class ExportOptions {
    /** What to do if a Git LFS object is missing or corrupt. */
    public enum MissingLfs {
        /** The export ends with an error that names the object. */
        FAIL,
        /** The export continues, lists the object, and is {@linkplain ExportResult#incomplete incomplete}. */
        WARN
    }

    /** What to do if the file system cannot read a file or folder of the project. */
    public enum OnUnreadable {
        /** The export ends with an error that names it. */
        FAIL,
        /** The export continues without it, lists it, and is {@linkplain ExportResult#incomplete incomplete}. */
        SKIP
    }

    /** What to do if a repository of the project is broken. */
    public enum BrokenRepository {
        /** The export ends with an error that names what is broken. */
        FAIL,
        /** The repository is exported as it is; what is broken is listed, and the export is incomplete. */
        KEEP
    }

    private static final ExportOptions DEFAULTS = builder().build();

    private final String format;
    private final boolean includeHistory;
    private final boolean includeCache;
    private final boolean includeDependencies;
    private final boolean compressMedia;
    private final OptionalInt splitSizeMb;
    private final int compressionLevel;
    private final String deflate;
    private final MissingLfs missingLfs;
    private final OnUnreadable onUnreadable;
    private final BrokenRepository brokenRepository;
    private final boolean includeSecrets;
    private final boolean includeUnknownGit;
    private final List<String> exclude;
    private final boolean verify;

    private ExportOptions(Builder builder) {
        format = builder.format;
        includeHistory = builder.includeHistory;
        includeCache = builder.includeCache;
        includeDependencies = builder.includeDependencies;
        compressMedia = builder.compressMedia;
        splitSizeMb = builder.splitSizeMb;
        compressionLevel = builder.compressionLevel;
        deflate = builder.deflate;
        missingLfs = builder.missingLfs;
        onUnreadable = builder.onUnreadable;
        brokenRepository = builder.brokenRepository;
        includeSecrets = builder.includeSecrets;
        includeUnknownGit = builder.includeUnknownGit;
        exclude = List.copyOf(builder.exclude);
        verify = builder.verify;
    }

    /** The defaults of the table in the README. */
    public static ExportOptions defaults() {
        return DEFAULTS;
    }

    /** Starts with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads options from a JSON object; options that it does not name have their defaults.
     *
     * @throws InvalidOptionException if a name is unknown, or a value has the wrong type or range
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static ExportOptions fromJson(String json) {
        return OptionsJson.parse(json);
    }

    /** All options as one JSON object, in the documented order. */
    public String toJson() {
        return OptionsJsonWriter.write(this);
    }

    /** Starts with these options. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.format = format;
        builder.includeHistory = includeHistory;
        builder.includeCache = includeCache;
        builder.includeDependencies = includeDependencies;
        builder.compressMedia = compressMedia;
        builder.splitSizeMb = splitSizeMb;
        builder.compressionLevel = compressionLevel;
        builder.deflate = deflate;
        builder.missingLfs = missingLfs;
        builder.onUnreadable = onUnreadable;
        builder.brokenRepository = brokenRepository;
        builder.includeSecrets = includeSecrets;
        builder.includeUnknownGit = includeUnknownGit;
        builder.exclude = exclude;
        builder.verify = verify;
        return builder;
    }

    /** Name of the archive format, as in {@code "zip"}. */
    public String format() {
        return format;
    }

    /** Whether repositories are exported; otherwise only the working tree is. */
    public boolean includeHistory() {
        return includeHistory;
    }

    /** Whether caches and other derived files are exported. */
    public boolean includeCache() {
        return includeCache;
    }

    /** Whether the targets of links that lead out of the project are exported. */
    public boolean includeDependencies() {
        return includeDependencies;
    }

    /** Whether to try to compress media; otherwise they are stored as they are. */
    public boolean compressMedia() {
        return compressMedia;
    }

    /** Size of a volume in MiB; empty for one file. */
    public OptionalInt splitSizeMb() {
        return splitSizeMb;
    }

    /** 0 (none) to 9 (smallest). */
    public int compressionLevel() {
        return compressionLevel;
    }

    /**
     * Name of the implementation of DEFLATE for formats that use it, as in {@code "jdk"} or {@code "libdeflate"}. Each
     * makes other bytes of the same content.
     */
    public String deflate() {
        return deflate;
    }

    /** What to do if a Git LFS object is missing or corrupt. */
    public MissingLfs missingLfs() {
        return missingLfs;
    }

    /** What to do if the file system cannot read a file or folder of the project. */
    public OnUnreadable onUnreadable() {
        return onUnreadable;
    }

    /** What to do if a repository of the project is broken. */
    public BrokenRepository brokenRepository() {
        return brokenRepository;
    }

    /** Whether {@code .env} and similar files are exported. */
    public boolean includeSecrets() {
        return includeSecrets;
    }

    /** Whether files in Git folders that are no part of a repository that is known are exported. */
    public boolean includeUnknownGit() {
        return includeUnknownGit;
    }

    /** Patterns of files that are left out, in gitignore syntax. */
    public List<String> exclude() {
        return exclude;
    }

    /** Whether the archive is read back and checked before it gets its name. */
    public boolean verify() {
        return verify;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ExportOptions that && toJson().equals(that.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson();
    }

    /** Collects options; each starts at its default. */
    public static final class Builder {
        private String format = "zip";
        private boolean includeHistory = true;
        private boolean includeCache;
        private boolean includeDependencies;
        private boolean compressMedia;
        private OptionalInt splitSizeMb = OptionalInt.empty();
        private int compressionLevel = 6;
        private String deflate = DeflateEngine.JDK;
        private MissingLfs missingLfs = MissingLfs.WARN;
        private OnUnreadable onUnreadable = OnUnreadable.FAIL;
        private BrokenRepository brokenRepository = BrokenRepository.FAIL;
        private boolean includeSecrets;
        private boolean includeUnknownGit;
        private List<String> exclude = List.of();
        private boolean verify;

        private Builder() {}

        /** Name of the archive format; whether it exists is checked by the export. */
        public Builder format(String value) {
            format = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportOptions#includeHistory}. */
        public Builder includeHistory(boolean value) {
            includeHistory = value;
            return this;
        }

        /** See {@link ExportOptions#includeCache}. */
        public Builder includeCache(boolean value) {
            includeCache = value;
            return this;
        }

        /** See {@link ExportOptions#includeDependencies}. */
        public Builder includeDependencies(boolean value) {
            includeDependencies = value;
            return this;
        }

        /** See {@link ExportOptions#compressMedia}. */
        public Builder compressMedia(boolean value) {
            compressMedia = value;
            return this;
        }

        /** Size of a volume in MiB, 1 or more. */
        public Builder splitSizeMb(int value) {
            if (value < 1) {
                throw new InvalidOptionException("split_size_mb", "split_size_mb must be 1 or more, not " + value);
            }
            splitSizeMb = OptionalInt.of(value);
            return this;
        }

        /** One file, whatever its size. */
        public Builder unsplit() {
            splitSizeMb = OptionalInt.empty();
            return this;
        }

        /**
         * 0 (none) to 9 (smallest).
         *
         * @throws InvalidOptionException for any other number
         */
        public Builder compressionLevel(int value) {
            if (value < 0 || value > 9) {
                throw new InvalidOptionException("compression_level", "compression_level must be 0 to 9, not " + value);
            }
            compressionLevel = value;
            return this;
        }

        /** See {@link ExportOptions#deflate}; whether there is such an engine is checked by the export. */
        public Builder deflate(String value) {
            deflate = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportOptions#missingLfs}. */
        public Builder missingLfs(MissingLfs value) {
            missingLfs = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportOptions#onUnreadable}. */
        public Builder onUnreadable(OnUnreadable value) {
            onUnreadable = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportOptions#brokenRepository}. */
        public Builder brokenRepository(BrokenRepository value) {
            brokenRepository = Objects.requireNonNull(value);
            return this;
        }

        /** See {@link ExportOptions#includeSecrets}. */
        public Builder includeSecrets(boolean value) {
            includeSecrets = value;
            return this;
        }

        /** See {@link ExportOptions#includeUnknownGit}. */
        public Builder includeUnknownGit(boolean value) {
            includeUnknownGit = value;
            return this;
        }

        /** Patterns in gitignore syntax; replaces any patterns set before. */
        public Builder exclude(List<String> patterns) {
            exclude = List.copyOf(patterns);
            return this;
        }

        /** See {@link ExportOptions#verify}. */
        public Builder verify(boolean value) {
            verify = value;
            return this;
        }

        /** The options. */
        public ExportOptions build() {
            return new ExportOptions(this);
        }
    }
}
