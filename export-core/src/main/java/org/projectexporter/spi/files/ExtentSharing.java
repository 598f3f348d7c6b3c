package org.projectexporter.spi.files;

import java.nio.file.Path;

import org.projectexporter.spi.FileStat;

/**
 * Makes files share blocks of the disk ("reflinks", clones), where the file system can: a range of one file becomes the
 * content of a range of another, without being read or written, and each remains unchanged when the other is written to
 * afterwards. Found by {@link java.util.ServiceLoader}; without an implementation everything is copied.
 *
 * <p>Thread-safe.
 */
public interface ExtentSharing {
    /**
     * A place in a file.
     *
     * @param file its path; if it leads to a link, or to another file than {@code expected}, nothing is shared
     * @param expected the file: its device and inode; the caller has it open, so that no other file can have its inode
     * @param offset of the first byte
     */
    record Place(Path file, FileStat expected, long offset) {}

    /**
     * Shares a range. Offsets and length must be multiples of the file system's block size; the length need not be if
     * the range is the end of both files.
     *
     * @param from the bytes to share
     * @param to the bytes that are replaced
     * @param bytes the length of both
     * @return false if it is impossible for whatever reason; then the bytes at {@code to} are undefined
     */
    boolean share(Place from, Place to, long bytes);
}
