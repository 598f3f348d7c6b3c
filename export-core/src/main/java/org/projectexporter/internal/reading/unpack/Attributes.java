package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Sets the modes of unpacked files and folders. */
final class Attributes {
    /** The mode of a folder that only its owner may read. */
    static final int PRIVATE_FOLDER = 0700;

    /** The bits that run a program as its owner or group, and that pass a folder's group on to its files: inode(7). */
    static final int SET_ID = 06000;

    /** The bits that allow its owner to read and write a file. */
    static final int OWNER_CHANGES_FILE = 0600;

    /** The bit that allows its owner to read a file. */
    static final int OWNER_READS_FILE = 0400;

    private static final int OWNER_USES_FOLDER = 0700;

    private Attributes() {}

    /**
     * Sets the mode of a file or folder, not of a link, if the file system has modes. Java opens the file, so its owner
     * must have read access.
     */
    static void setMode(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives its owner, and no one else, full access to a folder, even if they had no access before. */
    static void openFolder(Path folder) throws IOException {
        try {
            setMode(folder, PRIVATE_FOLDER);
        } catch (AccessDeniedException e) {
            setModeOfFile(folder, PRIVATE_FOLDER);
        }
    }

    /** Sets the mode of what is known to be a file and not a link, for which Java need not open it. */
    static void setModeOfFile(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setAttribute(file, "unix:mode", mode);
        }
    }

    /** Whether the mode of a folder allows its owner to change its contents. */
    static boolean mayBeEntered(int mode) {
        return (mode & OWNER_USES_FOLDER) == OWNER_USES_FOLDER;
    }

    /** The mode with the bits added that allow its owner to change a folder's contents. */
    static int entered(int mode) {
        return mode | OWNER_USES_FOLDER;
    }

    /** Whether the mode of a file allows its owner to read and write it. */
    static boolean mayBeChanged(int mode) {
        return (mode & OWNER_CHANGES_FILE) == OWNER_CHANGES_FILE;
    }
}
