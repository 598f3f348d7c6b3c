package org.projectexporter.git.folder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceContext;
import org.projectexporter.spi.SourceItem;
import org.projectexporter.spi.files.ConfinedFolder;

/**
 * Lists a folder of a live repository, sorted by name. Files that disappear during the listing are left out. Links are
 * not followed.
 */
public final class FolderListing {
    private FolderListing() {}

    /** Reads the attributes of a file. */
    @FunctionalInterface
    private interface Stat {
        FileStat of(Path file) throws IOException;
    }

    /**
     * The children of a folder whose path relative to a root is {@code path}; none if the folder is gone, or if it or a
     * folder between it and the root has been replaced by something else, even a link.
     */
    public static List<SourceItem> of(Path folder, RawPath path) throws IOException {
        return of(folder, path, FileStat::read);
    }

    /** The children of a folder for an export, without the files that the export itself creates. */
    public static List<SourceItem> of(Path folder, RawPath path, SourceContext context) throws IOException {
        return of(folder, path, context::stat);
    }

    /** The children of a planned folder for an export, without the files that the export itself creates. */
    public static List<SourceItem> of(SourceItem folder, SourceContext context) throws IOException {
        return of(folder.file(), folder.path(), context);
    }

    private static List<SourceItem> of(Path folder, RawPath path, Stat stat) throws IOException {
        List<SourceItem> children = new ArrayList<>();
        try (ConfinedFolder project = ConfinedFolder.around(folder, path)) {
            ConfinedFolder.Children found = project.list(folder);
            for (Path child = found.next(); child != null; child = found.next()) {
                addIfPresent(child, path.resolve(NativeNames.nameOf(child)), stat, children);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        children.sort(Comparator.comparing(SourceItem::path));
        return children;
    }

    private static void addIfPresent(Path child, RawPath path, Stat stat, List<SourceItem> children)
            throws IOException {
        try {
            children.add(new SourceItem(child, path, stat.of(child)));
        } catch (NoSuchFileException e) {
            // gone since the folder was listed: treated as if it had never existed
            return;
        }
    }
}
