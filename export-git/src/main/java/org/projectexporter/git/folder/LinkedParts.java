package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.projectexporter.ExportException.Reason;
import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * Parts of a Git folder that are behind symbolic links, as git-new-workdir makes them and people who move a large part
 * to another disk. Such a part is exported like one without a link, if its target is in the project or below a folder
 * that the caller allows; otherwise the export is refused. A symbolic ref (git-symbolic-ref(1)) remains one.
 */
public final class LinkedParts {
    private static final RawPath HEAD = RawPath.of("HEAD");
    private static final RawPath REFS = RawPath.of("refs");
    private static final RawPath MODULES = RawPath.of("modules");
    /** Links that lead to each other make paths without end; no Git folder is that deep. */
    private static final int DEEPEST = 64;

    private LinkedParts() {}

    /**
     * The item that a link leads to, at the link's path; the item itself if it is no link, if it is a symbolic ref, or
     * if what it leads to would not be exported. Also a link that leads nowhere, if broken repositories are exported as
     * they are.
     *
     * @param path of the item, relative to the repository's folder
     * @param dirs the folders of the repository
     * @throws SourceException if the target may not be read, or cannot be exported
     */
    public static SourceItem follow(SourceItem item, RawPath path, GitDirs dirs, SourceContext context)
            throws IOException {
        if (item.stat().kind() != FileStat.Kind.SYMBOLIC_LINK || !isFollowed(item, path)) {
            return item;
        }
        Object shown = context.inArchive(item.path());
        Path real = real(item.file());
        if (real == null) {
            if (Damage.isKept(context)) {
                return item;
            }
            throw GitErrors.broken(
                    context.inArchive(repository(item, path)),
                    path + " is a link to " + target(item) + ", which is missing; bring it back, or remove the link");
        }
        admit(real, dirs, shown, context);
        requireNoCycle(item, path, real, shown);
        FileStat stat = context.stat(real);
        boolean module = path.startsWith(MODULES) && !path.equals(MODULES);
        if (stat.kind() == FileStat.Kind.DIRECTORY && !module && isGitFolder(real)) {
            throw GitErrors.unsupported(
                    shown, "a part of a repository that is a link to another repository, " + real + ",");
        }
        return new SourceItem(real, item.path(), stat);
    }

    private static boolean isFollowed(SourceItem link, RawPath path) throws IOException {
        RawPath target = target(link);
        if (path.equals(HEAD) || isSymbolicRef(path, target) || GitNames.isLock(path)) {
            return false;
        }
        return switch (GitFolderTable.find(path, true).rule()) {
            case NEVER, SECRET, DERIVED, HOOKS, WORKTREES, UNKNOWN -> false;
            case FILES, CONTENT -> RelativePaths.resolve(RelativePaths.parentOf(path), target) == null;
            default -> true;
        };
    }

    /** Whether Git reads a link as a symbolic ref: {@code read_ref_internal} in its {@code refs/files-backend.c}. */
    private static boolean isSymbolicRef(RawPath path, RawPath target) {
        return path.startsWith(REFS)
                && GitDirectory.isHeadLink(target)
                && !target.toString().contains("..");
    }

    /** The repository of an item, whose path in it is {@code path}. */
    private static RawPath repository(SourceItem item, RawPath path) {
        RawPath repository = item.path();
        for (RawPath at = path; !at.isRoot(); at = RelativePaths.parentOf(at)) {
            repository = RelativePaths.parentOf(repository);
        }
        return repository;
    }

    private static RawPath target(SourceItem link) throws IOException {
        return NativeNames.linkTarget(link.file(), link.stat());
    }

    private static @Nullable Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return null; // its target is missing, or it leads to itself
        }
    }

    /**
     * Requires that a path without links may be read as a part of a repository.
     *
     * @throws SourceException if it may not
     */
    public static void admit(Path real, GitDirs dirs, Object shown, SourceContext context) throws SourceException {
        if (real.startsWith(dirs.own()) || real.startsWith(dirs.common())) {
            return;
        }
        Path project = context.projectFolder();
        boolean excluded = real.startsWith(project) && context.isTakenByPattern(DiskPaths.below(project, real));
        if (!context.isAllowed(real) || excluded) {
            throw SourceException.withOption(
                    Reason.OUTSIDE_NOT_ALLOWED,
                    shown + ": it is a link to " + real + ", which is "
                            + (excluded ? "left out of the export" : "outside the project")
                            + "; allow reading it as a dependency, replace the link with its target, or export without"
                            + " history",
                    "dependencyRoots",
                    null);
        }
        OutsideAccess.report(context, Files.isDirectory(real) ? real : real.resolveSibling(""));
    }

    private static void requireNoCycle(SourceItem item, RawPath path, Path real, Object shown) throws IOException {
        Path folder = item.file().resolveSibling("").toRealPath();
        boolean deep = path.toString().chars().filter(c -> c == '/').count() > DEEPEST;
        if (folder.startsWith(real) || deep) {
            throw GitErrors.unsupported(shown, "a link to a folder that contains it, " + real + ",");
        }
    }

    private static boolean isGitFolder(Path folder) {
        return Files.exists(folder.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                && Files.exists(folder.resolve("config"), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where a file of a repository is, for one that is only examined; a symbolic ref is not followed. */
    static Path locate(Path folder, RawPath path) throws IOException {
        Path file = NativeNames.resolve(folder, path);
        if (path.isRoot()) {
            return file;
        }
        try {
            Path parent = file.resolveSibling("");
            Path real = parent.toRealPath().equals(folder.toRealPath().resolve(folder.relativize(parent)))
                    ? file
                    : parent.toRealPath().resolve(file.getFileName());
            boolean link = Files.isSymbolicLink(real);
            boolean ref = path.equals(HEAD) || path.startsWith(REFS);
            return link && !(ref && !Files.isDirectory(real)) ? real.toRealPath() : real;
        } catch (FileSystemException e) {
            return file; // it does not exist
        }
    }
}
