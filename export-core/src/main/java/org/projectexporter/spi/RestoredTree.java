package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A project that was unpacked and proven, before it gets its name. */
public interface RestoredTree {
    /** The project's folder in the archive: NAME. */
    RawPath name();

    /** Where the entry of that path lies now; nothing need be there. */
    Path fileOf(RawPath path);

    /**
     * Whether the manifest tells which files' attributes were those of the Git index when they were exported, and this was one of
     * them, did not change meanwhile, and was brought in as it is.
     */
    boolean wasClean(RawPath path);

    /** Changes a file that was unpacked. */
    interface Patch {
        void apply(FileChannel file) throws IOException;
    }

    /** Lets {@code patch} change a file that was unpacked; its time and mode stay. */
    void patch(RawPath path, Patch patch) throws IOException;

    /** Replaces the content of a file that was unpacked; its time and mode stay. */
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
