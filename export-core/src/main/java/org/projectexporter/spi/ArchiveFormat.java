package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/**
 * An archive format: the plug-in that turns entries into the bytes of one archive, and back.
 *
 * <p>An implementation must
 *
 * <ul>
 *   <li>have a public no-argument constructor and be named in {@code META-INF/services};
 *   <li>keep no state: all of it belongs to the writer or reader;
 *   <li>write the same bytes for the same calls: no clock, no host, no random numbers;
 *   <li>keep names as bytes, unchanged.
 * </ul>
 *
 * <p>The methods may be called from several threads at once.
 */
public interface ArchiveFormat {
    /** {@return the unique lower-case name, such as {@code "tar.gz"}, which options and manifests contain} */
    String name();

    /** {@return the file name suffixes of this format, each with its dot, the most common first} */
    List<String> suffixes();

    /**
     * {@return whether an archive that begins with these bytes, up to 512, is of this format, whatever its name} If no
     * format recognizes it, the suffix decides.
     *
     * @param start the bytes between its position and limit; the position need not be kept
     */
    default boolean recognizes(ByteBuffer start) {
        return false;
    }

    /** {@return one line for people: what the format is and which programs open it} */
    String description();

    /**
     * {@return whether it supports {@link EntryType#HARD_LINK}; otherwise each name of a file is written as a separate
     * file}
     */
    default boolean keepsHardLinks() {
        return false;
    }

    /** {@return whether it can compress content} */
    default boolean compresses() {
        return true;
    }

    /**
     * {@return whether it compresses with the engine that the option {@code deflate} names
     * ({@code DeflateContext.engineOf} in the toolkit), so that the option decides its bytes}
     */
    default boolean deflates() {
        return false;
    }

    /** {@return whether headers contain the CRC-32 of a file's content, so that computing it in advance is useful} */
    default boolean crcInHeader() {
        return false;
    }

    /**
     * {@return the size from which content that is not compressed is in the archive unchanged, and begins at a multiple
     * of 4,096 bytes: see {@link ArchiveWriter#contentStart}} By default none does.
     */
    default long alignsFrom() {
        return Long.MAX_VALUE;
    }

    /**
     * {@return whether its writers overwrite what was written before the current entry, such as the beginning of the
     * archive} Otherwise {@link ArchiveOutput#patch} is used within the current entry alone. An archive of such a
     * format is not complete before its end, so it cannot be split into volumes, nor be sent while it is written.
     */
    default boolean needsSeek() {
        return false;
    }

    /**
     * {@return whether {@link #restoreWriter} can continue where a writer stopped} If not, no checkpoints are recorded,
     * and a resumed export writes its archive from the start.
     */
    default boolean restores() {
        return false;
    }

    /**
     * Continues an archive. The bytes that follow are those that the first writer would have written.
     *
     * @param output at the position at which {@code state} was taken
     * @param context its spools have the content that they had then
     * @param state from {@link ArchiveWriter#offerSnapshot}
     * @param open the entry within which the state was taken; null if it was between two entries
     * @return a writer, which the caller closes
     * @throws IOException if the state is not of this format, or the output fails
     */
    default ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        throw new UnsupportedOperationException(name() + " does not restore writers");
    }

    /**
     * A partially written entry.
     *
     * @param entry the entry as it was started
     * @param bytesGiven number of bytes of its content that the writer has received
     */
    record OpenEntry(ArchiveEntry entry, long bytesGiven) {}

    /**
     * {@return a writer of a new archive} The caller closes it; the writer does not close the output.
     *
     * @param output at position 0
     * @param context the settings, the threads and the memory that the writer may use
     * @throws IOException if the output fails
     */
    ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException;

    /**
     * {@return a reader of an archive written by this format} The caller closes both reader and channel.
     *
     * @param archive at position 0, all volumes of it as one
     * @throws IOException if it is not such an archive
     */
    ArchiveReader openReader(SeekableByteChannel archive) throws IOException;

    /**
     * Starts reading an untrusted archive in order to unpack it. In addition to {@link #openReader}, any structural
     * defect is reported as a {@link org.projectexporter.RefusedArchiveException} that names the defect and the entry:
     * as early as the format allows, at the latest when the {@link ArchiveReader#content} of the entry has been read to
     * its end. Ambiguous archives must be refused: any two readers that follow the format's specification must see the
     * same entries. Names and link targets are returned unchecked.
     *
     * <p>If a format does not override it, its {@link #openReader} has to refuse all of this.
     *
     * @param archive at position 0, all volumes of it as one
     * @return a reader, which the caller closes
     * @throws IOException if it is not such an archive
     */
    default ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return openReader(archive);
    }
}
