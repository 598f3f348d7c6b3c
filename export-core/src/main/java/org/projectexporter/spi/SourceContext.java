package org.projectexporter.spi;

import java.io.IOException;
import java.nio.file.Path;

import org.projectexporter.ExportOptions;

/** What a source is told about the export. */
public interface SourceContext {
    /** The project's folder, absolute, its own links resolved. */
    Path projectFolder();

    /** The options of the export. */
    ExportOptions options();

    /** The path in the archive of what lies at {@code path} below the project's folder: {@code NAME/path}. */
    RawPath inArchive(RawPath path);

    /**
     * Whether a pattern (of the user, or the default for caches and secrets) takes the file {@code path}, as seen from the
     * project's folder, or a folder above it. A source that protects paths needs to remember only those.
     */
    boolean isTakenByPattern(RawPath path);

    /** Whether {@code real}, a path without links, lies in the project or below a folder that the caller has allowed. */
    boolean isAllowed(Path real);

    /** Whether the parts of a repository may be read wherever they lie, allowed or not. */
    boolean allowsRepositoryFolders();

    /** Tells that a folder outside the project is read, so that the user learns of it before the archive is written. */
    void readsOutside(Path folder);

    /**
     * What the file system says of a file, as if this export had made nothing: what it makes itself (the archive, what is beside it, its
     * work folder, wherever these are) is not there, and the folder in which it makes them has the time that it had before. A source asks
     * it of all that it lists and adds.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    default FileStat stat(Path file) throws IOException {
        return FileStat.read(file);
    }

    /**
     * To be called now and then in long work.
     *
     * @throws org.projectexporter.ExportCancelledException if the export was cancelled
     */
    void checkCancelled() throws org.projectexporter.ExportCancelledException;
}
