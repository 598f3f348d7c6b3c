package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.MissingLfs;

/** The flags that say what goes into an archive; one that is not given leaves the option as it is. */
final class ArchiveFlags {
    @Option(
            names = "--history",
            negatable = true,
            fallbackValue = "true",
            description = "with the Git history (default), or the working tree alone")
    @Nullable
    Boolean history;

    @Option(
            names = "--cache",
            negatable = true,
            fallbackValue = "true",
            description = "with caches and other derived files (default: without)")
    @Nullable
    Boolean cache;

    @Option(
            names = "--dependencies",
            negatable = true,
            fallbackValue = "true",
            description = "with what links of the project point to outside of it (default: without)")
    @Nullable
    Boolean dependencies;

    @Option(
            names = "--compress-media",
            negatable = true,
            fallbackValue = "true",
            description = "compress media too (default: store them as they are)")
    @Nullable
    Boolean compressMedia;

    @Option(
            names = "--secrets",
            negatable = true,
            fallbackValue = "true",
            description = "with untracked .env files (default: without)")
    @Nullable
    Boolean secrets;

    @Option(names = "--compression-level", paramLabel = "N", description = "0 (none) to 9 (smallest); default 6")
    @Nullable
    Integer compressionLevel;

    @Option(names = "--split-size-mb", paramLabel = "N", description = "cut the archive into volumes of N MiB")
    @Nullable
    Integer splitSizeMb;

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description = "leave out what matches, as in .gitignore; may be repeated, and adds to those of --options")
    List<String> exclude = new ArrayList<>();

    @Option(
            names = "--missing-lfs",
            paramLabel = "fail|warn",
            description = "what to do where a Git LFS object is missing or corrupt; default warn")
    @Nullable
    MissingLfs missingLfs;

    @Option(
            names = "--verify",
            negatable = true,
            fallbackValue = "true",
            description = "read the archive back and check it before it gets its name (default: do not)")
    @Nullable
    Boolean verify;

    /** Puts what was given over {@code options}. */
    void apply(ExportOptions.Builder options, List<String> excludedBefore) {
        with(history, options::includeHistory);
        with(cache, options::includeCache);
        with(dependencies, options::includeDependencies);
        with(compressMedia, options::compressMedia);
        with(secrets, options::includeSecrets);
        with(compressionLevel, options::compressionLevel);
        with(splitSizeMb, options::splitSizeMb);
        with(missingLfs, options::missingLfs);
        with(verify, options::verify);
        List<String> all = new ArrayList<>(excludedBefore);
        all.addAll(exclude);
        options.exclude(all);
    }

    private static <T> void with(@Nullable T value, Consumer<T> option) {
        if (value != null) {
            option.accept(value);
        }
    }
}
