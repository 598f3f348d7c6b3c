package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportRequest.PathMapping;

/**
 * What may be read outside the project, and where it is.
 *
 * @param roots folders below which everything may be read, with their own links resolved
 * @param repositoryFolders whether the parts of a repository may be read wherever they are
 * @param mappings where files are that documents name by paths of another machine
 */
public record ReadAccess(List<Path> roots, boolean repositoryFolders, List<PathMapping> mappings) {
    /** Nothing. */
    public static final ReadAccess NONE = new ReadAccess(List.of(), false);

    public ReadAccess {
        roots = List.copyOf(roots);
        mappings = List.copyOf(mappings);
    }

    /** Access without mappings. */
    public ReadAccess(List<Path> roots, boolean repositoryFolders) {
        this(roots, repositoryFolders, List.of());
    }

    /** The same, with the parts of repositories only below the roots. */
    ReadAccess withoutRepositoryFolders() {
        return new ReadAccess(roots, false, mappings);
    }
}
