package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import org.projectexporter.ExportOptions.BrokenRepository;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOptions.Media;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.ExportOptions.OnUnreadable;
import org.projectexporter.internal.exporting.exclude.ExclusionRules;
import org.projectexporter.spi.compress.DeflateEngine;

/**
 * The values that {@link ExportOptions.Builder} collects, and their setters.
 *
 * @param <B> the builder
 */
abstract class OptionSetters<B extends OptionSetters<B>> {
    @Nullable
    String format;

    boolean includeHistory = true;
    boolean includeCache;
    boolean includeDependencies;
    boolean wholeCards;
    Media media = Media.ALL;
    List<String> mediaFolders = List.of();
    boolean compressMedia;
    OptionalInt splitSizeMb = OptionalInt.empty();
    int compressionLevel = 6;
    String deflate = DeflateEngine.JDK;
    MissingLfs missingLfs = MissingLfs.WARN;
    LfsMedia lfsMedia = LfsMedia.BOTH;
    OnUnreadable onUnreadable = OnUnreadable.FAIL;
    BrokenRepository brokenRepository = BrokenRepository.FAIL;
    boolean includeSecrets;
    boolean includeUnknownGit;
    List<String> exclude = List.of();
    boolean report;
    boolean verify;
    Optional<String> seal = Optional.empty();
    Optional<String> sealHash = Optional.empty();

    OptionSetters() {}

    /** This builder. */
    abstract B self();

    /** Name of the archive format, whatever the suffix of the target; the export checks whether it exists. */
    public B format(String value) {
        format = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#includeHistory}. */
    public B includeHistory(boolean value) {
        includeHistory = value;
        return self();
    }

    /** See {@link ExportOptions#includeCache}. */
    public B includeCache(boolean value) {
        includeCache = value;
        return self();
    }

    /** See {@link ExportOptions#includeDependencies}. */
    public B includeDependencies(boolean value) {
        includeDependencies = value;
        return self();
    }

    /** See {@link ExportOptions#wholeCards}; it needs {@link #includeDependencies}. */
    public B wholeCards(boolean value) {
        wholeCards = value;
        return self();
    }

    /** See {@link ExportOptions#media}. */
    public B media(Media value) {
        media = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#mediaFolders}; what is not such a path is an {@link InvalidOptionException}. */
    public B mediaFolders(List<String> folders) {
        mediaFolders = folders.stream().map(OptionSetters::folder).toList();
        return self();
    }

    private static String folder(String text) {
        String folder = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        for (String name : folder.split("/", -1)) {
            if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
                throw new InvalidOptionException(
                        "media_folders", "media_folders must be paths of folders below the project, not " + text);
            }
        }
        return folder;
    }

    /** See {@link ExportOptions#compressMedia}. */
    public B compressMedia(boolean value) {
        compressMedia = value;
        return self();
    }

    /** Size of a volume in MiB, 1 or more. */
    public B splitSizeMb(int value) {
        if (value < 1) {
            throw new InvalidOptionException("split_size_mb", "split_size_mb must be 1 or more, not " + value);
        }
        splitSizeMb = OptionalInt.of(value);
        return self();
    }

    /** One file, whatever its size. */
    public B unsplit() {
        splitSizeMb = OptionalInt.empty();
        return self();
    }

    /** 0 (none) to 9 (smallest); any other number is an {@link InvalidOptionException}. */
    public B compressionLevel(int value) {
        if (value < 0 || value > 9) {
            throw new InvalidOptionException("compression_level", "compression_level must be 0 to 9, not " + value);
        }
        compressionLevel = value;
        return self();
    }

    /** See {@link ExportOptions#deflate}; whether there is such an engine is checked by the export. */
    public B deflate(String value) {
        deflate = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#missingLfs}. */
    public B missingLfs(MissingLfs value) {
        missingLfs = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#lfsMedia}; {@link LfsMedia#ONCE} needs {@link #includeHistory}. */
    public B lfsMedia(LfsMedia value) {
        lfsMedia = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#onUnreadable}. */
    public B onUnreadable(OnUnreadable value) {
        onUnreadable = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#brokenRepository}. */
    public B brokenRepository(BrokenRepository value) {
        brokenRepository = Objects.requireNonNull(value);
        return self();
    }

    /** See {@link ExportOptions#includeSecrets}. */
    public B includeSecrets(boolean value) {
        includeSecrets = value;
        return self();
    }

    /** See {@link ExportOptions#includeUnknownGit}. */
    public B includeUnknownGit(boolean value) {
        includeUnknownGit = value;
        return self();
    }

    /**
     * Patterns in gitignore syntax; replaces any patterns set before. One that can match nothing, such as one with
     * an unclosed bracket, is an {@link InvalidOptionException}.
     */
    public B exclude(List<String> patterns) {
        exclude = List.copyOf(patterns);
        exclude.forEach(OptionSetters::requirePattern);
        return self();
    }

    private static void requirePattern(String pattern) {
        try {
            ExclusionRules.requireValid(pattern);
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("exclude", "exclude: " + e.getMessage());
        }
    }

    /** See {@link ExportOptions#verify}. */
    public B verify(boolean value) {
        verify = value;
        return self();
    }

    /** See {@link ExportOptions#report}. */
    public B report(boolean value) {
        report = value;
        return self();
    }

    /** See {@link ExportOptions#seal}; whether there is such a seal is checked by the export. */
    public B seal(String value) {
        seal = Optional.of(value);
        return self();
    }

    /** No seal, and no hash for it. */
    public B unsealed() {
        seal = Optional.empty();
        sealHash = Optional.empty();
        return self();
    }

    /** See {@link ExportOptions#sealHash}; it needs a {@link #seal}, and is checked by the export. */
    public B sealHash(String value) {
        sealHash = Optional.of(value);
        return self();
    }
}
