package org.projectexporter.git.folder;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The file {@code .git} of a working tree, which names the folder of its repository: gitrepository-layout(5). It is
 * exported as a file if the repository has a place of its own in the archive, as a submodule's does; otherwise the
 * repository replaces it.
 *
 * @param text the file as it is exported, if it is
 * @param target the repository's folder, links resolved
 * @param folder the repository's folder in the archive, relative to the project's folder, if it has a place of its own;
 *     otherwise null
 * @param rewritten whether the text differs from that of the file on disk
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record GitLink(byte[] text, Path target, @Nullable RawPath folder, boolean rewritten) {
    private static final String PREFIX = "gitdir: ";
    private static final RawPath GIT = RawPath.of(".git");
    private static final RawPath MODULES = RawPath.of("modules");

    /**
     * Reads a file {@code .git}.
     *
     * @throws SourceException if its target is missing or may not be read
     */
    public static GitLink read(SourceItem file, SourceContext context) throws IOException {
        byte[] text = SmallFile.read(file);
        RawPath named = target(text, context.inArchive(file.path()));
        Path target = real(file, named, context);
        RawPath folder = ownPlace(file, target, context);
        if (folder == null) {
            Path admitted = OutsideAccess.admit(
                    context,
                    context.inArchive(file.path()),
                    isLinkedWorktree(target) ? "the folder of this worktree" : "its Git folder",
                    target);
            return new GitLink(text, admitted, null, false);
        }
        RawPath parent = RelativePaths.parentOf(file.path());
        boolean same = folder.equals(RelativePaths.resolve(parent, named));
        return new GitLink(same ? text : GitFile.textFor(RelativePaths.between(parent, folder)), target, folder, !same);
    }

    /** Whether a text names a folder. */
    static boolean isWellFormed(byte[] text) {
        String line = new String(text, StandardCharsets.ISO_8859_1).stripTrailing();
        return line.startsWith(PREFIX) && line.indexOf('\n') < 0;
    }

    private static RawPath target(byte[] text, Object shown) throws SourceException {
        if (!isWellFormed(text)) {
            throw GitErrors.broken(shown, "the file is not of the form 'gitdir: FOLDER'");
        }
        return DiskPaths.line(text, PREFIX.length());
    }

    private static Path real(SourceItem file, RawPath named, SourceContext context) throws IOException {
        Path folder = file.file().resolveSibling("");
        Path target = DiskPaths.isAbsolute(named) ? NativeNames.toPath(named) : NativeNames.resolve(folder, named);
        if (!Files.isDirectory(target)) {
            throw GitErrors.broken(
                    context.inArchive(file.path()),
                    "it points to " + named + ", which is missing; restore that folder");
        }
        return target.toRealPath();
    }

    private static boolean isLinkedWorktree(Path target) {
        return Files.exists(target.resolve("commondir"), LinkOption.NOFOLLOW_LINKS);
    }

    private static @Nullable RawPath ownPlace(SourceItem file, Path target, SourceContext context) throws IOException {
        if (isLinkedWorktree(target)) {
            return null;
        }
        RawPath moved = belowMovedRepository(file, target, context);
        if (moved != null || !target.startsWith(context.projectFolder())) {
            return moved;
        }
        RawPath folder = DiskPaths.below(context.projectFolder(), target);
        boolean submodule = ("/" + folder).contains("/.git/modules/");
        boolean bare = !("/" + folder + "/").contains("/.git/")
                && GitDirectory.isCompleteAt(target)
                && !context.isTakenByPattern(folder);
        if (submodule || bare) {
            return folder;
        }
        throw GitErrors.unsupported(
                context.inArchive(file.path()),
                "a .git file that points into the project, but to no repository of a submodule,"
                        + " and to none that Git would open there (move that folder here, under the name .git)");
    }

    /**
     * The place in the archive of a submodule's repository, if it is inside the enclosing repository and that one is
     * moved.
     */
    private static @Nullable RawPath belowMovedRepository(SourceItem file, Path target, SourceContext context)
            throws IOException {
        for (RawPath at = RelativePaths.parentOf(file.path()); !at.isRoot(); ) {
            at = RelativePaths.parentOf(at);
            RawPath path = at.resolve(GIT);
            Path outer = NativeNames.resolve(context.projectFolder(), path);
            SourceItem item =
                    kind(outer) == FileStat.Kind.FILE ? new SourceItem(outer, path, FileStat.read(outer)) : null;
            if (item != null && NoRepository.why(item, context) == null) {
                GitLink link = read(item, context);
                if (link.folder == null && target.startsWith(link.target.resolve(MODULES.toString()))) {
                    return path.resolve(DiskPaths.below(link.target, target));
                }
            }
        }
        return null;
    }

    /** The kind of a file; null if there is none. */
    public static FileStat.@Nullable Kind kind(Path file) throws IOException {
        try {
            return FileStat.read(file).kind();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
