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

/** What went wrong, as an exit code and as one line for people. */
final class Failures {
    private Failures() {}

    /** {@link IllegalArgumentException} is how the library refuses what its caller asks for. */
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
            return "input or output failed: " + textOf(failure);
        }
        return "a fault in this program: " + failure + " (run it again with --debug, and report what it prints)";
    }

    private static String fileMessage(FileSystemException failure) {
        String file = failure.getFile() == null ? "a file" : failure.getFile();
        if (failure instanceof NoSuchFileException) {
            return file + ": there is no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return file + ": no permission to read or write it";
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
