package org.projectexporter.git;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.projectexporter.SourceException;
import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;

/**
 * The file {@code .git} of a submodule's working tree, which says where its repository lies: gitrepository-layout(5).
 *
 * @param text the file as it is
 * @param folder the repository's folder, as seen from the project's
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GitLink(byte[] text, RawPath folder) {
    private static final String PREFIX = "gitdir: ";
    private static final String MODULES = "/.git/modules/";

    /**
     * Reads a file {@code .git}.
     *
     * @throws SourceException if it is anything but the way to a submodule's repository in the same project
     */
    static GitLink read(SourceItem file, SourceContext context) throws IOException {
        Object shown = context.inArchive(file.path());
        byte[] text = SmallFile.read(file);
        String line = new String(text, StandardCharsets.ISO_8859_1).stripTrailing();
        if (!line.startsWith(PREFIX) || line.indexOf('\n') >= 0) {
            throw GitErrors.broken(shown, "the file is not of the form 'gitdir: FOLDER'");
        }
        RawPath target = RawPath.of(line.substring(PREFIX.length()).getBytes(StandardCharsets.ISO_8859_1));
        RawPath parent = file.path().parent();
        RawPath folder = parent == null ? null : RelativePaths.resolve(parent, target);
        if (folder == null || !("/" + folder).contains(MODULES)) {
            throw GitErrors.unsupported(shown, shape(target));
        }
        if (!isRealFolder(context.projectFolder(), folder)) {
            throw GitErrors.broken(shown, "it points to " + target + ", which is missing");
        }
        return new GitLink(text, folder);
    }

    private static String shape(RawPath target) {
        return target.toString().contains("/worktrees/")
                ? "a linked worktree"
                : "a .git file that points elsewhere than to a submodule's repository in the project";
    }

    /** Whether there is a folder, reached without following links, so that it lies where its path says. */
    static boolean isRealFolder(Path project, RawPath folder) throws IOException {
        for (@Nullable RawPath at = folder; at != null && !at.isRoot(); at = at.parent()) {
            if (kind(NativeNames.resolve(project, at)) != FileStat.Kind.DIRECTORY) {
                return false;
            }
        }
        return true;
    }

    static FileStat.@Nullable Kind kind(Path file) throws IOException {
        try {
            return FileStat.read(file).kind();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
