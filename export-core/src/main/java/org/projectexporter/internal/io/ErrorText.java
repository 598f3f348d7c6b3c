package org.projectexporter.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Errors in words for people: the message of many of Java's exceptions is a path alone, or nothing. */
public final class ErrorText {
    private ErrorText() {}

    /** The file and what is wrong with it. */
    public static String of(Throwable error) {
        if (error instanceof FileSystemException file && file.getFile() != null) {
            return file.getFile() + ": " + why(error);
        }
        return why(error);
    }

    /** What is wrong, without the path of the file. */
    public static String why(Throwable error) {
        if (error instanceof UncheckedIOException || error instanceof DirectoryIteratorException) {
            return why(error.getCause());
        }
        if (error instanceof FileSystemException file) {
            return ofFile(file);
        }
        if (error instanceof ClosedChannelException) {
            return "a file was closed meanwhile";
        }
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error instanceof IOException
                    ? "unknown I/O error"
                    : error.getClass().getSimpleName();
        }
        return message;
    }

    private static String ofFile(FileSystemException error) {
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        } else if (error.getReason() != null && !error.getReason().isBlank()) {
            return error.getReason();
        } else if (error instanceof NoSuchFileException) {
            return "does not exist";
        } else if (error instanceof FileAlreadyExistsException) {
            return "exists already";
        } else if (error instanceof DirectoryNotEmptyException) {
            return "is not empty";
        } else if (error instanceof NotDirectoryException) {
            return "is not a folder";
        }
        return error instanceof FileSystemLoopException ? "links lead around in circles" : "unknown I/O error";
    }
}
