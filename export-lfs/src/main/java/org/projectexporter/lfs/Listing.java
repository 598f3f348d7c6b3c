package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.SourceException;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.ConfinedFolder;

/** Lists folders. */
final class Listing {
    private Listing() {}

    /**
     * The paths of the children of {@code folder}, in no order; none if it has disappeared, or has been replaced by
     * something else.
     *
     * @param below its path relative to the folder below which links are not followed
     */
    static List<Path> of(Path folder, RawPath below) throws IOException {
        List<Path> all = new ArrayList<>();
        try (ConfinedFolder project = ConfinedFolder.around(folder, below)) {
            ConfinedFolder.Children children = project.list(folder);
            for (Path child = children.next(); child != null; child = children.next()) {
                all.add(child);
            }
            return all;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw new SourceException("cannot read " + folder + "; make it readable", e);
        }
    }
}
