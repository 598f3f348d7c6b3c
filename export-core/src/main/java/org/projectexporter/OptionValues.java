package org.projectexporter;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.projectexporter.ExportOptions.BrokenRepository;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOptions.Media;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.ExportOptions.OnUnreadable;

/** The values of {@link ExportOptions}, in the documented order. */
record OptionValues(
        @Nullable String format,
        boolean includeHistory,
        boolean includeCache,
        boolean includeDependencies,
        boolean wholeCards,
        Media media,
        List<String> mediaFolders,
        boolean compressMedia,
        OptionalInt splitSizeMb,
        int compressionLevel,
        String deflate,
        MissingLfs missingLfs,
        LfsMedia lfsMedia,
        OnUnreadable onUnreadable,
        BrokenRepository brokenRepository,
        boolean includeSecrets,
        boolean includeUnknownGit,
        List<String> exclude,
        boolean report,
        Optional<String> seal,
        Optional<String> sealHash,
        boolean verify) {
    /** The values that were collected. */
    static OptionValues of(OptionSetters<?> builder) {
        return new OptionValues(
                builder.format,
                builder.includeHistory,
                builder.includeCache,
                builder.includeDependencies,
                builder.wholeCards,
                builder.media,
                List.copyOf(builder.mediaFolders),
                builder.compressMedia,
                builder.splitSizeMb,
                builder.compressionLevel,
                builder.deflate,
                builder.missingLfs,
                builder.lfsMedia,
                builder.onUnreadable,
                builder.brokenRepository,
                builder.includeSecrets,
                builder.includeUnknownGit,
                List.copyOf(builder.exclude),
                builder.report,
                builder.seal,
                builder.sealHash,
                builder.verify);
    }

    void copyTo(OptionSetters<?> builder) {
        builder.format = format;
        builder.includeHistory = includeHistory;
        builder.includeCache = includeCache;
        builder.includeDependencies = includeDependencies;
        builder.wholeCards = wholeCards;
        builder.media = media;
        builder.mediaFolders = mediaFolders;
        builder.compressMedia = compressMedia;
        builder.splitSizeMb = splitSizeMb;
        builder.compressionLevel = compressionLevel;
        builder.deflate = deflate;
        builder.missingLfs = missingLfs;
        builder.lfsMedia = lfsMedia;
        builder.onUnreadable = onUnreadable;
        builder.brokenRepository = brokenRepository;
        builder.includeSecrets = includeSecrets;
        builder.includeUnknownGit = includeUnknownGit;
        builder.exclude = exclude;
        builder.report = report;
        builder.verify = verify;
        builder.seal = seal;
        builder.sealHash = sealHash;
    }
}
