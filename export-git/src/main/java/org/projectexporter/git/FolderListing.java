package org.projectexporter.git;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.projectexporter.spi.FileStat;
import org.projectexporter.spi.NativeNames;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.SourceItem;

/** What lies in a folder of a live repository, sorted by name. What goes away meanwhile is not in it. */
final class FolderListing {
    private FolderListing() {}

    /** The folder's children; none if the folder itself is gone. */
    static List<SourceItem> of(Path folder, RawPath path) throws IOException {
        List<SourceItem> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                addIfPresent(child, path.resolve(NativeNames.nameOf(child)), children);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(Comparator.comparing(SourceItem::path));
        return children;
    }

    static List<SourceItem> of(SourceItem folder) throws IOException {
        return of(folder.file(), folder.path());
    }

    private static void addIfPresent(Path child, RawPath path, List<SourceItem> children) throws IOException {
        try {
            children.add(new SourceItem(child, path, FileStat.read(child)));
        } catch (NoSuchFileException e) {
            // gone since the folder was listed: as if it had never been there
            return;
        }
    }
}
