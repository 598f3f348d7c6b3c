package org.projectexporter.internal.reading.unpack;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Sets modes of what was unpacked. */
final class Attributes {
    /** A folder that nobody else may look into. */
    static final int PRIVATE_FOLDER = 0700;

    /** The bits that let a program run as somebody else, and of a folder say whom its files belong to: inode(7). */
    static final int SET_ID = 06000;

    /** The bits with which its owner can read and write a file. */
    static final int OWNER_CHANGES_FILE = 0600;

    /** The bit with which its owner can read a file. */
    static final int OWNER_READS_FILE = 0400;

    private static final int OWNER_USES_FOLDER = 0700;

    private Attributes() {}

    /** Not of a link. What has no such modes keeps its own. Java opens the file for it, so its owner has to be allowed to read it. */
    static void setMode(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Lets its owner, and nobody else, do anything in a folder, even if he could not even look into it. */
    static void openFolder(Path folder) throws IOException {
        try {
            setMode(folder, PRIVATE_FOLDER);
        } catch (AccessDeniedException e) {
            setModeOfFile(folder, PRIVATE_FOLDER);
        }
    }

    /** Of what is known to be a file, and no link: Java need not open it for that. */
    static void setModeOfFile(Path file, int mode) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            Files.setAttribute(file, "unix:mode", mode);
        }
    }

    /** Whether a folder of that mode lets its owner change what lies in it. */
    static boolean mayBeEntered(int mode) {
        return (mode & OWNER_USES_FOLDER) == OWNER_USES_FOLDER;
    }

    /** That mode, and its owner may change what lies in the folder. */
    static int entered(int mode) {
        return mode | OWNER_USES_FOLDER;
    }

    /** Whether a file of that mode lets its owner read and write it. */
    static boolean mayBeChanged(int mode) {
        return (mode & OWNER_CHANGES_FILE) == OWNER_CHANGES_FILE;
    }
}
