package org.projectexporter.sidecar.internal.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * What a file, or a folder with its contents, takes; links are not followed.
 *
 * @param bytes the size of all files
 * @param freeableBytes of those that have no other name elsewhere
 * @param newest the latest time of modification
 */
record DiskUse(long bytes, long freeableBytes, Instant newest) {
    private static final DiskUse NOTHING = new DiskUse(0, 0, Instant.EPOCH);

    /** Measures it; what disappears meanwhile does not count. */
    static DiskUse of(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return NOTHING;
        }
        Instant modified = attributes.lastModifiedTime().toInstant();
        if (!attributes.isDirectory()) {
            long size = attributes.size();
            return new DiskUse(size, links(path) > 1 ? 0 : size, modified);
        }
        DiskUse all = new DiskUse(0, 0, modified);
        try {
            for (Path child : DataFolder.children(path)) {
                all = all.plus(of(child));
            }
        } catch (NoSuchFileException e) {
            return all;
        }
        return all;
    }

    private DiskUse plus(DiskUse other) {
        return new DiskUse(
                bytes + other.bytes,
                freeableBytes + other.freeableBytes,
                newest.isAfter(other.newest) ? newest : other.newest);
    }

    private static int links(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return 1;
        }
        try {
            return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer count
                    ? count
                    : 1;
        } catch (NoSuchFileException e) {
            return 1;
        }
    }
}
