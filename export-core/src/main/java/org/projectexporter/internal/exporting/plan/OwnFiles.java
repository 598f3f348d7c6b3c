package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;
import java.util.Set;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.SourceItem;

/**
 * The files that the export itself creates, possibly inside the project.
 *
 * @param paths files and folders to be skipped
 * @param folder their parent folder
 * @param folderBefore attributes of that folder before anything was created in it
 */
public record OwnFiles(Set<Path> paths, Path folder, FileStat folderBefore) {
    public OwnFiles {
        paths = Set.copyOf(paths);
    }

    /** Whether {@code file}, which is in {@link #folder}, is to be skipped. */
    boolean contains(Path file) {
        return paths.contains(file);
    }

    /** Whether {@code file} is to be skipped, or is in a folder that is. */
    boolean holds(Path file) {
        return file.startsWith(folder) && paths.stream().anyMatch(file::startsWith);
    }

    /** The attributes of {@code file}, now {@code now}, before the export changed them. */
    FileStat asBefore(Path file, FileStat now) {
        return now.kind() == FileStat.Kind.DIRECTORY && file.equals(folder) ? folderBefore : now;
    }

    /** The item, with the time that it had before the export if the export changed it. */
    SourceItem asBefore(SourceItem item) {
        FileStat stat = asBefore(item.file(), item.stat());
        return stat.equals(item.stat()) ? item : new SourceItem(item.file(), item.path(), stat);
    }
}
