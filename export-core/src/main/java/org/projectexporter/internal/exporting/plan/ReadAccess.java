package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * What may be read outside the project.
 *
 * @param roots folders below which everything may be read, with their own links resolved
 * @param repositoryFolders whether the parts of a repository may be read wherever they are
 */
public record ReadAccess(List<Path> roots, boolean repositoryFolders) {
    /** Nothing. */
    public static final ReadAccess NONE = new ReadAccess(List.of(), false);

    public ReadAccess {
        roots = List.copyOf(roots);
    }
}
