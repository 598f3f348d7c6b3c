package org.projectexporter.spi;

import java.nio.file.Path;

/**
 * A file or folder that the walk through the project has reached.
 *
 * @param file its absolute path
 * @param path its path relative to the project's folder, in raw bytes
 * @param stat its attributes; links are not followed
 */
public record SourceItem(Path file, RawPath path, FileStat stat) {
    /** {@return the last segment of the item's path} */
    public RawPath name() {
        return path.fileName();
    }

    /**
     * {@return whether the last segment of the item's path is {@code name}}
     *
     * @param name one segment
     */
    public boolean isNamed(RawPath name) {
        return path.isNamed(name);
    }

    /** {@return whether it is a folder} */
    public boolean isDirectory() {
        return stat.kind() == FileStat.Kind.DIRECTORY;
    }

    /** {@return whether it is a regular file} */
    public boolean isFile() {
        return stat.kind() == FileStat.Kind.FILE;
    }
}
