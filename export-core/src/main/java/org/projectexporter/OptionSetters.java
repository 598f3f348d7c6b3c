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

    /**
     * {@return this builder, with {@link ExportOptions#format} set, whatever the suffix of the target}
     * @param value a name; the export checks whether there is such a format
     */
    public B format(String value) {
        format = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#includeHistory} set}
     * @param value true by default
     */
    public B includeHistory(boolean value) {
        includeHistory = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#includeCache} set}
     * @param value false by default
     */
    public B includeCache(boolean value) {
        includeCache = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#includeDependencies} set}
     * @param value false by default
     */
    public B includeDependencies(boolean value) {
        includeDependencies = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#wholeCards} set}
     * @param value true needs {@link ExportOptions#includeDependencies}
     */
    public B wholeCards(boolean value) {
        wholeCards = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#media} set}
     * @param value {@link Media#USED} needs {@link ExportOptions#includeDependencies} and {@link
     *     ExportOptions#mediaFolders}
     */
    public B media(Media value) {
        media = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#mediaFolders} set}
     * @param folders paths below the project, with {@code /} between names
     * @throws InvalidOptionException if one is not such a path
     */
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

    /**
     * {@return this builder, with {@link ExportOptions#compressMedia} set}
     * @param value false by default
     */
    public B compressMedia(boolean value) {
        compressMedia = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#splitSizeMb} set}
     * @param value the size of a volume in MiB, 1 or more
     * @throws InvalidOptionException if it is less than 1
     */
    public B splitSizeMb(int value) {
        if (value < 1) {
            throw new InvalidOptionException("split_size_mb", "split_size_mb must be 1 or more, not " + value);
        }
        splitSizeMb = OptionalInt.of(value);
        return self();
    }

    /** {@return this builder, set to one file, whatever its size} */
    public B unsplit() {
        splitSizeMb = OptionalInt.empty();
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#compressionLevel} set}
     * @param value 0 (none) to 9 (smallest)
     * @throws InvalidOptionException if it is another number
     */
    public B compressionLevel(int value) {
        if (value < 0 || value > 9) {
            throw new InvalidOptionException("compression_level", "compression_level must be 0 to 9, not " + value);
        }
        compressionLevel = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#deflate} set}
     * @param value a name; the export checks whether there is such an engine
     */
    public B deflate(String value) {
        deflate = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#missingLfs} set}
     * @param value {@link MissingLfs#WARN} by default
     */
    public B missingLfs(MissingLfs value) {
        missingLfs = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#lfsMedia} set}
     * @param value {@link LfsMedia#ONCE} needs {@link ExportOptions#includeHistory}
     */
    public B lfsMedia(LfsMedia value) {
        lfsMedia = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#onUnreadable} set}
     * @param value {@link OnUnreadable#FAIL} by default
     */
    public B onUnreadable(OnUnreadable value) {
        onUnreadable = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#brokenRepository} set}
     * @param value {@link BrokenRepository#FAIL} by default
     */
    public B brokenRepository(BrokenRepository value) {
        brokenRepository = Objects.requireNonNull(value);
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#includeSecrets} set}
     * @param value false by default
     */
    public B includeSecrets(boolean value) {
        includeSecrets = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#includeUnknownGit} set}
     * @param value false by default
     */
    public B includeUnknownGit(boolean value) {
        includeUnknownGit = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#exclude} set, in place of earlier patterns}
     * @param patterns in gitignore syntax
     * @throws InvalidOptionException if one can match nothing, such as one with an unclosed bracket
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

    /**
     * {@return this builder, with {@link ExportOptions#verify} set}
     * @param value false by default
     */
    public B verify(boolean value) {
        verify = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#report} set}
     * @param value false by default
     */
    public B report(boolean value) {
        report = value;
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#seal} set}
     * @param value a name; the export checks whether there is such a seal
     */
    public B seal(String value) {
        seal = Optional.of(value);
        return self();
    }

    /** {@return this builder, without a seal and a hash for it} */
    public B unsealed() {
        seal = Optional.empty();
        sealHash = Optional.empty();
        return self();
    }

    /**
     * {@return this builder, with {@link ExportOptions#sealHash} set}
     * @param value needs a {@link ExportOptions#seal}; the export checks whether that has such a hash
     */
    public B sealHash(String value) {
        sealHash = Optional.of(value);
        return self();
    }
}
