package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;
import java.util.Set;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;

/**
 * What the export itself makes, and may make inside the project.
 *
 * @param paths files and folders to be passed over
 * @param folder where they lie
 * @param folderBefore that folder before anything was made in it
 */
public record OwnFiles(Set<Path> paths, Path folder, FileStat folderBefore) {
    public OwnFiles {
        paths = Set.copyOf(paths);
    }

    /** Whether {@code file}, which lies in {@link #folder}, is to be passed over. */
    boolean contains(Path file) {
        return paths.contains(file);
    }

    /** Whether {@code file} is to be passed over, or lies in a folder that is. */
    boolean holds(Path file) {
        return file.startsWith(folder) && paths.stream().anyMatch(file::startsWith);
    }

    /** What there was to be said of {@code file}, which has {@code now}, before the export has changed it. */
    FileStat asBefore(Path file, FileStat now) {
        return now.kind() == FileStat.Kind.DIRECTORY && file.equals(folder) ? folderBefore : now;
    }

    /** The item; with the time that it had before the export, if that has changed it. */
    SourceItem asBefore(SourceItem item) {
        FileStat stat = asBefore(item.file(), item.stat());
        return stat.equals(item.stat()) ? item : new SourceItem(item.file(), item.path(), stat);
    }
}
