package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A project that was unpacked and proven, before it gets its name. A path that is no entry of the archive, byte for byte, is not there,
 * wherever it may lead: paths may come from content, which may come from anyone.
 */
public interface RestoredTree {
    /** The project's folder in the archive: NAME. */
    RawPath name();

    /**
     * Where the entry of that path lies now, or would; nothing need be there.
     *
     * @throws IllegalArgumentException if the path does not lie in a folder of the archive
     */
    Path fileOf(RawPath path);

    /**
     * Whether it is an entry whose attributes were those of the Git index when it was exported, by what the manifest says, and that did not
     * change meanwhile and was brought in as it is.
     */
    boolean wasClean(RawPath path);

    /** Changes a file that was unpacked. */
    interface Patch {
        void apply(FileChannel file) throws IOException;
    }

    /**
     * Has {@code patch} change a file that was unpacked; its time and mode stay.
     *
     * @throws java.nio.file.NoSuchFileException if it is not there
     */
    void patch(RawPath path, Patch patch) throws IOException;

    /** Replaces the content of a file that was unpacked, as {@link #patch} does. */
    void replace(RawPath path, byte[] content) throws IOException;

    /**
     * Gives a file that was unpacked another name in its folder.
     *
     * @throws java.nio.file.FileAlreadyExistsException if something bears it
     */
    void rename(RawPath path, RawPath other) throws IOException;

    /** Removes a file that was unpacked, or a folder with all that is in it; nothing if it is not there. */
    void remove(RawPath path) throws IOException;

    /** What {@code lstat} says of an entry; null if it is not there. */
    @Nullable
    FileStat stat(RawPath path) throws IOException;
}
