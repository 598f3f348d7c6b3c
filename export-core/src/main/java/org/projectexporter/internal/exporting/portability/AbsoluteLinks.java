package org.projectexporter.internal.exporting.portability;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;

/** Recognises targets of symbolic links that are absolute paths into the project itself. */
public final class AbsoluteLinks {
    /** For a plan without a project. */
    static final AbsoluteLinks NONE = new AbsoluteLinks(RawPath.ROOT, RawPath.ROOT);

    private final RawPath name;
    private final RawPath folder;

    private AbsoluteLinks(RawPath name, RawPath folder) {
        this.name = name;
        this.folder = folder;
    }

    /**
     * Recognises those into a project.
     *
     * @param name its folder in the archive
     * @param project its folder on the disk, links resolved
     */
    public static AbsoluteLinks into(RawPath name, Path project) {
        return new AbsoluteLinks(name, NativeNames.bytesOf(project));
    }

    /** The path in the archive that a target leads to; null if it does not lead into the project. */
    @Nullable
    RawPath placeOf(RawPath target) {
        if (folder.isRoot() || !target.startsWith(folder)) {
            return null;
        }
        RawPath below = target.relativeTo(folder);
        return below.isRoot() ? name : isPlain(below.toString()) ? name.resolve(below) : null;
    }

    /** Whether a path has neither empty names nor dots, so that it cannot lead back out. */
    private static boolean isPlain(String path) {
        return List.of(path.split("/", -1)).stream()
                .noneMatch(name -> List.of("", ".", "..").contains(name));
    }
}
