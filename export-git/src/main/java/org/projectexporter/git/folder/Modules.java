package org.projectexporter.git.folder;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** The folder {@code modules}, which contains the repositories of submodules: gitrepository-layout(5). */
public final class Modules {
    private static final RawPath MODULES = RawPath.of("modules");

    private Modules() {}

    /**
     * Whether a folder below {@code modules} is a repository, even a damaged one. A submodule's name may contain
     * slashes, so there may be plain folders above it.
     *
     * @param path of the folder, relative to the repository that contains it
     */
    public static boolean isRepository(SourceItem folder, RawPath path) {
        Path file = folder.file();
        return path.startsWith(MODULES)
                && !path.equals(MODULES)
                && (isFileOrLink(file.resolve("HEAD"))
                        || Files.isRegularFile(file.resolve("config"), LinkOption.NOFOLLOW_LINKS)
                        || holdsObjectsAndRefs(file));
    }

    /**
     * Folders named {@code objects} and {@code refs} may themselves be the repositories of submodules such as
     * {@code media/objects} and {@code media/refs}.
     */
    private static boolean holdsObjectsAndRefs(Path folder) {
        return Files.isDirectory(folder.resolve("objects"))
                && Files.isDirectory(folder.resolve("refs"))
                && !isFileOrLink(folder.resolve("objects/HEAD"));
    }

    /** A folder of that name belongs to a submodule of that name, so it does not count. */
    private static boolean isFileOrLink(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
    }
}
