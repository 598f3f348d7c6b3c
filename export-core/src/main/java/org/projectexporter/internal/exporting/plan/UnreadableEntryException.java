package org.projectexporter.internal.exporting.plan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

import org.projectexporter.ExportException;
import org.projectexporter.internal.io.ErrorText;
import org.projectexporter.internal.io.SystemError;
import org.projectexporter.spi.RawPath;
import org.projectexporter.spi.files.MemoryException;

/**
 * The file system that holds the project could not read something in it: the project's side of an input or output
 * error, as opposed to the target's. It names what could not be read.
 */
public final class UnreadableEntryException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient RawPath path;
    private final String why;
    private final boolean optional;

    private UnreadableEntryException(RawPath path, IOException cause, boolean optional) {
        super("cannot read " + path + " of the project (" + where(path, cause) + why(cause) + ")", cause);
        this.path = path;
        this.why = why(cause);
        this.optional = optional;
    }

    /**
     * An error that occurred while something of the project was examined or read; unchanged if the file system is not
     * to blame: if it is one of ours, if the file is gone, or if this process has too few resources.
     *
     * @param path what was read, as messages and the manifest name it
     */
    public static IOException of(RawPath path, IOException error) {
        return of(path, error, true);
    }

    /** The same for what the rest of the project cannot be exported without. */
    static IOException ofNeeded(RawPath path, IOException error) {
        return of(path, error, false);
    }

    private static IOException of(RawPath path, IOException error, boolean optional) {
        return error instanceof UnreadableEntryException
                        || error instanceof ExportException
                        || error instanceof MemoryException
                        || error instanceof WorkFolderException
                        || error instanceof NoSuchFileException
                        || error instanceof InterruptedIOException
                        || error instanceof ClosedChannelException
                        || isOfProcess(error)
                ? error
                : new UnreadableEntryException(path, error, optional);
    }

    private static boolean isOfProcess(IOException error) {
        Optional<SystemError> known = SystemError.of(error);
        return known.isPresent()
                && (known.get() == SystemError.TOO_MANY_FILES || known.get() == SystemError.OUT_OF_KERNEL_MEMORY);
    }

    /** The file, if it is not the one that the path names, but for example one in a repository. */
    private static String where(RawPath path, IOException cause) {
        if (!(cause instanceof FileSystemException known) || known.getFile() == null) {
            return "";
        }
        String file = known.getFile();
        return file.endsWith(path.fileName().toString()) ? "" : file + ": ";
    }

    /** The system's own words, without the path of the file. */
    private static String why(IOException error) {
        return ErrorText.why(error);
    }

    /** What could not be read. */
    public RawPath path() {
        return path;
    }

    /** Whether the export can be completed without it. */
    public boolean isOptional() {
        return optional;
    }

    /** The detail of a finding about it. */
    public String finding() {
        return "cannot be read: " + why;
    }
}
