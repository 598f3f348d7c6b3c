package org.projectexporter.internal.io;

import org.jspecify.annotations.Nullable;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/**
 * Recognises errors of the operating system. Java hands on nothing but the system's text, strerror(3) on Unix, in the
 * language that the process was started with. This is the only class that looks at such texts: those of glibc, musl and
 * macOS in English, and for a full disk the one that this very system has, whatever its language, which
 * {@code /dev/full} of Linux answers with (full(4)).
 */
public enum SystemError {
    /** ENOSPC and EDQUOT: the file system is full, or the user's share of it. ERROR_DISK_FULL of Windows. */
    OUT_OF_SPACE(
            "No space left on device",
            "Disk quota exceeded",
            "Disc quota exceeded",
            "Quota exceeded",
            "There is not enough space on the disk"),
    /** EMFILE and ENFILE: too many files are open. */
    TOO_MANY_FILES("Too many open files", "No file descriptors available"),
    /** ENOMEM: the kernel has no memory for what this process asks of it. */
    OUT_OF_KERNEL_MEMORY("Cannot allocate memory", "Out of memory"),
    /** EIO: the device failed. */
    DEVICE_FAILED("Input/output error", "I/O error"),
    /** ESTALE: the server of a network file system does not know the file any more. */
    STALE("Stale file handle", "Stale NFS file handle"),
    /** EFBIG: the file system cannot hold a file of this size, or a limit of the process (RLIMIT_FSIZE) forbids it. */
    FILE_TOO_LARGE("File too large"),
    /** EINVAL, EILSEQ and ENAMETOOLONG, where a name was given: the file system cannot hold it. */
    NAME_NOT_POSSIBLE(
            "Invalid argument",
            "Invalid or incomplete multibyte",
            "Illegal byte sequence",
            "File name too long",
            "Filename too long");

    private static final String FULL_DEVICE = "/dev/full";

    @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written to
    private final String[] texts;

    SystemError(String... texts) {
        this.texts = texts;
    }

    /** Which error an exception, or what caused it, reports; empty if it is none of these. */
    public static Optional<SystemError> of(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String text = text(at);
            if (text != null) {
                for (SystemError error : values()) {
                    if (error.says(text)) {
                        return Optional.of(error);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an exception, or what caused it, reports this. */
    public boolean causes(Throwable thrown) {
        return of(thrown).filter(this::equals).isPresent();
    }

    /**
     * Whether Java lacked memory outside its heap: the text is that of {@code java.nio.Bits}, which no language
     * changes.
     */
    public static boolean isOfDirectBuffers(OutOfMemoryError error) {
        return String.valueOf(error.getMessage()).contains("direct buffer");
    }

    /**
     * The system's own words; of a {@link FileSystemException} without the name of the file, which could say anything.
     */
    private static @Nullable String text(Throwable thrown) {
        if (thrown instanceof NoSuchFileException) {
            return null;
        }
        if (thrown instanceof FileSystemException file) {
            return file.getReason();
        }
        // what channels and streams throw is the text alone; subclasses are ours, or say something else
        return thrown.getClass() == IOException.class || thrown instanceof FileNotFoundException
                ? thrown.getMessage()
                : null;
    }

    private boolean says(String text) {
        for (String known : texts) {
            // a stream puts the name of the file before it, in parentheses
            if (text.startsWith(known) || text.endsWith("(" + known + ")")) {
                return true;
            }
        }
        return this == OUT_OF_SPACE && text.equals(OwnLanguage.FULL);
    }

    /** What this system calls a full disk, asked once. */
    private static final class OwnLanguage {
        private static final @Nullable String FULL = ask();

        private static @Nullable String ask() {
            if (!new File(FULL_DEVICE).exists()) {
                return null;
            }
            try (FileOutputStream full = new FileOutputStream(FULL_DEVICE)) {
                full.write(0);
                return null;
            } catch (IOException e) {
                return e.getMessage();
            }
        }
    }
}
