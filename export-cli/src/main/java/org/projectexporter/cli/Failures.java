package org.projectexporter.cli;

import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
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
        if (failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
            return message(wrapped.getCause());
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
            return failure.getMessage() == null ? "I/O error: " + textOf(failure) : textOf(failure);
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
        String reason = failure.getReason() == null ? failure.getClass().getSimpleName() : failure.getReason();
        return file + ": " + reason;
    }

    private static String textOf(Throwable failure) {
        String text = failure.getMessage();
        return text == null || text.isBlank() ? failure.getClass().getSimpleName() : text;
    }
}
