package org.projectexporter.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.projectexporter.ExportOptions;
import org.projectexporter.ExportRequest;

/** The export that a source works for. */
public interface SourceContext {
    /** {@return the project's folder, absolute, with its own links resolved} */
    Path projectFolder();

    /** {@return the options of the export} */
    ExportOptions options();

    /**
     * {@return the path in the archive of something in the project: {@code NAME/path}}
     *
     * @param path relative to the project's folder
     */
    RawPath inArchive(RawPath path);

    /**
     * {@return whether a pattern (of the user, or a default one for caches and secrets) matches a file, or a folder
     * above it} A source that protects paths needs to remember only those.
     *
     * @param path of the file, relative to the project's folder
     */
    boolean isTakenByPattern(RawPath path);

    /**
     * {@return whether something is in the project or below a folder that the caller has allowed}
     *
     * @param real a path without links
     */
    boolean isAllowed(Path real);

    /**
     * {@return where the caller says that files named by paths of another machine are on this one; the first match
     * counts}
     */
    default List<ExportRequest.PathMapping> pathMappings() {
        return List.of();
    }

    /** {@return whether the parts of a repository may be read wherever they are, allowed or not} */
    boolean allowsRepositoryFolders();

    /**
     * Reports that a folder outside the project is read, so that the user learns of it before the archive is written.
     *
     * @param folder its path without links
     */
    void readsOutside(Path folder);

    /**
     * {@return the attributes of a file as if this export had created nothing: its own files (the archive, the files
     * next to it, its work folder, wherever these are) do not exist, and the folder that contains them has the time
     * that it had before} A source calls it for everything that it lists and adds.
     *
     * @param file an absolute path
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws IOException if the file system fails
     */
    default FileStat stat(Path file) throws IOException {
        return FileStat.read(file);
    }

    /**
     * To be called regularly during long work.
     *
     * @throws org.projectexporter.ExportCancelledException if the export was cancelled
     */
    void checkCancelled() throws org.projectexporter.ExportCancelledException;
}
