package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.projectexporter.ArchiveDefect;
import org.projectexporter.ExportException;
import org.projectexporter.ImportNote;
import org.projectexporter.RefusedArchiveException;
import org.projectexporter.spi.EntryType;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.RestoreContext;

/**
 * A folder of an archive that holds something that a repository has, and what is known of it before anything is written. Whether it is
 * one, as a bare repository or that of a submodule, is known when all has been read.
 */
final class FoundFolder {
    static final RawPath CONFIG = RawPath.of("config");
    /** How many names below the folder what it has may lie: {@code objects/info/alternates}. */
    static final int MOST_NAMES = 3;

    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath COMMON_FOLDER = RawPath.of("commondir");
    private static final Set<RawPath> FOLDERS = Set.of(RawPath.of("objects"), RawPath.of("refs"));

    /** Through a link of these something would be run, removed or rewritten that lies elsewhere. */
    static final Set<RawPath> NEVER_LINKS = Set.of(
            HEAD,
            CONFIG,
            RawPath.of("config.worktree"),
            RawPath.of("objects"),
            RawPath.of("objects/info"),
            RawPath.of("refs"));

    private final Set<RawPath> signs = new TreeSet<>();
    private final Set<RawPath> links = new TreeSet<>();
    private final Set<RawPath> harmful = new TreeSet<>();
    /** What would be taken out of its configurations. */
    private final Map<RawPath, String> changes = new TreeMap<>();

    private @Nullable ExportException badConfig;
    private boolean hasConfig;
    private boolean hasLfs;

    /** Whether something of that name in a folder makes it worth being watched. */
    static boolean concerns(RawPath below, EntryType type) {
        return isSign(below, type)
                || ForeignGitFiles.NEVER_IN_A_REPOSITORY.contains(below.toString())
                || isForbiddenLink(below, type);
    }

    private static boolean isSign(RawPath below, EntryType type) {
        return below.equals(HEAD) ? type != EntryType.DIRECTORY : FOLDERS.contains(below) && type != EntryType.FILE;
    }

    private static boolean isForbiddenLink(RawPath below, EntryType type) {
        boolean link = type == EntryType.SYMBOLIC_LINK || type == EntryType.HARD_LINK;
        return link && NEVER_LINKS.contains(below);
    }

    static boolean isConfig(RawPath path) {
        String name = path.fileName().toString();
        return name.equals("config") || name.equals("config.worktree");
    }

    /** Notes what {@link #concerns} it. */
    void add(RawPath below, EntryType type) {
        if (isSign(below, type)) {
            signs.add(below);
        }
        if (isForbiddenLink(below, type)) {
            links.add(below);
        }
        if (ForeignGitFiles.NEVER_IN_A_REPOSITORY.contains(below.toString())) {
            harmful.add(below);
        }
    }

    /** Notes a configuration that stays as it is unless the folder turns out to be a repository. */
    void addConfig(RawPath file, byte[] content) throws IOException {
        try {
            RewrittenConfig clean = ImportedConfig.rewritten(file, content);
            if (clean.change() != null) {
                changes.put(file, clean.change());
            }
            addCleanConfig(file, clean.bytes());
        } catch (ExportException e) {
            badConfig = e;
        }
    }

    /** Notes a configuration as it comes in. */
    void addCleanConfig(RawPath file, byte[] content) throws IOException {
        if (file.isNamed(CONFIG)) {
            hasConfig = true;
            hasLfs = LfsFilter.isIn(content);
        }
    }

    /** {@code is_git_directory} in Git's {@code setup.c}: with objects and refs of its own, or with those of another. */
    boolean isRepository() {
        return signs.contains(HEAD) && (signs.containsAll(FOLDERS) || harmful.contains(COMMON_FOLDER));
    }

    /** Whether it has a configuration without the filter of Git LFS. */
    boolean lacksLfs() {
        return hasConfig && !hasLfs;
    }

    /** Reports what an import would leave out of the repository at {@code folder}, and clean. */
    void report(RawPath folder, RestoreContext context) throws ExportException {
        for (RawPath link : links) {
            throw refusedLink(folder.resolve(link));
        }
        if (badConfig != null) {
            throw badConfig;
        }
        harmful.forEach(below -> context.report(ImportNote.Kind.LEFT_OUT, folder.resolve(below), ForeignGitFiles.WHY));
        changes.forEach((file, change) -> context.report(ImportNote.Kind.CLEANED, file, change));
    }

    static RefusedArchiveException refusedLink(RawPath path) {
        return new RefusedArchiveException(
                ArchiveDefect.LINK_IN_GIT, path, "a link in the folder of a repository, in place of what Git reads");
    }
}
