package org.projectexporter.internal.exporting.plan;

import java.nio.file.Path;
import java.util.List;

/**
 * What outside the project may be read.
 *
 * @param roots folders below which all may be read, their own links resolved
 * @param repositoryFolders whether the parts of a repository may be read wherever they lie
 */
public record ReadAccess(List<Path> roots, boolean repositoryFolders) {
    /** Nothing at all. */
    public static final ReadAccess NONE = new ReadAccess(List.of(), false);

    public ReadAccess {
        roots = List.copyOf(roots);
    }
}
