package org.projectexporter.spi;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
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
 *   <li>keep names as the bytes that they are.
 * </ul>
 *
 * <p>The methods may be called from several threads at once.
 */
public interface ArchiveFormat {
    /** The lower-case name, as in {@code "tar.gz"}; unique. It is what options and manifests hold. */
    String name();

    /** File name suffixes that stand for this format, each with its dot, the most usual first. */
    List<String> suffixes();

    /** One line for people: what it is and who opens it. */
    String description();

    /** Whether it keeps {@link EntryType#HARD_LINK}; else each name of a file comes as a file of its own. */
    default boolean keepsHardLinks() {
        return false;
    }

    /** Whether content can come out smaller than it is. */
    default boolean compresses() {
        return true;
    }

    /** Whether a header holds the CRC-32 of a file's content, so that it pays to know it beforehand. */
    default boolean crcInHeader() {
        return false;
    }

    /** Whether {@link #restoreWriter} goes on where a writer has stopped. If not, a resumed export writes its archive anew. */
    default boolean restores() {
        return false;
    }

    /**
     * Goes on with an archive. The bytes that follow are those which the first writer would have written.
     *
     * @param output at the position at which {@code state} was taken
     * @param context its spools hold what they held then
     * @param state from {@link ArchiveWriter#offerSnapshot}
     * @param open the entry within which the state was taken; null between two entries
     */
    default ArchiveWriter restoreWriter(
            ArchiveOutput output, WriterContext context, byte[] state, @Nullable OpenEntry open) throws IOException {
        throw new UnsupportedOperationException(name() + " does not restore writers");
    }

    /**
     * An entry of which a part was written.
     *
     * @param entry as it was put
     * @param bytesGiven number of bytes of its content that the writer was given
     */
    record OpenEntry(ArchiveEntry entry, long bytesGiven) {}

    /** Starts an archive at the output's position 0. The caller closes the writer; the writer does not close the output. */
    ArchiveWriter openWriter(ArchiveOutput output, WriterContext context) throws IOException;

    /**
     * Starts to read an archive that this format has written. The caller closes both reader and channel.
     *
     * @throws IOException if it is not such an archive
     */
    ArchiveReader openReader(SeekableByteChannel archive) throws IOException;

    /**
     * Starts to read an archive that may come from anyone, to unpack it. Beyond {@link #openReader}, whatever is wrong with the structure
     * is a {@link org.projectexporter.RefusedArchiveException} that names the defect and the entry: as early as the format allows, at the
     * latest when the {@link ArchiveReader#content} of the entry has been read to its end. Nothing ambiguous may pass: two readers that
     * both go by the format's specification have to see the same entries. Names and link targets are not judged here, only given.
     *
     * <p>Without it, {@link #openReader} has to refuse all that.
     *
     * @throws IOException if it is not such an archive
     */
    default ArchiveReader openStrictReader(SeekableByteChannel archive) throws IOException {
        return openReader(archive);
    }
}
