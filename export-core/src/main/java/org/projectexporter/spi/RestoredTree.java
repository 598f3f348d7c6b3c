package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * An unpacked and verified project, before it gets its name. A path that is not, byte for byte, an entry of the archive
 * does not exist here, wherever it may lead: paths may come from content, which is untrusted.
 */
public interface RestoredTree {
    /** {@return the project's folder in the archive: NAME} */
    RawPath name();

    /**
     * {@return the current path on the disk of the entry with a path; nothing need exist there}
     *
     * @param path its path in the archive
     * @throws IllegalArgumentException if the path is not in a folder of the archive
     */
    Path fileOf(RawPath path);

    /**
     * {@return the absolute path that the entry with that path will have when the import is complete}
     *
     * @param path its path in the archive
     */
    Path placeOf(RawPath path);

    /**
     * A reference of a document to a file, as the manifest has it; it may be wrong.
     *
     * @param document an entry of the archive
     * @param written the reference as the document has it
     * @param target the entry that it leads to; of a sequence of files, their folder
     */
    record Reference(RawPath document, String written, RawPath target) {}

    /**
     * {@return what documents refer to, as far as the archive has it}
     *
     * @throws IOException if they cannot be read
     */
    List<Reference> references() throws IOException;

    /**
     * {@return whether an entry, and each folder above it, has its own name on the disk, and not a replacement}
     *
     * @param path its path in the archive
     */
    boolean keepsName(RawPath path);

    /**
     * {@return whether it is an entry whose attributes matched the Git index when it was exported, according to the
     * manifest, and that did not change during the export and was imported unchanged}
     *
     * @param path of a file in the archive
     */
    boolean wasClean(RawPath path);

    /** Changes an unpacked file. */
    interface Patch {
        /**
         * Changes the file, which is open for reading and writing and is closed by the caller.
         *
         * @param file at position 0
         * @throws IOException if the file system fails
         */
        void apply(FileChannel file) throws IOException;
    }

    /**
     * Changes an unpacked file with {@code patch}; its time and mode are kept.
     *
     * @param path of a file in the archive
     * @param patch changes it
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws IOException if the patch throws it, or the file system fails
     */
    void patch(RawPath path, Patch patch) throws IOException;

    /**
     * Replaces the content of an unpacked file; its time and mode are kept.
     *
     * @param path of a file in the archive
     * @param content all of its new content
     * @throws IOException if it does not exist, or the file system fails
     */
    void replace(RawPath path, byte[] content) throws IOException;

    /**
     * Renames an unpacked file, and creates another one in its place, with its mode and the time of now.
     *
     * @param path of a file in the archive
     * @param kept its other name, in the same folder
     * @param content writes the new content to an empty file
     * @throws java.nio.file.FileAlreadyExistsException if that name is taken; then nothing has changed
     * @throws IOException if {@code content} throws it, or the file system fails
     */
    void supersede(RawPath path, RawPath kept, Patch content) throws IOException;

    /**
     * Creates a file that the archive does not have, and its folder if there is none.
     *
     * @param path in a folder of the archive, or in one that is to be created in such a folder
     * @param content all of it
     * @param mode the permissions of the file, and of the folder if it is created
     * @throws java.nio.file.FileAlreadyExistsException if something exists there
     * @throws IOException if the file system fails
     */
    void create(RawPath path, byte[] content, int mode) throws IOException;

    /**
     * Sets the time of an unpacked file.
     *
     * @param path of a file in the archive
     * @param time its new modification time
     * @throws java.nio.file.NoSuchFileException if it does not exist
     * @throws IOException if the file system fails
     */
    void setTime(RawPath path, Instant time) throws IOException;

    /**
     * Renames an unpacked file within its folder.
     *
     * @param path of a file in the archive
     * @param other its new path, in the same folder
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws IOException if the file system fails
     */
    void rename(RawPath path, RawPath other) throws IOException;

    /**
     * Removes an unpacked file, or a folder with its contents; does nothing if it does not exist.
     *
     * @param path of a file or folder in the archive
     * @throws IOException if the file system fails
     */
    void remove(RawPath path) throws IOException;

    /**
     * Sets whether the folder of a repository is shared: if so, the group keeps the write access that it has in the
     * archive; if not, it loses it. Without this, it keeps it outside folders {@code .git} only.
     *
     * @param repository its folder, as in the archive
     * @param shared whether the group may write
     */
    void setShared(RawPath repository, boolean shared);

    /**
     * {@return the result of {@code lstat} for an entry; null if it does not exist}
     *
     * @param path its path in the archive
     * @throws IOException if the file system fails
     */
    @Nullable
    FileStat stat(RawPath path) throws IOException;
}
