package org.projectexporter.spi;

import java.nio.file.Path;

/**
 * A file or folder that the walk through the project has come to.
 *
 * @param file where it is, absolute
 * @param path the same as seen from the project's folder, in raw bytes
 * @param stat its attributes, links not followed
 */
public record SourceItem(Path file, RawPath path, FileStat stat) {
    /** The item's entry name, as raw bytes. */
    public RawPath name() {
        return path.fileName();
    }

    /** Whether the item's entry name is {@code name}. */
    public boolean isNamed(RawPath name) {
        return path.isNamed(name);
    }

    public boolean isDirectory() {
        return stat.kind() == FileStat.Kind.DIRECTORY;
    }

    public boolean isFile() {
        return stat.kind() == FileStat.Kind.FILE;
    }
}
