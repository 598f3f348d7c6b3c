package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

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

    /** Whether media that Git LFS tracks are in the archive once or twice. */
    public enum LfsMedia {
        /** In the working tree and in the store of Git LFS, so that the archive needs only to be unpacked. */
        BOTH,
        /**
         * In the working tree. An import copies them into the store; where the archive is unpacked in another way,
         * {@code RESTORE-LFS.sh} in it must run before any other Git command or edit.
         */
        ONCE
    }

    /** Which files of {@linkplain ExportOptions#mediaFolders media folders} are exported. */
    public enum Media {
        /** All of them. */
        ALL,
        /** Those that timelines and other documents of the project use. */
        USED
    }

    private static final ExportOptions DEFAULTS = builder().build();

    private final OptionValues values;

    private ExportOptions(Builder builder) {
        values = OptionValues.of(builder);
    }

    /** {@return the defaults of the table in the README} */
    public static ExportOptions defaults() {
        return DEFAULTS;
    }

    /** {@return a builder with the defaults} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return options from a JSON object} Those that it does not name have their defaults.
     *
     * @param json an object as {@link #toJson} writes it, with all or some of its members
     * @throws InvalidOptionException if a name is unknown, or a value has the wrong type or range
     * @throws IllegalArgumentException if it is not a JSON object
     */
    public static ExportOptions fromJson(String json) {
        return OptionsJson.parse(json);
    }

    /** {@return all options as one JSON object, in the documented order} */
    public String toJson() {
        return OptionsJsonWriter.write(this);
    }

    /** {@return a builder with these options} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        values.copyTo(builder);
        return builder;
    }

    /**
     * {@return the name of the archive format; {@code "zip"} if none was set: an export then uses that of the target's
     * suffix}
     */
    public String format() {
        String format = values.format();
        return format == null ? "zip" : format;
    }

    boolean hasFormat() {
        return values.format() != null;
    }

    /** {@return whether repositories are exported; otherwise only the working tree is} */
    public boolean includeHistory() {
        return values.includeHistory();
    }

    /** {@return whether caches and other derived files are exported} */
    public boolean includeCache() {
        return values.includeCache();
    }

    /** {@return whether the targets of links that lead out of the project are exported} */
    public boolean includeDependencies() {
        return values.includeDependencies();
    }

    /**
     * {@return whether what a camera has recorded together is exported as a whole if a document names a part of it:
     * folders of cards and clips} It needs {@link #includeDependencies}.
     */
    public boolean wholeCards() {
        return values.wholeCards();
    }

    /**
     * {@return which files of {@link #mediaFolders} are exported} {@link Media#USED} needs
     * {@link #includeDependencies}.
     */
    public Media media() {
        return values.media();
    }

    /** {@return the folders of the project that hold media, relative to it, with {@code /} between names} */
    public List<String> mediaFolders() {
        return values.mediaFolders();
    }

    /** {@return whether to try to compress media; otherwise they are stored as they are} */
    public boolean compressMedia() {
        return values.compressMedia();
    }

    /** {@return the size of a volume in MiB; empty for one file} */
    public OptionalInt splitSizeMb() {
        return values.splitSizeMb();
    }

    /** {@return how much to compress: 0 (none) to 9 (smallest)} */
    public int compressionLevel() {
        return values.compressionLevel();
    }

    /**
     * {@return the name of the implementation of DEFLATE for formats that use it, as in {@code "jdk"} or
     * {@code "libdeflate"}} Each makes other bytes of the same content.
     */
    public String deflate() {
        return values.deflate();
    }

    /** {@return what to do if a Git LFS object is missing or corrupt} */
    public MissingLfs missingLfs() {
        return values.missingLfs();
    }

    /** {@return whether media that Git LFS tracks are in the archive once or twice} */
    public LfsMedia lfsMedia() {
        return values.lfsMedia();
    }

    /** {@return what to do if the file system cannot read a file or folder of the project} */
    public OnUnreadable onUnreadable() {
        return values.onUnreadable();
    }

    /** {@return what to do if a repository of the project is broken} */
    public BrokenRepository brokenRepository() {
        return values.brokenRepository();
    }

    /** {@return whether {@code .env} and similar files are exported} */
    public boolean includeSecrets() {
        return values.includeSecrets();
    }

    /** {@return whether files in Git folders that are no part of a repository that is known are exported} */
    public boolean includeUnknownGit() {
        return values.includeUnknownGit();
    }

    /** {@return the patterns of files that are left out, in gitignore syntax} */
    public List<String> exclude() {
        return values.exclude();
    }

    /** {@return whether the archive is read back and checked before it gets its name} */
    public boolean verify() {
        return values.verify();
    }

    /** {@return whether a page of HTML about the archive is written next to it: {@link ExportResult#report}} */
    public boolean report() {
        return values.report();
    }

    /**
     * {@return the kind of seal that the archive gets, as in {@code "mhl"}: hashes of all files in a form that other
     * programs check} With {@code "bagit"} the archive is a BagIt 1.0 bag. Empty for none.
     */
    public Optional<String> seal() {
        return values.seal();
    }

    /**
     * {@return the hash that the seal records, as in {@code "xxh64"}; empty for that of earlier seals, or its default}
     */
    public Optional<String> sealHash() {
        return values.sealHash();
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
    public static final class Builder extends OptionSetters<Builder> {
        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /**
         * {@return the options}
         *
         * @throws InvalidOptionException if an option lacks one that it needs: {@link LfsMedia#ONCE} history, {@link
         *     ExportOptions#wholeCards} dependencies, {@link Media#USED} dependencies and folders, {@link
         *     ExportOptions#sealHash} a seal
         */
        public ExportOptions build() {
            if (lfsMedia == LfsMedia.ONCE && !includeHistory) {
                String why = "lfs_media \"once\" needs the history: without it, media are in an archive once anyway";
                throw new InvalidOptionException("lfs_media", why);
            }
            if (sealHash.isPresent() && seal.isEmpty()) {
                throw new InvalidOptionException("seal_hash", "seal_hash needs a seal; set seal as well");
            }
            if (wholeCards && !includeDependencies) {
                throw new InvalidOptionException("whole_cards", "whole_cards requires include_dependencies");
            }
            if (media == Media.USED && (!includeDependencies || mediaFolders.isEmpty())) {
                String what = "media \"used\" requires include_dependencies and media_folders";
                throw new InvalidOptionException("media", what);
            }
            return new ExportOptions(this);
        }
    }
}
