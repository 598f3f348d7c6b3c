package org.projectexporter.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportOptions.BrokenRepository;
import org.projectexporter.ExportOptions.LfsMedia;
import org.projectexporter.ExportOptions.Media;
import org.projectexporter.ExportOptions.MissingLfs;
import org.projectexporter.ExportOptions.OnUnreadable;

/** The flags that select what goes into an archive; a flag that is not given leaves its option unchanged. */
final class ArchiveFlags {
    @Option(
            names = "--history",
            negatable = true,
            fallbackValue = "true",
            description = "include the Git history (default), or only the working tree")
    @Nullable
    Boolean history;

    @Option(
            names = "--cache",
            negatable = true,
            fallbackValue = "true",
            description = "include caches and other derived files (default: no)")
    @Nullable
    Boolean cache;

    @Option(
            names = "--dependencies",
            negatable = true,
            fallbackValue = "true",
            description = "include the targets of links that lead out of the project (default: no)")
    @Nullable
    Boolean dependencies;

    @Option(
            names = "--whole-cards",
            negatable = true,
            fallbackValue = "true",
            description = "with --dependencies: include a camera's card or clip as a whole if a document names a"
                    + " part of it (default: no)")
    @Nullable
    Boolean wholeCards;

    @Option(
            names = "--media",
            paramLabel = "all|used",
            description = "with --dependencies: all files of media folders, or those that timelines and other documents"
                    + " use; default all")
    @Nullable
    Media media;

    @Option(
            names = "--media-folder",
            paramLabel = "DIR",
            description = "for --media used: a folder of the project, for example footage; repeatable")
    List<String> mediaFolders = new ArrayList<>();

    @Option(
            names = "--compress-media",
            negatable = true,
            fallbackValue = "true",
            description = "compress media too (default: store it uncompressed)")
    @Nullable
    Boolean compressMedia;

    @Option(
            names = "--secrets",
            negatable = true,
            fallbackValue = "true",
            description = "include untracked .env files (default: no)")
    @Nullable
    Boolean secrets;

    @Option(
            names = "--include-unknown-git",
            negatable = true,
            fallbackValue = "true",
            description = "include files in Git folders that are no part of a repository that is known (default: no)")
    @Nullable
    Boolean unknownGit;

    @Option(names = "--compression-level", paramLabel = "N", description = "0 (none) to 9 (smallest); default 6")
    @Nullable
    Integer compressionLevel;

    @Option(
            names = "--deflate",
            paramLabel = "ENGINE",
            description = "what compresses zip and tar.gz: jdk, or libdeflate, which is faster; default jdk")
    @Nullable
    String deflate;

    @Option(names = "--split-size-mb", paramLabel = "N", description = "split the archive into volumes of N MiB")
    @Nullable
    Integer splitSizeMb;

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            description =
                    "leave out matching files, in .gitignore syntax; repeatable; adds to the patterns in --options")
    List<String> exclude = new ArrayList<>();

    @Option(
            names = "--missing-lfs",
            paramLabel = "fail|warn",
            description = "what to do if a Git LFS object is missing or corrupt; default warn")
    @Nullable
    MissingLfs missingLfs;

    @Option(
            names = "--lfs-media",
            paramLabel = "both|once",
            description = "media that Git LFS tracks: in the working tree and in its store, or once; default both")
    @Nullable
    LfsMedia lfsMedia;

    @Option(
            names = "--on-unreadable",
            paramLabel = "fail|skip",
            description = "what to do about files that cannot be read: stop, or leave them out; default fail")
    @Nullable
    OnUnreadable onUnreadable;

    @Option(
            names = "--broken-repository",
            paramLabel = "fail|keep",
            description = "what to do about broken repositories: stop, or export them as they are; default fail")
    @Nullable
    BrokenRepository brokenRepository;

    @Option(
            names = "--verify",
            negatable = true,
            fallbackValue = "true",
            description = "read the archive back and check it before it gets its final name (default: no)")
    @Nullable
    Boolean verify;

    @Option(
            names = "--seal",
            paramLabel = "KIND",
            description = "add hashes of all files that other programs check: mhl (ASC Media Hash List), or bagit: the"
                    + " archive is a BagIt bag")
    @Nullable
    String seal;

    @Option(
            names = "--seal-hash",
            paramLabel = "HASH",
            description = "the hash of the seal mhl: xxh64, xxh3, xxh128, md5, sha1 or c4; default that of the"
                    + " project's history, else xxh64")
    @Nullable
    String sealHash;

    @Option(
            names = "--report",
            negatable = true,
            fallbackValue = "true",
            description = "write a page about the archive for its recipients, FILE.report.html (default: no)")
    @Nullable
    Boolean report;

    /** Overrides {@code options} with the flags that were given. */
    void apply(ExportOptions.Builder options, List<String> excludedBefore) {
        with(history, options::includeHistory);
        with(cache, options::includeCache);
        with(dependencies, options::includeDependencies);
        with(wholeCards, options::wholeCards);
        with(media, options::media);
        with(mediaFolders.isEmpty() ? null : mediaFolders, options::mediaFolders);
        with(compressMedia, options::compressMedia);
        with(secrets, options::includeSecrets);
        with(unknownGit, options::includeUnknownGit);
        with(compressionLevel, options::compressionLevel);
        with(deflate, options::deflate);
        with(splitSizeMb, options::splitSizeMb);
        with(missingLfs, options::missingLfs);
        with(lfsMedia, options::lfsMedia);
        with(onUnreadable, options::onUnreadable);
        with(brokenRepository, options::brokenRepository);
        with(verify, options::verify);
        with(report, options::report);
        with(seal, options::seal);
        with(sealHash, options::sealHash);
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
