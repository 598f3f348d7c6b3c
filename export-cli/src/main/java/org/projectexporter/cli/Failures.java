package org.projectexporter.cli;

import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

import org.projectexporter.ExportException;
import org.projectexporter.ExportException.Reason;
import org.projectexporter.ExportStoppedException;

/** Failures as exit codes and as one-line messages. */
final class Failures {
    private Failures() {}

    /** {@link IllegalArgumentException} is how the library rejects invalid arguments. */
    static int exitCode(Throwable failure) {
        if (failure instanceof ExportStoppedException) {
            return ExitCode.STOPPED;
        }
        if (failure instanceof ExportException known && known.reason() == Reason.VERIFICATION_FAILED) {
            return ExitCode.NOT_VERIFIED;
        }
        return isUsage(failure) ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static boolean isUsage(Throwable failure) {
        return failure instanceof IllegalArgumentException
                || failure instanceof ParameterException
                || (failure instanceof ExportException known && known.reason() == Reason.UNKNOWN_PLUGIN);
    }

    static String message(Throwable failure) {
        if (failure instanceof UncheckedIOException || failure instanceof DirectoryIteratorException) {
            return message(failure.getCause());
        }
        if (failure instanceof ExportException || isUsage(failure)) {
            return textOf(failure);
        }
        if (failure instanceof FileSystemException file) {
            return fileMessage(file);
        }
        if (failure instanceof OutOfMemoryError) {
            return "out of memory: " + textOf(failure);
        }
        if (failure instanceof IOException) {
            return failure.getMessage() == null ? "unknown I/O error (--debug shows where)" : textOf(failure);
        }
        return "internal error: " + failure + " (run again with --debug and report the output)";
    }

    private static String fileMessage(FileSystemException failure) {
        String file = failure.getFile() == null ? "a file" : failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return file + ": no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return file + ": permission denied";
        }
        if (failure instanceof NotDirectoryException) {
            return file + ": not a folder";
        }
        if (failure instanceof FileAlreadyExistsException) {
            return file + ": exists already";
        }
        if (failure instanceof DirectoryNotEmptyException) {
            return file + ": is not empty";
        }
        return file + ": " + (failure.getReason() == null ? "unknown I/O error" : failure.getReason());
    }

    private static String textOf(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }
}
