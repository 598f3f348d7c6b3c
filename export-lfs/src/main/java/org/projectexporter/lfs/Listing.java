package org.projectexporter.lfs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.projectexporter.SourceException;

/** What lies in a folder. */
final class Listing {
    private Listing() {}

    /** The paths of what lies in {@code folder}, in no order; none if it has just gone. */
    static List<Path> of(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(all::add);
            return all;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (AccessDeniedException e) {
            throw new SourceException("cannot read " + folder + "; make it readable", e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
