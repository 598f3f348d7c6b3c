package org.projectexporter.internal.exporting.engine;

import java.util.function.Predicate;

import org.projectexporter.ExportOutline.FileClass;
import org.projectexporter.spi.PlannedEntry;
import org.projectexporter.spi.RawPath;

/**
 * What each file of an archive is to the people who work on the project. The manifest's {@code statistics} counts the
 * same classes: {@code by_class} those of the project, with {@code git} and {@code git_objects} as {@code history}, and
 * {@code lfs_current} and {@code lfs_older} as {@code lfs_versions}; and {@code dependencies}.
 */
public final class FileClasses {
    private final RawPath project;
    private final Predicate<RawPath> cache;

    /**
     * The classes of one project.
     *
     * @param project its folder in the archive; everything next to it is a dependency
     * @param cache whether a file of its working tree is a cache
     */
    public FileClasses(RawPath project, Predicate<RawPath> cache) {
        this.project = project;
        this.cache = cache;
    }

    /** The class of a file with content of this class. */
    public FileClass of(PlannedEntry file, ContentClass content) {
        if (!file.path().startsWith(project)) {
            return FileClass.DEPENDENCIES;
        }
        return switch (content) {
            case GIT -> FileClass.HISTORY;
            case LFS -> FileClass.LFS_VERSIONS;
            case MEDIA -> cache.test(file.path()) ? FileClass.CACHE : FileClass.MEDIA;
            case TEXT -> cache.test(file.path()) ? FileClass.CACHE : FileClass.TEXT;
            case OTHER -> cache.test(file.path()) ? FileClass.CACHE : FileClass.OTHER;
        };
    }
}
